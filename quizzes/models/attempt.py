"""Attempts at a quiz, and every answer as it was written."""

import uuid
from fractions import Fraction
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from database.fixed_query import FixedQuery
from quizzes.grading import percentage
from quizzes.rules import Mode, Moment

from .quiz import QuizPage


class Attempt(models.Model):
    """One try at a quiz. What was promised at the start is frozen in it.

    items: list of quizzes.snapshot.FrozenQuestion. rules: quizzes.rules.Rules. deadline: when answers stop
    counting, extra time included, None without a limit. version: goes up with every write of answers; a
    write that names another one is stale. score and maximum are points, the score rounded down to
    hundredths; `passed` was decided on the exact fraction. Handed in and `passed` None: a person still has
    to judge an open answer. The result changes by a judgement or a regrade only, each a row of its own.
    """

    class EndedBy(models.TextChoices):
        LEARNER = "learner", _("Handed in")
        TIME = "time", _("Time was over")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("learner")
    )
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="attempts", verbose_name=_("enrolment")
    )
    quiz = models.ForeignKey(QuizPage, on_delete=models.PROTECT, related_name="attempts", verbose_name=_("quiz"))
    # The quiz in all its languages.
    quiz_key = models.UUIDField(editable=False)
    quiz_revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    number = models.PositiveSmallIntegerField(_("attempt"))
    started_at = models.DateTimeField(_("started at"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    ended_by = models.CharField(_("ended by"), max_length=10, choices=EndedBy.choices, blank=True, default="")
    deadline = models.DateTimeField(_("deadline"), null=True, editable=False)
    version = models.PositiveIntegerField(_("version of the answers"), default=0, editable=False)
    rules = models.JSONField(editable=False)
    # Everything that is drawn or shuffled follows from it.
    shuffle_seed = models.PositiveBigIntegerField(editable=False)
    items = models.JSONField(editable=False)
    score = models.DecimalField(_("score"), max_digits=8, decimal_places=2, null=True, editable=False)
    maximum = models.DecimalField(_("highest score"), max_digits=8, decimal_places=2, null=True, editable=False)
    passed = models.BooleanField(_("passed"), null=True, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "quiz_key"],
                condition=models.Q(finished_at__isnull=True),
                name="quizzes_one_open_attempt",
            ),
            models.UniqueConstraint(fields=["enrolment", "quiz_key", "number"], name="quizzes_attempt_number_once"),
        ]
        indexes = [
            models.Index(
                fields=["deadline"], condition=models.Q(finished_at__isnull=True), name="quizzes_open_by_deadline"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.quiz} ({self.number})"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def may_check(self) -> bool:
        """Whether its rules show anything of an answer while it is open: only then an answer can be checked."""
        return Moment.DURING in self.rules.values()

    @property
    def percentage(self) -> int:
        """The score for reading, 0 to 100, rounded down; 0 while the attempt is open."""
        return percentage(Fraction(self.score or 0), Fraction(self.maximum or 1))

    @property
    def pass_mark(self) -> int:
        """In per cent; 0 in practice."""
        return int(self.rules["pass_mark"])

    @property
    def is_practice(self) -> bool:
        return bool(self.rules["mode"] == Mode.PRACTICE)

    @property
    def awaits_judgement(self) -> bool:
        """Whether it was handed in and a person still has to judge an open answer."""
        return self.is_finished and self.passed is None

    def saved_answers(self) -> dict[int, Any]:
        """The latest answer to each question, by number. None for one that was taken back."""
        return {number: answer.value for number, answer in self.latest_answers().items()}

    def latest_answers(self) -> dict[int, "Answer"]:
        """The newest row of the journal per question."""
        return {answer.item: answer for answer in _journal.objects(self.pk)}


_journal = FixedQuery(lambda attempt: Answer.objects.filter(attempt=attempt).order_by("version"), int)


class AppendOnlyError(Exception):
    """An answer in the journal was about to be changed."""


class Answer(models.Model):
    """One entry of the journal of an attempt: nothing is changed, the newest entry per question counts.

    version: that of the attempt after this write. value: what the type's form field gave, None for an answer
    that was taken back. confidence: 1 a guess, 2 in doubt, 3 sure. checked: its feedback was shown, so it stays.
    """

    class Confidence(models.IntegerChoices):
        GUESS = 1, _("I am guessing")
        DOUBT = 2, _("I am in doubt")
        SURE = 3, _("I am sure")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    version = models.PositiveIntegerField(_("version of the answers"))
    item = models.PositiveSmallIntegerField(_("question number"))
    value = models.JSONField(_("answer"), null=True)
    confidence = models.PositiveSmallIntegerField(_("how sure"), choices=Confidence.choices, null=True)
    checked = models.BooleanField(_("checked"), default=False)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "version", "item"], name="quizzes_one_answer_per_write")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}, {self.item} ({self.version})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises AppendOnlyError for an entry that is there already."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)


class ExtraTime(models.Model):
    """How much longer someone has for every quiz with a time limit. Why is nobody's business and not kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="extra_time", verbose_name=_("learner")
    )
    percentage = models.PositiveSmallIntegerField(
        _("extra time in per cent"), default=25, validators=[MinValueValidator(1), MaxValueValidator(300)]
    )

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")

    def __str__(self) -> str:
        return f"{self.user}: {self.percentage}%"
