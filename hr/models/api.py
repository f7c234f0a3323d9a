"""Programs of an organisation that ask for its data, or are told of them. The rules are in hr/api/."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class ApiScope(models.TextChoices):
    """What a token opens."""

    PEOPLE = "people", _("Read people and where they work")
    ASSIGNMENTS = "assignments", _("Read assignments, and who has to do what by when")
    COMPLETIONS = "completions", _("Read finished courses and certificates")
    SCIM = "scim", _("Change who works here: for your identity provider (SCIM)")


class ApiToken(models.Model):
    """Lets a program read what HR of one organisation may see, as far as `scopes` go (values of ApiScope).

    secret_hash: SHA-256 of the secret, which is shown once. It holds until it is revoked, and a year at most.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes: Any = models.JSONField(_("opens"), default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        return [str(ApiScope(scope).label) for scope in self.scopes]


class Webhook(models.Model):
    """An address of an organisation's own program that is told at once when somebody finishes a course.

    secret: signs each message, so that the program knows it is ours; shown once, kept because signing needs it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="webhooks")
    url = models.URLField(_("address"), max_length=500)
    secret = models.CharField(max_length=100, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "url"], name="hr_one_webhook_an_address")]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One event for one webhook, and what became of it; written in the transaction of the event itself.

    event_id: the same at every attempt, so that the receiver can tell a second delivery. data: of the CloudEvent;
    emptied once nobody has to send it any more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Given up")

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=100)
    happened_at = models.DateTimeField()
    data: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    give_up_at = models.DateTimeField()
    last_error = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("message to a webhook")
        verbose_name_plural = _("messages to webhooks")
        ordering = ["-happened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["webhook", "event_id"], name="hr_event_once_a_webhook")]
        indexes = [models.Index(fields=["state", "next_try_at"], name="hr_webhook_due")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.event_id})"
