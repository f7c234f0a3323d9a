"""What is mailed to people, and what they want of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.mail_kinds import MailKind

from .accounts import User


class MailChoice(models.Model):
    """Whether someone wants mail of a kind. No row: wanted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_choices", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    wanted = models.BooleanField(_("wanted"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("e-mail choice")
        verbose_name_plural = _("e-mail choices")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="people_one_choice_per_kind_of_mail")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_kind_display()}"


class OutboxMail(models.Model):
    """A mail that has to go out, and what became of it. Written and sent by people/outbox.py only.

    `key` says why it is sent ("intention-30:12"), so that it is sent once. `give_up_at` is the moment after
    which a failed attempt is the last. `calendar` goes with it for the calendar of its reader (RFC 5545). Who has no
    account (`user`) is mailed at `address`, with in `way_out` the link that ends it. Subject, body, calendar, address
    and way out are emptied once nobody has to send them any more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Given up")
        NOT_WANTED = "not_wanted", _("Not wanted any more")

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="outbox", verbose_name=_("user"))
    address = models.EmailField(_("e-mail address"), blank=True)
    way_out = models.CharField(_("link that ends these e-mails"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    key = models.CharField(max_length=150, unique=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    calendar = models.TextField(_("calendar entry"), blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    give_up_at = models.DateTimeField(_("given up after"))
    last_error = models.CharField(_("last error"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="people_outbox_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(address=""), name="people_mail_one_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.key})"
