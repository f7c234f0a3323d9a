"""The day by which a learner wants to have finished a course: their own plan, which nobody else sees."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Enrolment


class TargetDateForm(forms.Form):
    """A day that is still to come; empty takes the plan away."""

    target_date = forms.DateField(
        label=_("I want to have finished this course on"),
        help_text=_("Only you see this. Make the field empty to take the day away."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a day, month and year, such as 24-12-2030. Or make the field empty.")},
    )

    def clean_target_date(self) -> date | None:
        day: date | None = self.cleaned_data["target_date"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(
                _("This day has passed. Choose today or a later day, or make the field empty.")
            )
        return day


def form_for(enrolment: Enrolment) -> TargetDateForm:
    """The form as it stands on a page, with the plan there is now."""
    return TargetDateForm(initial={"target_date": enrolment.target_date})


def plan(enrolment: Enrolment, day: date | None) -> None:
    """Keep this day in place of the one before; None takes it away."""
    enrolment.target_date = day
    enrolment.save(update_fields=["target_date"])
