"""Work that takes longer than a request."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Organisation


class Job(models.Model):
    """Something an HR officer asked for, for the own organisation. The sweep does it, in turns (hr/jobs.py).

    for_team_leads: whoever leads a department may ask for it as well.
    """

    for_team_leads: ClassVar[bool] = False

    class State(models.TextChoices):
        WAITING = "waiting", _("In the making")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    # How many things there are to do, of which so many are done.
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Whoever does it has until then to say that it goes on; after that another may begin.
    claimed_until = models.DateTimeField(null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        abstract = True
        ordering = ["-asked_at", "-pk"]

    def drop(self) -> None:
        """Who asked for it may not have it any more."""
        self.delete()

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY
