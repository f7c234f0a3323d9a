"""Meetings of social enterprises and SMEs at tables. The rules are in guests/meetings.py and guests/table_plan.py."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.blocks.sdg_tile import GOAL_CHOICES
from cms.choice_list import ChoiceListField
from people.models import Organisation

from .appointments import Appointment, make_key
from .enterprises import LONGEST_NAME, Enterprise

MOST_ROUNDS = 20
MOST_TABLES = 100
LONGEST_WISH = 500
LONGEST_OUTCOME = 500


class Subject(models.TextChoices):
    """What somebody seeks or offers, in words that both sides use."""

    PRODUCTS = "products", _("products or materials")
    SERVICES = "services", _("services, such as catering, cleaning or green maintenance")
    STAFF = "staff", _("people: staff or secondment")
    WORKPLACES = "workplaces", _("work or learning places")
    KNOWLEDGE = "knowledge", _("knowledge or advice")
    CONTACTS = "contacts", _("contacts or customers")
    SPACE = "space", _("space or equipment")
    MONEY = "money", _("money")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def coming(self) -> Self:
        """Goes on and is not over yet, the first one first."""
        return self.filter(ends_at__gt=timezone.now(), cancelled_at__isnull=True).order_by("starts_at", "pk")

    def over(self) -> Self:
        """Is over or off, the last one first."""
        gone = models.Q(ends_at__lte=timezone.now()) | models.Q(cancelled_at__isnull=False)
        return self.filter(gone).order_by("-starts_at", "-pk")


class Meeting(Appointment):
    """A municipality brings social enterprises and SMEs together, in `rounds` of `minutes` at `tables` tables.

    Round 1 begins at `first_round_at`. `settled_at`: from then on the table plan is a promise that was mailed.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("municipality")
    )
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("organiser")
    )
    first_round_at = models.DateTimeField(_("first round begins at"))
    rounds = models.PositiveSmallIntegerField(
        _("rounds"), default=6, validators=[MinValueValidator(1), MaxValueValidator(MOST_ROUNDS)]
    )
    minutes = models.PositiveSmallIntegerField(_("minutes per round"), default=15, validators=[MinValueValidator(1)])
    tables = models.PositiveSmallIntegerField(
        _("tables"), default=12, validators=[MinValueValidator(1), MaxValueValidator(MOST_TABLES)]
    )
    sign_up_closes_at = models.DateTimeField(_("sign-up closes at"))
    open_form = models.BooleanField(_("SMEs can sign up themselves"), default=True)
    settled_at = models.DateTimeField(_("settled at"), null=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="guests_meeting_ends"),
            models.CheckConstraint(
                condition=models.Q(rounds__gte=1, minutes__gte=1, tables__gte=1), name="guests_meeting_has_rounds"
            ),
        ]

    @property
    def with_whom(self) -> str:
        return self.organisation.name

    @property
    def takes_sign_ups(self) -> bool:
        """Whether one can sign up now."""
        return not self.cancelled_at and timezone.now() < min(self.sign_up_closes_at, self.starts_at)

    def begin_of(self, number: int) -> datetime:
        """When this round begins."""
        return self.first_round_at + (number - 1) * timedelta(minutes=self.minutes)


