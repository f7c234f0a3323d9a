"""What everything in a calendar has: a moment, a place, and what calendars know it by."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.hashed_secrets import new_secret


def make_uid() -> str:
    """What calendars know it by, for ever (RFC 5545, 3.8.4.7)."""
    return str(uuid.uuid4())


def make_key() -> str:
    """A word nobody guesses, to stand in an address."""
    return new_secret()


class Appointment(models.Model):
    """People meet on a moment. `sequence` rises with each change that calendars must hear of (RFC 5545, 3.8.7.4)."""

    title = models.CharField(_("title"), max_length=120)
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    agenda = models.TextField(_("programme"), max_length=3000, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    uid = models.CharField(max_length=64, unique=True, default=make_uid)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def with_whom(self) -> str:
        """Who stands beside the title."""
        raise NotImplementedError

    @property
    def where(self) -> str:
        """In the words of a calendar."""
        return self.place

    @property
    def online_at(self) -> str:
        """The link to who meets online; empty when that is nobody."""
        return ""

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_today(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate()
