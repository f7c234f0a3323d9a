"""Enterprises, cases and who writes them."""

from django.utils.translation import gettext_lazy as _

from courses.models import StepPage


class CaseStepPage(StepPage):
    """A case from the library taken up as a step of a course, by reference."""

    is_creatable = True

    class Meta:
        verbose_name = _("case in a course")
        verbose_name_plural = _("cases in courses")
