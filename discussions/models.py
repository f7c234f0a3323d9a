"""Questions about a step, answers to them, who answers for a course, and up to where people were told by mail."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, StepPage
from people.mail_kinds import MailKind

# Long enough for a case of one's own, short enough to be answered on a phone.
LONGEST_TEXT = 2000
LONGEST_REASON = 200


class Words(models.Model):
    """What somebody wrote for the others in a course. Plain text; an editor may hide it, with a reason.

    `author` is empty once the account is gone. `token` follows from the form and its words, so that a form
    that is sent twice is written down once.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    token = models.UUIDField(editable=False)
    written_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden at"), null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_reason = models.CharField(_("reason for hiding"), max_length=LONGEST_REASON, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["author", "token"], name="discussions_%(class)s_sent_once"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class Question(Words):
    """A learner asks something about a step. `step_key` is the step in all its languages."""

    step = models.ForeignKey(StepPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("step"))
    step_key = models.UUIDField(editable=False)
    accepted_answer = models.ForeignKey(
        "Answer", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("accepted answer")
    )

    class Meta(Words.Meta):
        verbose_name = _("question about a step")
        verbose_name_plural = _("questions about steps")
        indexes = [
            models.Index(fields=["step_key", "written_at"], name="discussions_asked_about"),
            models.Index(fields=["written_at"], name="discussions_asked_at"),
        ]


class Answer(Words):
    """Somebody answers. `host_as` is what the writer was to the step at that moment; empty: a reader like others."""

    class HostAs(models.TextChoices):
        AUTHOR = "author", _("Author")
        GUEST = "guest", _("Guest speaker")

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    host_as = models.CharField(_("answers as"), max_length=10, choices=HostAs.choices, blank=True, editable=False)

    class Meta(Words.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [models.Index(fields=["written_at"], name="discussions_answered_at")]


class CourseHost(models.Model):
    """Someone answers questions about every step of a course, beside the owners of its pages."""

    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"))
    course_key = models.UUIDField(editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("host of a course")
        verbose_name_plural = _("hosts of courses")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "user"],
                name="discussions_hosts_a_course_once",
                violation_error_message=_("This person answers questions in this course already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.course}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The key follows the course, also when an editor chooses another one."""
        self.course_key = self.course.translation_key
        super().save(*args, **kwargs)


class DigestMark(models.Model):
    """Up to what moment someone has been told of news of a kind, so that nothing is told twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    until = models.DateTimeField(_("told until"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("mark of a digest")
        verbose_name_plural = _("marks of digests")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="discussions_one_mark_per_kind")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_kind_display()}"
