"""Who looked at whose learning. Written by hr/looks.py only."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Membership, Organisation


class Look(models.Model):
    """On a day somebody who follows people saw a kind of screen or file with names of people of one organisation.

    One a day for each of these; whose data were shown are its `LookAt`s. `role`: in which role, on that day.
    with_scores: scores were shown as well (hr/scores.py); once that is decided, it is another look.
    """

    class Kind(models.TextChoices):
        LIST = "list", _("Progress of people")
        MATRIX = "matrix", _("People × courses")
        EXPORT = "export", _("File with the progress of people")
        EVIDENCE = "evidence", _("Evidence that was handed in")
        BUNDLE = "bundle", _("File with certificates")
        AWARD = "award", _("Awarding certificates")
        ASSIGNMENT = "assignment", _("Assignments and due dates")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who looked")
    )
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    kind = models.CharField(pgettext_lazy("of a look", "screen or file"), max_length=20, choices=Kind.choices)
    with_scores = models.BooleanField(_("with scores"), default=False)
    day = models.DateField(_("day"), default=timezone.localdate)
    first_at = models.DateTimeField(_("first time that day"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("look at people")
        verbose_name_plural = _("looks at people")
        constraints = [
            models.UniqueConstraint(
                fields=["by", "organisation", "kind", "day", "with_scores"], name="hr_one_look_a_day"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="hr_looks_by_day")]

    def __str__(self) -> str:
        return f"{self.by} – {self.get_kind_display()} ({self.day})"


class LookAt(models.Model):
    """The data of this person were among what was shown."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="at")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="looked_at")

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("person that was looked at")
        verbose_name_plural = _("people that were looked at")
        constraints = [models.UniqueConstraint(fields=["look", "user"], name="hr_looked_at_once")]

    def __str__(self) -> str:
        return f"{self.look}: {self.user}"
