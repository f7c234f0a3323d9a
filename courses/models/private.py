"""What learners keep for themselves. Nobody else ever sees a row of these tables."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .learning import Enrolment

LONGEST_NOTE = 5000


class Note(models.Model):
    """A private text beside one block of a lesson: a note, or the answer to a reflection.

    `enrolment` is the period in which it was first written; it is found back and changed in every later one.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="notes")
    step_key = models.UUIDField()
    block_id = models.CharField(max_length=36)
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step_key", "block_id"], name="courses_one_note_per_block")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.block_id}"


class Bookmark(models.Model):
    """A step somebody wants to find back; `enrolment` is the period in which it was put."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="bookmarks")
    step_key = models.UUIDField()
    created_at = models.DateTimeField(_("kept at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["enrolment", "step_key"], name="courses_one_bookmark_per_step")]

    def __str__(self) -> str:
        return str(self.enrolment)
