"""What people do in courses. Facts are added, never overwritten; status and percentage are derived."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .pages import CoursePage, StepPage


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def current(self) -> Self:
        """Of each person in each course the period that is going on, finished or not: one at most."""
        return self.filter(superseded_at__isnull=True)


class Enrolment(models.Model):
    """A period in which someone takes a course. `course_key` is the course in all its languages.

    The first is period 1. Courses are taken again in a new period, with steps, attempts, a completion and a
    certificate of its own; the one before, which is finished, then has `superseded_at` and never changes again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments", verbose_name=_("learner")
    )
    course = models.ForeignKey(
        CoursePage, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    course_key = models.UUIDField(editable=False)
    period = models.PositiveSmallIntegerField(_("period"), default=1, editable=False)
    enrolled_at = models.DateTimeField(_("enrolled at"), default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(_("followed by a new period at"), null=True, editable=False)
    # The learner's own plan: nobody else sees it, and nothing happens when the day has passed.
    target_date = models.DateField(_("I want to be ready on"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["user", "course_key", "period"], name="courses_period_once"),
            models.UniqueConstraint(
                fields=["user", "course_key"],
                condition=models.Q(superseded_at__isnull=True),
                name="courses_one_current_period",
            ),
            models.CheckConstraint(condition=models.Q(period__gte=1), name="courses_periods_from_one"),
        ]
        indexes = [
            models.Index(fields=["course_key"]),
            # Counting a municipality reads all enrolments of its people, and of each no more than this.
            models.Index(
                fields=["user", "course_key"],
                include=["id", "period", "superseded_at"],
                name="courses_enrolment_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.course}"

    @property
    def follows_a_finished_period(self) -> bool:
        """Whether this person finished the course before: a period opens only after one that was finished."""
        return self.period > 1


class StepCompletion(models.Model):
    """A learner finished a step, at a moment, in a revision of its content. Never changed, never removed."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="step_completions")
    step = models.ForeignKey(StepPage, on_delete=models.PROTECT, related_name="completions")
    step_key = models.UUIDField(editable=False)
    revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    completed_at = models.DateTimeField(_("done at"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("finished step")
        verbose_name_plural = _("finished steps")
        constraints = [models.UniqueConstraint(fields=["enrolment", "step_key"], name="courses_step_done_once")]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.step}"


class CourseCompletion(models.Model):
    """A learner finished a course. Whatever an editor adds later, this stays."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="completion")
    revision_id = models.PositiveBigIntegerField(null=True, editable=False)
    study_minutes = models.PositiveIntegerField(_("study time in minutes"), editable=False)
    completed_at = models.DateTimeField(_("finished at"), default=timezone.now, editable=False)
    # Later than that for what was finished on paper.
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    # Somebody of HR recorded it (courses/awards.py); the steps here need not be done.
    on_paper = models.BooleanField(_("finished outside this website"), default=False, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("finished course")
        verbose_name_plural = _("finished courses")
        indexes = [
            # Counting with what was finished, and when, reads this alone.
            models.Index(fields=["enrolment"], include=["id", "completed_at"], name="courses_completion_standing"),
            models.Index(fields=["recorded_at", "id"], name="courses_completions_recorded"),
        ]

    def __str__(self) -> str:
        return str(self.enrolment)


class Position(models.Model):
    """Where a learner left off: only the last place is kept, no trail of visits."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="position")
    step_key = models.UUIDField()
    # The id of a block in the text of the lesson; empty at the top.
    block_id = models.CharField(max_length=36, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("place in a course")
        verbose_name_plural = _("places in courses")

    def __str__(self) -> str:
        return str(self.enrolment)
