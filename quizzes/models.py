"""Question bank, quizzes and attempts."""

import uuid
from fractions import Fraction
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, validate_slug
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from courses.models import Enrolment, StepPage

from .editor_forms import QuizPageForm
from .grading import percentage
from .types import body_blocks, type_of


class Question(PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """One question of the bank. Quizzes ask the published version; attempts keep a copy of what they asked."""

    class Topic(models.IntegerChoices):
        SOCIAL_ENTERPRISE = 1, _("Social entrepreneurship")
        RESERVED_CONTRACTS = 2, _("Article 2.82 and social procurement")
        SDGS = 3, _("SDGs")
        BUDGETS = 4, _("Budgets of several portfolios")
        BUSINESS = 5, _("Companies and social enterprises")
        FINANCE = 6, _("Creative with money")
        VISIBILITY = 7, _("Visibility")
        GUESTS = 8, _("Entrepreneurs as guest presenters")

    class Difficulty(models.TextChoices):
        EASY = "makkelijk", _("Easy")
        MEDIUM = "gemiddeld", _("Medium")
        HARD = "moeilijk", _("Hard")

    class Bloom(models.TextChoices):
        """Levels of thinking, after Bloom."""

        REMEMBER = "onthouden", _("Remembering")
        UNDERSTAND = "begrijpen", _("Understanding")
        APPLY = "toepassen", _("Applying")
        ANALYSE = "analyseren", _("Analysing")
        EVALUATE = "evalueren", _("Evaluating")
        DESIGN = "ontwerpen", _("Designing")

    class Status(models.TextChoices):
        """What the question rests on."""

        SOURCE = "bron", _("A source that was read")
        KNOWLEDGE = "kennis", _("Own knowledge")
        FICTIONAL = "fictief", _("Fictional figures")

    # No SlugField: Wagtail's editor would write its capitals small.
    key = models.CharField(
        _("key"),
        max_length=50,
        unique=True,
        validators=[validate_slug],
        help_text=_("Short and lasting, as T2-01."),
    )
    context = models.TextField(_("case"), blank=True, help_text=_("What happened; shown above the question."))
    prompt = models.TextField(_("question"))
    body = StreamField(
        body_blocks(),
        verbose_name=_("answers"),
        max_num=1,
        help_text=_("Choose with the plus sign how this question is answered, and fill in the answers."),
    )
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Shown to everyone afterwards."))
    source = models.TextField(_("source"), blank=True, help_text=_("Where the facts come from, with the date."))
    status = models.CharField(_("rests on"), max_length=20, choices=Status.choices, default=Status.SOURCE)
    topic = models.PositiveSmallIntegerField(_("topic"), choices=Topic.choices)
    difficulty = models.CharField(
        _("difficulty"), max_length=20, choices=Difficulty.choices, default=Difficulty.MEDIUM
    )
    bloom = models.CharField(_("level of thinking"), max_length=20, choices=Bloom.choices, default=Bloom.UNDERSTAND)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="question")

    panels = [
        MultiFieldPanel([FieldPanel("context"), FieldPanel("prompt"), FieldPanel("body")], _("Question")),
        MultiFieldPanel([FieldPanel("explanation"), FieldPanel("source"), FieldPanel("status")], _("Afterwards")),
        MultiFieldPanel(
            [FieldPanel("key"), FieldPanel("topic"), FieldRowPanel([FieldPanel("difficulty"), FieldPanel("bloom")])],
            _("In the question bank"),
        ),
    ]
    search_fields = [
        index.SearchField("prompt"),
        index.AutocompleteField("prompt"),
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.SearchField("context"),
        index.FilterField("topic"),
        index.FilterField("difficulty"),
        index.FilterField("status"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}: {Truncator(self.prompt).chars(80)}"

    @property
    def revisions(self) -> Any:
        return self._revisions

    @property
    def type_label(self) -> Promise | str:
        """The kind of question in words; empty for a draft without answers."""
        return type_of(self.body[0].block_type).label if self.body else ""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/question_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from .preview import preview_context

        return preview_context(self)


class QuizPage(StepPage):
    """A step that is done by passing it."""

    intro = models.TextField(_("introduction"), blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in per cent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("number of attempts"), default=0, help_text=_("0 means: as often as one likes.")
    )
    shuffle_options = models.BooleanField(
        _("shuffle the answers"), default=True, help_text=_("Every attempt shows them in another order.")
    )

    marked_by_learner = False
    is_creatable = True
    # A quiz asks questions in its own language: a translation begins as a copy, which an editor goes on with.
    localize_default_translation_mode = "simple"
    override_translatable_fields: ClassVar[list[Any]] = [
        *StepPage.override_translatable_fields,
        BaseTranslatableField("items"),
    ]
    base_form_class = QuizPageForm
    content_panels = [
        *StepPage.content_panels,
        *StepPage.step_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("max_attempts")]),
        FieldPanel("shuffle_options"),
        InlinePanel("items", heading=_("Questions"), label=_("Question")),
    ]
    search_fields = [*StepPage.search_fields, index.SearchField("intro")]
    template = "quizzes/quiz_page.html"

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def questions(self) -> list[Question]:
        """What is asked now: the published questions, in order."""
        return [item.question for item in self.items.select_related("question") if item.question.live]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .attempts import standing_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        questions = self.questions()
        rules = {type_of(question.body[0].block_type).rule for question in questions}
        return context | {
            "question_count": len(questions),
            "marking_rules": sorted(str(rule) for rule in rules if rule),
            "standing": standing_of(context["enrolment"], self),
        }


class QuizItem(Orderable):
    """The place of a question in a quiz."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("question"))

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("question in a quiz")
        verbose_name_plural = _("questions in quizzes")

    def __str__(self) -> str:
        return str(self.question)


class Attempt(models.Model):
    """One try at a quiz. What was promised at the start is frozen in it; the result is written once.

    items: list of quizzes.snapshot.FrozenQuestion. score and maximum are points, the score rounded
    down to hundredths; `passed` was decided on the exact fraction.
    """

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
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in per cent"))
    shuffle_seed = models.PositiveBigIntegerField(null=True, editable=False)
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

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.quiz} ({self.number})"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def percentage(self) -> int:
        """The score for reading, 0 to 100, rounded down; 0 while the attempt is open."""
        return percentage(Fraction(self.score or 0), Fraction(self.maximum or 1))

    def saved_answers(self) -> dict[int, Any]:
        """What the learner has answered so far, by number of the question."""
        return dict(self.answers.values_list("item", "value"))


class Answer(models.Model):
    """The latest answer to one question of an attempt; `value` is what the type's form field gave."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    item = models.PositiveSmallIntegerField(_("question number"))
    value = models.JSONField(_("answer"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["attempt", "item"], name="quizzes_one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.attempt}, {self.item}"
