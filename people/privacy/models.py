"""Rows about the keeping of personal data itself."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FinalError(Exception):
    """Someone tried to change what is only ever added to."""


class AuditEntry(models.Model):
    """Something was done that has to be accounted for. Written by people/privacy/audit.py only, and never changed.

    by: who did it; empty for the platform itself, for a stranger, and once that account is gone. person: to whom.
    about: to what, by kind and key. origin: address on the network. detail: values of what changed, never a secret.
    """

    class Action(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        SIGN_IN_REFUSED = "sign_in_refused", _("Signing in was refused")
        SIGNED_OUT = "signed_out", _("Signed out")
        ROLE_GIVEN = "role_given", _("A role was given")
        ROLE_TAKEN = "role_taken", _("A role was taken away")
        MEMBERSHIP_BEGUN = "membership_begun", _("A membership began")
        MEMBERSHIP_CHANGED = "membership_changed", _("A membership was changed")
        MEMBERSHIP_REMOVED = "membership_removed", _("A membership was removed")
        ACCOUNT_CLOSED = "account_closed", _("An account was closed")
        ACCOUNT_OPENED = "account_opened", _("An account was opened again")
        EXPORTED = "exported", _("A file with personal data was made")
        OWN_DATA = "own_data", _("Somebody took along their own data")
        CERTIFICATE_ISSUED = "certificate_issued", _("A certificate was issued")
        CERTIFICATE_ENDED = "certificate_ended", _("A certificate was replaced or revoked")
        ERASED = "erased", _("A person was erased")
        RETAINED = "retained", _("Data whose time was over was removed")
        LOG_READ = "log_read", _("This log was read")

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    action = models.CharField(_("what"), max_length=30, choices=Action.choices, editable=False)
    by = models.ForeignKey(
        "people.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by whom"),
        editable=False,
    )
    person = models.ForeignKey(
        "people.User",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("to whom"),
        editable=False,
    )
    about = models.CharField(_("to what"), max_length=200, blank=True, editable=False)
    ok = models.BooleanField(_("worked"), default=True, editable=False)
    origin = models.CharField(_("from where"), max_length=45, blank=True, editable=False)
    detail = models.JSONField(_("details"), default=dict, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("lines of the audit log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at"], name="people_audit_latest"),
            models.Index(fields=["action", "-at"], name="people_audit_of_a_kind"),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.about}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FinalError("The audit log is only added to.")
        super().save(*args, **kwargs)


class ErasedAccount(models.Model):
    """An account that was erased, under a pseudonym (people/privacy/journal.py): to erase it again after a restore."""

    class How(models.TextChoices):
        REQUEST = "request", _("The person asked for it")
        ADMINISTRATOR = "administrator", _("An administrator did it")
        RETENTION = "retention", _("The time was over")
        AGAIN = "again", _("Erased again after a restore")

    subject = models.CharField(max_length=64, unique=True, editable=False)
    how = models.CharField(_("how"), max_length=20, choices=How.choices, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("erased account")
        verbose_name_plural = _("erased accounts")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.subject[:12]


class RetentionPeriod(models.Model):
    """A municipality keeps something for another number of days than the platform does by itself.

    kept: a key of people/privacy/retention.py. Without an organisation it is the period for everything that belongs to
    no organisation, and for organisations that have no line of their own.
    """

    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("organisation")
    )
    kept = models.CharField(_("what is kept"), max_length=40)
    days = models.PositiveIntegerField(_("number of days"), validators=[MinValueValidator(1)])

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kept"], name="people_one_retention_period"),
            models.UniqueConstraint(
                fields=["kept"],
                condition=models.Q(organisation__isnull=True),
                name="people_one_retention_period_for_all",
            ),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="people_retention_of_a_day_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.kept}: {self.days}"