class Participant(models.Model):
    """Comes to a meeting for an enterprise or an SME, or is host of a table.

    `key` opens the own page, without an account. Who comes by the open form counts once the address is proven
    (`proven_at`). An SME has no `user` and a contact and address of its own; of an enterprise the profile tells
    sector, region and goals. Who signs off is deleted.
    """

    class Side(models.TextChoices):
        ENTERPRISE = "enterprise", _("social enterprise")
        SME = "sme", _("SME")
        HOST = "host", _("host of a table")

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="participants", verbose_name=_("meeting")
    )
    side = models.CharField(_("side"), max_length=10, choices=Side.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("user")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("enterprise")
    )
    name = models.CharField(_("name of the business"), max_length=LONGEST_NAME, blank=True)
    contact = models.CharField(_("contact"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    sector = models.CharField(_("sector"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    sdgs = ChoiceListField(_("Sustainable Development Goals"), options=GOAL_CHOICES, coerce=int)
    seeks = ChoiceListField(_("seeks"), options=Subject.choices)
    offers = ChoiceListField(_("offers"), options=Subject.choices)
    wish = models.TextField(_("in own words"), max_length=LONGEST_WISH, blank=True)
    key = models.CharField(max_length=64, unique=True, default=make_key)
    signed_up_at = models.DateTimeField(_("signed up at"), default=timezone.now)
    proven_at = models.DateTimeField(_("address proven at"), null=True)
    asked_at = models.DateTimeField(_("asked what came of it at"), null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("participant of a meeting")
        verbose_name_plural = _("participants of meetings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "enterprise"],
                condition=models.Q(enterprise__isnull=False),
                name="guests_enterprise_once_a_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=models.Q(side="host"), name="guests_host_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=models.Q(side="sme"), name="guests_sme_once_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """What others at the meeting know them by."""
        if self.enterprise is not None:
            return self.enterprise.name
        if self.side == self.Side.HOST and self.user is not None:
            return self.user.get_full_name()
        return self.name

    @property
    def person(self) -> str:
        """Who comes."""
        return self.user.get_full_name() if self.user is not None else self.contact

    @property
    def address(self) -> str:
        """Where mail goes."""
        return self.user.email if self.user is not None else self.email


class PairRule(models.Model):
    """The organiser wants these two to meet, or not to."""

    class Kind(models.TextChoices):
        PIN = "pin", _("must meet")
        FORBID = "forbid", _("must not meet")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pair_rules")
    enterprise = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    sme = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("wish for a pair")
        verbose_name_plural = _("wishes for pairs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "sme"], name="guests_one_wish_a_pair")]

    def __str__(self) -> str:
        return f"{self.enterprise} – {self.sme}: {self.get_kind_display()}"


def _seat(side: Any) -> models.ForeignKey:
    return models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=side)


class Conversation(models.Model):
    """A table in a round of the plan. A seat is empty when who sat there does not come any more."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conversations")
    round = models.PositiveSmallIntegerField(_("round"))
    table = models.PositiveSmallIntegerField(_("table"))
    enterprise = _seat(_("social enterprise"))
    sme = _seat(_("SME"))
    host = _seat(_("host"))

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("conversation at a table")
        verbose_name_plural = _("conversations at tables")
        ordering = ["round", "table"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "round", "table"], name="guests_one_table_a_round"),
            models.UniqueConstraint(fields=["meeting", "round", "enterprise"], name="guests_one_enterprise_a_round"),
            models.UniqueConstraint(fields=["meeting", "round", "sme"], name="guests_one_sme_a_round"),
            models.UniqueConstraint(fields=["meeting", "round", "host"], name="guests_one_host_a_round"),
            models.UniqueConstraint(fields=["enterprise", "sme"], name="guests_pair_meets_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round}.{self.table}"


class Outcome(models.Model):
    """What one side says came of a conversation, six weeks later."""

    class Result(models.TextChoices):
        """From little to much; "other" is beside the rest."""

        NOTHING = "nothing", _("nothing")
        CONTACT = "contact", _("we kept in touch")
        QUOTATION = "quotation", _("a quotation")
        ORDER = "order", _("an order or contract")
        OTHER = "other", _("something else")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="outcomes")
    side = models.CharField(_("side"), max_length=10, choices=Participant.Side.choices)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    words = models.CharField(_("in own words"), max_length=LONGEST_OUTCOME, blank=True)
    told_at = models.DateTimeField(_("told at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("outcome of a conversation")
        verbose_name_plural = _("outcomes of conversations")
        ordering = ["conversation", "side"]
        constraints = [models.UniqueConstraint(fields=["conversation", "side"], name="guests_one_outcome_a_side")]

    def __str__(self) -> str:
        return f"{self.conversation} – {self.get_result_display()}"
