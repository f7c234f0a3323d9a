"""What the forms of sessions and of meetings have in common: a title and a moment."""

from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenLine

from .forms import PlainText

LONGEST_AGENDA = 3000
# Who looks further ahead, mistyped the year.
FURTHEST = timedelta(days=3 * 365)
too_long = gettext_lazy("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


class ClockChangesError(Exception):
    """This time of this day comes twice or never."""


def moment(day: date, at: time) -> datetime:
    """This time on this day by the clock on the wall. Raises ClockChangesError in the hour in which it changes."""
    zone = timezone.get_default_timezone()
    local = datetime.combine(day, at, zone)
    never = local.astimezone(timezone.get_fixed_timezone(0)).astimezone(zone).replace(tzinfo=None) != datetime.combine(
        day, at
    )
    if never or local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ClockChangesError
    return local


class DayField(forms.DateField):
    """A day, picked where the browser can."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TimeOfDayField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MomentForm(forms.Form):
    """What it is about and when. Every error says what to do; what was typed stays."""

    use_required_attribute = False

    title = WrittenLine(
        label=gettext_lazy("Title"),
        validators=[MaxLengthValidator(120, message=too_long)],
        help_text=gettext_lazy("What it is about. For example: “Buying green maintenance that works”."),
        error_messages={"required": gettext_lazy("Fill in a title.")},
    )
    day = DayField(
        label=gettext_lazy("Day"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Write the day as 2027-03-18."),
        },
    )
    begins = TimeOfDayField(
        label=gettext_lazy("Begins at"),
        error_messages={
            "required": gettext_lazy("Fill in when it begins."),
            "invalid": gettext_lazy("Write the time as 14:30."),
        },
    )
    ends = TimeOfDayField(
        label=gettext_lazy("Ends at"),
        error_messages={
            "required": gettext_lazy("Fill in when it ends."),
            "invalid": gettext_lazy("Write the time as 14:30."),
        },
    )
    sign_up_closes_on = DayField(
        label=gettext_lazy("Last day to sign up"),
        required=False,
        help_text=gettext_lazy("Without a day people can sign up until it begins."),
        error_messages={"invalid": gettext_lazy("Write the day as 2027-03-18.")},
    )
    agenda = PlainText(
        longest=LONGEST_AGENDA,
        warns=False,
        required=False,
        label=gettext_lazy("Programme"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What happens when, one line per part. The calendar entry holds it too."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if all(cleaned.get(name) is not None for name in ("day", "begins", "ends")):
            self._clean_moments(cleaned)
        return cleaned

    def _clean_moments(self, cleaned: dict[str, Any]) -> None:
        day, begins, ends = cleaned["day"], cleaned["begins"], cleaned["ends"]
        if ends <= begins:
            self.complain("ends", _("Let it end after it begins, on the same day."))
            return
        try:
            starts_at, ends_at = moment(day, begins), moment(day, ends)
            if starts_at.utcoffset() != ends_at.utcoffset():
                raise ClockChangesError
        except ClockChangesError:
            self.complain(
                "begins",
                _("In this night the clock changes. Let it end before two or begin after three o'clock."),
            )
            return
        if starts_at <= timezone.now():
            self.complain("day", _("This moment has passed. Choose a day and time in the future."))
        elif starts_at > timezone.now() + FURTHEST:
            self.complain("day", _("This is more than three years ahead. Check the year."))
        cleaned["starts_at"], cleaned["ends_at"] = starts_at, ends_at
        self._clean_closing(cleaned)

    def _clean_closing(self, cleaned: dict[str, Any]) -> None:
        last: date | None = cleaned.get("sign_up_closes_on")
        if last is None or last == cleaned["day"]:
            cleaned["sign_up_closes_at"] = cleaned["starts_at"]
            return
        if last > cleaned["day"]:
            self.complain("sign_up_closes_on", _("Choose the day itself, or an earlier day."))
        elif last < timezone.localdate() and last != self.initial.get("sign_up_closes_on"):
            self.complain("sign_up_closes_on", _("This day has passed. Choose today or a later day."))
        midnight = datetime.combine(last + timedelta(days=1), time.min, timezone.get_default_timezone())
        cleaned["sign_up_closes_at"] = midnight

    def complain(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(message))


def offer(form: forms.Form, name: str, choices: QuerySet[Any]) -> None:
    """What can be chosen; a single one is chosen already and not asked."""
    field: Any = form.fields[name]
    field.queryset = choices
    only = choices[:2]
    if len(only) == 1:
        field.initial, field.disabled, field.widget = only[0], True, forms.HiddenInput()


class _Planned(Protocol):
    starts_at: datetime
    ends_at: datetime
    sign_up_closes_at: datetime


def moments_of(planned: _Planned) -> dict[str, Any]:
    """What the form shows of a moment that was chosen already."""
    starts_at, ends_at = timezone.localtime(planned.starts_at), timezone.localtime(planned.ends_at)
    closes = None
    if planned.sign_up_closes_at < planned.starts_at:
        closes = (timezone.localtime(planned.sign_up_closes_at) - timedelta(minutes=1)).date()
    return {
        "day": starts_at.date(),
        "begins": starts_at.time(),
        "ends": ends_at.time(),
        "sign_up_closes_on": closes,
    }
