"""A list that is too long to wait for, and a selection that somebody looks at again and again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .made_files import READY_HAS_A_FILE, MadeFile


class Export(MadeFile):
    """People × courses as a workbook, made in the background (hr/exporting.py), for whoever asked.

    query: the filters, as they stand in an address. layout: which columns (hr/exports.py). `total` is in rows.
    """

    for_team_leads = True

    query = models.CharField(max_length=1000, blank=True)
    layout = models.CharField(max_length=10)
    language = models.CharField(max_length=10)

    class Meta(MadeFile.Meta):
        verbose_name = _("file with progress")
        verbose_name_plural = _("files with progress")
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "query", "layout"], condition=Q(state="waiting"), name="hr_same_export_once"
            ),
            models.CheckConstraint(condition=READY_HAS_A_FILE, name="hr_ready_export_has_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.asked_at:%Y-%m-%d %H:%M}"


class SavedView(models.Model):
    """Somebody gave a selection a name. Only that person sees it; what it shows follows their scope of that moment.

    query: the filters, as they stand in an address. report: how often its numbers are mailed; last_mailed_on is
    the day of the last time, or that on which mailing was asked for, so that the first comes with the next period.
    """

    class Screen(models.TextChoices):
        LIST = "hr_overview", _("List of people and courses")
        DASHBOARD = "hr_dashboard", _("Dashboard")
        MATRIX = "hr_matrix", _("Matrix of people and courses")

    class Report(models.TextChoices):
        NONE = "none", _("No mail")
        WEEKLY = "weekly", _("Every week, on Monday")
        MONTHLY = "monthly", _("Every month, on the first day")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=100)
    screen = models.CharField(max_length=20, choices=Screen.choices, default=Screen.LIST)
    query = models.CharField(max_length=1000, blank=True)
    report = models.CharField(_("Numbers by e-mail"), max_length=10, choices=Report.choices, default=Report.NONE)
    last_mailed_on = models.DateField(default=timezone.localdate)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="hr_one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
