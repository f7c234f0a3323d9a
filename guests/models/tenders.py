"""Tenders that an enterprise competes for or will, and cases that are out of sight as long as one runs."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation

from .cases import CasePage
from .enterprises import LONGEST_NAME, Enterprise

LONGEST_TENDER = 200


class TenderQuerySet(models.QuerySet["Tender"]):
    def standing(self) -> Self:
        """Not struck out."""
        return self.filter(struck_at__isnull=True)

    def not_over(self) -> Self:
        """Expected or running, as declared now."""
        return self.standing().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))

    def running(self) -> Self:
        return self.not_over().filter(starts_on__lte=timezone.localdate())


class Tender(models.Model):
    """A tender of a municipality that an enterprise takes part in or expects to, as one of the two declared it.

    It is expected until `starts_on` (empty: nobody knows yet), runs through `ends_on` (empty: no end is known) and is
    over after that. A line is never changed: a correction is a new one, and the old one stays, struck out.
    `organisation` is the municipality; of one that is not on the platform `municipality` is the name.
    by_enterprise: declared from the side of the enterprise; otherwise by the municipality or the editors.
    """

    class State(models.TextChoices):
        EXPECTED = "expected", _("Expected")
        RUNNING = "running", _("Running")
        OVER = "over", _("Over")

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="tenders", verbose_name=_("enterprise")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tenders",
        verbose_name=_("municipality"),
    )
    municipality = models.CharField(_("name of another municipality"), max_length=LONGEST_NAME, blank=True)
    subject = models.CharField(_("subject"), max_length=LONGEST_TENDER)
    starts_on = models.DateField(_("runs from"), null=True, blank=True)
    ends_on = models.DateField(_("runs until"), null=True, blank=True)
    by_enterprise = models.BooleanField(_("declared by the enterprise"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared at"), default=timezone.now)
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)

    objects = TenderQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("tender")
        verbose_name_plural = _("tenders")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, municipality="")
                | Q(organisation__isnull=True) & ~Q(municipality=""),
                name="guests_tender_has_one_municipality",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="guests_tender_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} – {self.buyer}: {self.subject}"

    @property
    def buyer(self) -> str:
        """The municipality by name."""
        return self.organisation.name if self.organisation else self.municipality

    @property
    def state(self) -> "Tender.State":
        return self.state_on(timezone.localdate())

    def state_on(self, day: date) -> "Tender.State":
        if self.ends_on is not None and self.ends_on < day:
            return self.State.OVER
        if self.starts_on is None or self.starts_on > day:
            return self.State.EXPECTED
        return self.State.RUNNING


class CaseHidingQuerySet(models.QuerySet["CaseHiding"]):
    def chosen(self) -> Self:
        """Nobody took it back; whether the tender runs does not matter here."""
        return self.filter(ended_at__isnull=True)

    def in_force(self) -> Self:
        """Whose cases nobody sees today."""
        return self.chosen().filter(tender__in=Tender.objects.running())


class CaseHiding(models.Model):
    """As long as a tender runs nobody reads this case; without a case: none of its enterprise.

    It ends by itself when the tender is over, or at `ended_at` when somebody shows it again before that.
    """

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="hidings", verbose_name=_("tender"))
    case = models.ForeignKey(CasePage, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("case"))
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("hidden by")
    )
    hidden_at = models.DateTimeField(_("hidden at"), default=timezone.now)
    ended_at = models.DateTimeField(_("shown again at"), null=True, blank=True)

    objects = CaseHidingQuerySet.as_manager()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("hidden case")
        verbose_name_plural = _("hidden cases")
        constraints = [
            models.UniqueConstraint(
                fields=["tender", "case"], condition=Q(ended_at__isnull=True), name="guests_case_hidden_once"
            ),
            models.UniqueConstraint(
                fields=["tender"],
                condition=Q(ended_at__isnull=True, case__isnull=True),
                name="guests_all_cases_hidden_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case or self.tender.enterprise} – {self.tender}"
