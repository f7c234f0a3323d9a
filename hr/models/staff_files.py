"""A list of who works for an organisation, and what it changed. The rules are in hr/staff_import/."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Membership
from people.private_files import private_storage

from .jobs import Job


class StaffFile(Job):
    """A file of HR with one person a row. First it is looked at; nothing is written until HR says so.

    columns: field (hr/staff_import/columns.py) to the number of its column, from 0. is_complete: who is not in it does
    not work here any more. most_endings: how many memberships it may end; more is refused. applied_at: when it was
    written, in one transaction; undone_at: when that was taken back. problem: a sentence, when it could not be done.
    said: numbers on the screen when HR pressed the button. did: the same of what happened, with the first faults, and
    whose membership was left alone when it was undone. made: departments and job titles it made or moved, to undo it.
    """

    class State(models.TextChoices):
        LOOKED_AT = "looked_at", _("Being looked at")
        WAITING = "waiting", _("In the making")
        READY = "ready", _("Done")
        FAILED = "failed", _("Failed")
        UNDONE = "undone", _("Undone")

    name = models.CharField(max_length=200)
    file = models.FileField(storage=private_storage)
    columns: Any = models.JSONField(default=dict)
    is_complete = models.BooleanField(default=False)
    most_endings = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    said: Any = models.JSONField(default=dict)
    did: Any = models.JSONField(default=dict)
    made: Any = models.JSONField(default=dict)

    class Meta(Job.Meta):
        verbose_name = _("staff file")
        verbose_name_plural = _("staff files")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="waiting"), name="hr_one_staff_file_in_the_making"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def drop(self) -> None:
        """Nothing is done. It is of the organisation: other HR officers still see it, and what it changed before."""
        state = self.State.READY if self.applied_at else self.State.LOOKED_AT
        StaffFile.objects.filter(pk=self.pk).update(state=state, claimed_until=None, attempts=0)


class StaffChange(models.Model):
    """What a staff file did to one membership: `before` and `after` are the fields it changed, to undo it.

    before is empty for a membership that it began, but for a name that it changed. made_account: the person had no
    account until then.
    """

    class Kind(models.TextChoices):
        BEGUN = "begun", _("New")
        CHANGED = "changed", _("Changed")
        ENDED = "ended", _("Ended")

    file = models.ForeignKey(StaffFile, on_delete=models.CASCADE, related_name="changes")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before: Any = models.JSONField(default=dict)
    after: Any = models.JSONField(default=dict)
    made_account = models.BooleanField(default=False)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("change by a staff file")
        verbose_name_plural = _("changes by staff files")
        constraints = [models.UniqueConstraint(fields=["file", "membership"], name="hr_one_change_a_membership")]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_kind_display()}"
