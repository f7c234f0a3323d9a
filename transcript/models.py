"""Proof of what someone learned elsewhere. HR may confirm it; until then it is what the learner states."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.study_time import in_words
from people.private_files import private_storage as private_storage  # migrations know it by this name


class Evidence(models.Model):
    """Something learned elsewhere, with the file that shows it.

    Nothing in it changes but the judgement, and that once. Whoever wants to change it withdraws it
    and hands it in anew.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Not confirmed yet")
        CONFIRMED = "confirmed", _("Confirmed")
        RETURNED = "returned", _("Sent back")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("learner")
    )
    title = models.CharField(_("title"), max_length=200)
    provider = models.CharField(_("provider"), max_length=200)
    completed_on = models.DateField(_("finished on"))
    minutes = models.PositiveIntegerField(_("study time in minutes"))

    file = models.FileField(_("file"), storage=private_storage)
    # For people: on disk the file has a name of its own.
    file_name = models.CharField(_("name of the file"), max_length=255)
    content_type = models.CharField(max_length=50, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("handed in at"), default=timezone.now, editable=False)

    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judged by"),
    )
    judged_at = models.DateTimeField(_("judged at"), null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-completed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", judged_at__isnull=True)
                | (~Q(state="waiting") & Q(judged_at__isnull=False)),
                name="transcript_judged_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(remark=""), name="transcript_returned_has_a_reason"
            ),
            # Who presses the button twice hands in once.
            models.UniqueConstraint(
                fields=["user", "sha256", "title", "completed_on"],
                condition=~Q(state="returned"),
                name="transcript_handed_in_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def study_time(self) -> str:
        """In words, in the language that is active: 2 uur en 10 minuten."""
        return in_words(self.minutes)

    @property
    def badge(self) -> str:
        """The form of the badge in which the state is shown."""
        return {self.State.WAITING: "busy", self.State.CONFIRMED: "done"}.get(self.State(self.state), "open")
