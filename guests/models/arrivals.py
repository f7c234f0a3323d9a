"""How somebody from outside comes in: invited, or after asking."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation

from .enterprises import LONGEST_MISSION, LONGEST_NAME, Enterprise, web_address


class GuestApplication(models.Model):
    """Somebody asks to come in. No editor sees it before the address is proven (`proven_at`).

    Decided once: admitted or, with a reason that is mailed, refused.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    enterprise_name = models.CharField(_("name of the enterprise"), max_length=LONGEST_NAME)
    mission = models.TextField(_("mission"), max_length=LONGEST_MISSION)
    website = models.CharField(_("website"), max_length=200, blank=True, validators=[web_address])
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    proven_at = models.DateTimeField(_("address proven at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    admitted = models.BooleanField(_("admitted"), default=False)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.enterprise_name} – {self.name}"


class GuestInvitation(models.Model):
    """Somebody may come in once, with the link that was mailed: into `enterprise`, or into a new one.

    `organisation`: whose HR officer invited; empty when the editors did, who thereby admit the new enterprise.
    """

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    enterprise = models.ForeignKey(
        Enterprise,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("enterprise"),
    )
    enterprise_name = models.CharField(_("name of the new enterprise"), max_length=LONGEST_NAME, blank=True)
    application = models.OneToOneField(
        GuestApplication,
        on_delete=models.SET_NULL,
        null=True,
        related_name="invitation",
        verbose_name=_("application"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        related_name="guest_invitations",
        verbose_name=_("organisation"),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("invited at"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation of an entrepreneur")
        verbose_name_plural = _("invitations of entrepreneurs")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email} – {self.for_enterprise}"

    @property
    def for_enterprise(self) -> str:
        return self.enterprise.name if self.enterprise else self.enterprise_name

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()
