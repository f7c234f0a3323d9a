"""Who has to take what by when. The rules are in hr/assignments.py and hr/reminders.py."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CourseCompletion, CoursePage, PathCompletion, PathPage
from people.models import Department, JobTitle, Organisation


def usual_ladder() -> list[int]:
    """Days after the due date on which somebody is reminded; before it when negative."""
    return [-14, -3, 1, 7]


class Assignment(models.Model):
    """An organisation asks some of its people to take a course or a learning path.

    Who: everyone, or whoever is in one of the departments (with what is below them), has one of the job titles or is
    one of the people. `also_later`: also who comes to be among them after it was made.
    By when: `due_on`, or `due_days` days after it came to hold for a person.
    Again: `repeats`, each time as a new period of the course with a duty of its own.
    reminds: days after the due date, negative before it. manager_days: so many days after it the manager hears of
    it; empty: never. It is never deleted; `ended_at` closes what is still open.
    """

    class Repeats(models.TextChoices):
        NEVER = "never", _("Once")
        MONTHS = "months", _("A number of months after it was finished")
        YEARLY = "yearly", _("Each year before a fixed day")
        SOURCES = "sources", _("When a source of law of the course has changed")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    path = models.ForeignKey(PathPage, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    for_everyone = models.BooleanField(default=False)
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    job_titles = models.ManyToManyField(JobTitle, blank=True, related_name="+")
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    also_later = models.BooleanField(default=True)
    due_on = models.DateField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    repeats = models.CharField(max_length=10, choices=Repeats.choices, default=Repeats.NEVER)
    repeat_months = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    # Of a yearly assignment; 29 February is the last day of that month in other years.
    repeat_month = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(12)])
    repeat_day = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(31)])
    reminds: Any = models.JSONField(default=usual_ladder)
    manager_days = models.PositiveSmallIntegerField(null=True, blank=True)
    announces = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    # When everyone it holds for at the start has a duty; empty while that is being done.
    handed_out_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, path__isnull=True) | Q(course__isnull=True, path__isnull=False),
                name="hr_assignment_of_a_course_or_a_path",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, due_days__isnull=True)
                | Q(due_on__isnull=True, due_days__isnull=False),
                name="hr_assignment_has_one_kind_of_due_date",
            ),
            models.CheckConstraint(
                condition=(Q(repeats="months") & Q(repeat_months__gte=1))
                | (Q(repeats="yearly") & Q(repeat_month__gte=1, repeat_day__gte=1))
                | Q(repeats__in=["never", "sources"]),
                name="hr_assignment_says_when_it_repeats",
            ),
        ]

    def __str__(self) -> str:
        return str(self.course or self.path)

    @property
    def subject(self) -> CoursePage | PathPage:
        """What has to be finished."""
        subject: CoursePage | PathPage | None = self.course or self.path
        if subject is None:
            raise ValueError("An assignment is of a course or a path.")
        return subject


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> Self:
        """Still to be done: not fulfilled and not closed."""
        return self.filter(fulfilled_at__isnull=True, closed_at__isnull=True)

    def last_turns(self) -> Self:
        """Of each person in each assignment the last turn: it says where somebody is."""
        later = Duty.objects.filter(
            assignment=OuterRef("assignment"), user=OuterRef("user"), turn__gt=OuterRef("turn")
        )
        return self.exclude(Exists(later))


class Duty(models.Model):
    """What one person has to finish by when, because of an assignment. `turn` counts the times it was repeated.

    It is fulfilled by a completion of the course or path that is not earlier than `counts_from` (empty: any). That
    completion is put here in the transaction that earned it, or when the duty is made. A duty that is not fulfilled
    may be closed: the person left, is not among those it is for any more, is exempted, or the assignment was ended.
    Nothing of a fulfilled duty ever changes.
    """

    class Closed(models.TextChoices):
        LEFT = "left", _("Does not work here any more")
        MOVED = "moved", _("Is not in the group any more")
        EXEMPTED = "exempted", _("Exempted")
        ENDED = "ended", _("The assignment was ended")

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="duties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties")
    turn = models.PositiveSmallIntegerField(default=1)
    assigned_at = models.DateTimeField(default=timezone.now)
    counts_from = models.DateTimeField(null=True)
    due_on = models.DateField()
    completion = models.ForeignKey(CourseCompletion, on_delete=models.CASCADE, null=True, related_name="duties")
    path_completion = models.ForeignKey(PathCompletion, on_delete=models.CASCADE, null=True, related_name="duties")
    fulfilled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed = models.CharField(max_length=10, choices=Closed.choices, blank=True)

    objects = DutyQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("duty to learn")
        verbose_name_plural = _("duties to learn")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "user", "turn"], name="hr_one_duty_a_turn"),
            # One goes on at a time; the next turn opens after it is fulfilled.
            models.UniqueConstraint(
                fields=["assignment", "user"],
                condition=Q(fulfilled_at__isnull=True, closed_at__isnull=True),
                name="hr_one_open_duty",
            ),
            models.CheckConstraint(
                condition=Q(fulfilled_at__isnull=True, completion__isnull=True, path_completion__isnull=True)
                | Q(fulfilled_at__isnull=False, completion__isnull=False, path_completion__isnull=True)
                | Q(fulfilled_at__isnull=False, completion__isnull=True, path_completion__isnull=False),
                name="hr_fulfilled_by_a_completion",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed="")
                | (Q(closed_at__isnull=False, fulfilled_at__isnull=True) & ~Q(closed="")),
                name="hr_closed_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(fulfilled_at__isnull=True, closed_at__isnull=True),
                name="hr_open_duties",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.assignment}"


class Exemption(models.Model):
    """A person need not do what an assignment asks, and why; the person can read it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="exemptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exemptions")
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [models.UniqueConstraint(fields=["assignment", "user"], name="hr_exempted_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.assignment}"


class Reminder(models.Model):
    """Somebody was reminded of a duty at a step of its ladder, or the manager was told. Never twice.

    days: of the step, after the due date; ANNOUNCEMENT of hr/ladder.py when it was announced. `mail_key` is that of
    the digest it went in (people.OutboxMail); empty for a step that was passed over, because a later one was due too.
    """

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reminders")
    days = models.SmallIntegerField()
    to_manager = models.BooleanField(default=False)
    on = models.DateField()
    mail_key = models.CharField(max_length=150, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["duty", "days", "to_manager"], name="hr_reminded_once")]

    def __str__(self) -> str:
        return f"{self.duty}: {self.days}"


class QuietDay(models.Model):
    """A day on which an organisation reminds nobody, beside every Saturday and Sunday."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="quiet_days")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("quiet day")
        verbose_name_plural = _("quiet days")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="hr_quiet_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y} {self.name}".strip()
