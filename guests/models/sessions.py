"""Sessions in which an entrepreneur meets civil servants, and who comes. The rules are in guests/sessions.py."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from people.models import Organisation

from .appointments import Appointment, make_key, make_uid
from .enterprises import Enterprise

if TYPE_CHECKING:
    from .presenting import RunSheetPart

__all__ = ["MOST_PLACES", "CalendarFeed", "Interest", "Session", "SessionQuerySet", "SignUp", "make_key", "make_uid"]
MOST_PLACES = 500


class SessionQuerySet(models.QuerySet["Session"]):
    def confirmed(self) -> Self:
        """Both sides said yes, and nobody called it off."""
        return self.filter(
            confirmed_by_host_at__isnull=False, confirmed_by_presenter_at__isnull=False, cancelled_at__isnull=True
        )

    def coming(self, now: datetime | None = None) -> Self:
        """Not over yet, the first one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def over(self) -> Self:
        """The last one first."""
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def at_the_same_time_as(self, session: "Session") -> Self:
        """Others that begin before this one ends and end after it begins."""
        overlapping = self.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
        return overlapping.exclude(pk=session.pk)


class TimedPart(NamedTuple):
    """A part of the run sheet and when it is."""

    part: "RunSheetPart"
    starts_at: datetime
    ends_at: datetime


class Session(Appointment):
    """An enterprise meets people of an organisation, on a moment.

    It takes place once both sides have confirmed it. `door_key` opens the page on which participants say that they
    are there.
    """

    class Kind(models.TextChoices):
        ONLINE = "online", _("Online")
        ON_SITE = "on_site", _("On site")
        MIXED = "mixed", _("On site and online")

    course = models.ForeignKey(
        CoursePage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("course")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="guest_sessions", verbose_name=_("municipality")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("enterprise")
    )
    # Who confirmed or proposed it on each side; the reminders go there.
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("presenter")
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("host")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ON_SITE)
    link = models.CharField(_("link"), max_length=500, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), default=20, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    open_to_all = models.BooleanField(_("open to everyone with an account"), default=False)
    sign_up_closes_at = models.DateTimeField(_("sign-up closes at"))
    confirmed_by_host_at = models.DateTimeField(_("confirmed by the municipality at"), null=True)
    confirmed_by_presenter_at = models.DateTimeField(_("confirmed by the enterprise at"), null=True)
    door_key = models.CharField(max_length=64, unique=True, default=make_key)

    objects = SessionQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="guests_session_ends"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="guests_session_has_places"),
        ]

    @property
    def with_whom(self) -> str:
        return self.enterprise.name

    @property
    def where(self) -> str:
        return ", ".join(filter(None, [self.place, self.link]))

    @property
    def online_at(self) -> str:
        return self.link

    @property
    def is_confirmed(self) -> bool:
        return bool(self.confirmed_by_host_at and self.confirmed_by_presenter_at and not self.cancelled_at)

    @property
    def takes_sign_ups(self) -> bool:
        """Whether one can sign up now, be it for the waiting list."""
        return self.is_confirmed and timezone.now() < min(self.sign_up_closes_at, self.starts_at)

    @property
    def timed_parts(self) -> list[TimedPart]:
        """The run sheet with the times that follow from the beginning; empty while there is none."""
        timed, at = [], self.starts_at
        for part in self.parts.all():
            ends_at = at + timedelta(minutes=part.minutes)
            timed.append(TimedPart(part, at, ends_at))
            at = ends_at
        return timed

    @property
    def programme(self) -> str:
        """What happens when, one line per part: by the run sheet, or as it was proposed while there is none."""
        lines = [f"{timezone.localtime(timed.starts_at):%H:%M} {timed.part.what}" for timed in self.timed_parts]
        return "\n".join(lines) or self.agenda


class SignUp(models.Model):
    """Someone wants to come. `number` is the order in which they asked: the first who waits moves up first.

    Who signs off and signs up again does that in a new row, at the end of the line.
    """

    class State(models.TextChoices):
        SIGNED_UP = "signed_up", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", _("Signed off")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sign_ups", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_sign_ups", verbose_name=_("user")
    )
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    name_shown = models.BooleanField(_("the presenter may see the name"), default=False)
    signed_up_at = models.DateTimeField(_("signed up at"), default=timezone.now)
    moved_up_at = models.DateTimeField(_("moved up at"), null=True)
    cancelled_at = models.DateTimeField(_("signed off at"), null=True)
    attended_at = models.DateTimeField(_("was there at"), null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="guests_sign_up_order"),
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=~models.Q(state="cancelled"),
                name="guests_one_sign_up_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.session} ({self.get_state_display()})"


class CalendarFeed(models.Model):
    """The secret address under which a calendar program reads the sessions of one person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_feed", verbose_name=_("user")
    )
    key = models.CharField(max_length=64, unique=True, default=make_key)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)


class Interest(models.Model):
    """Someone wants to come to a session about a course, and there is no date yet."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="session_interests", verbose_name=_("user")
    )
    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="+", verbose_name=_("course"))
    shown_at = models.DateTimeField(_("shown at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("interest in a session")
        verbose_name_plural = _("interests in sessions")
        constraints = [models.UniqueConstraint(fields=["user", "course"], name="guests_interest_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.course}"
