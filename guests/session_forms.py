"""The forms with which a session is proposed, changed and called off."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenLine, WrittenText
from courses.models import CoursePage
from people.models import Organisation

from .forms import PlainText
from .models import MOST_PLACES, Enterprise, Session

LONGEST_AGENDA = 3000
# Who looks further ahead, mistyped the year.
FURTHEST = timedelta(days=3 * 365)
_too_long = gettext_lazy("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


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


class _Day(forms.DateField):
    """A day, picked where the browser can."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class _Time(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SessionForm(forms.Form):
    """What both sides agree on. Every error says what to do; what was typed stays."""

    use_required_attribute = False

    title = WrittenLine(
        label=gettext_lazy("Title"),
        validators=[MaxLengthValidator(120, message=_too_long)],
        help_text=gettext_lazy("What it is about. For example: “Buying green maintenance that works”."),
        error_messages={"required": gettext_lazy("Give the session a title.")},
    )
    course = forms.ModelChoiceField(
        queryset=CoursePage.objects.none(),
        required=False,
        label=gettext_lazy("Course"),
        empty_label=gettext_lazy("No course"),
        help_text=gettext_lazy("Learners of this course see the session there."),
    )
    day = _Day(
        label=gettext_lazy("Day"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Write the day as 2027-03-18."),
        },
    )
    begins = _Time(
        label=gettext_lazy("Begins at"),
        error_messages={
            "required": gettext_lazy("Fill in when it begins."),
            "invalid": gettext_lazy("Write the time as 14:30."),
        },
    )
    ends = _Time(
        label=gettext_lazy("Ends at"),
        error_messages={
            "required": gettext_lazy("Fill in when it ends."),
            "invalid": gettext_lazy("Write the time as 14:30."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Where people meet"),
        choices=Session.Kind.choices,
        widget=forms.RadioSelect,
        initial=Session.Kind.ON_SITE,
        error_messages={"required": gettext_lazy("Choose where people meet.")},
    )
    place = WrittenLine(
        label=gettext_lazy("Place"),
        required=False,
        validators=[MaxLengthValidator(200, message=_too_long)],
        help_text=gettext_lazy("Building, room and address. Needed when people meet on site."),
    )
    link = WrittenLine(
        label=gettext_lazy("Link to the meeting"),
        required=False,
        validators=[
            URLValidator(
                schemes=["http", "https"], message=gettext_lazy("Paste the whole link, with https:// in front.")
            ),
            MaxLengthValidator(500, message=_too_long),
        ],
        help_text=gettext_lazy("Needed when people meet online. Only who has a place sees it."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        initial=20,
        # A number field of the browser forgets what it cannot read.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Who comes after that is on the waiting list and moves up automatically."),
        error_messages={"required": gettext_lazy("Fill in how many people can come.")},
    )
    sign_up_closes_on = _Day(
        label=gettext_lazy("Last day to sign up"),
        required=False,
        help_text=gettext_lazy("Without a day people can sign up until it begins."),
        error_messages={"invalid": gettext_lazy("Write the day as 2027-03-18.")},
    )
    open_to_all = forms.BooleanField(label=gettext_lazy("People of other municipalities may come too"), required=False)
    agenda = PlainText(
        longest=LONGEST_AGENDA,
        required=False,
        label=gettext_lazy("Programme"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("What happens when, one line per part. The calendar entry holds it too."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.live().public().order_by("title")
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind in (Session.Kind.ON_SITE, Session.Kind.MIXED) and not cleaned.get("place"):
            self._complain("place", _("Fill in where people meet."))
        if kind in (Session.Kind.ONLINE, Session.Kind.MIXED) and not cleaned.get("link"):
            self._complain("link", _("Paste the link to the online meeting."))
        if all(cleaned.get(name) is not None for name in ("day", "begins", "ends")):
            self._clean_moments(cleaned)
        return cleaned

    def _clean_moments(self, cleaned: dict[str, Any]) -> None:
        day, begins, ends = cleaned["day"], cleaned["begins"], cleaned["ends"]
        if ends <= begins:
            self._complain("ends", _("Let the session end after it begins, on the same day."))
            return
        try:
            starts_at, ends_at = moment(day, begins), moment(day, ends)
            if starts_at.utcoffset() != ends_at.utcoffset():
                raise ClockChangesError
        except ClockChangesError:
            self._complain(
                "begins",
                _("In this night the clock changes. Let the session end before two or begin after three o'clock."),
            )
            return
        if starts_at <= timezone.now():
            self._complain("day", _("This moment has passed. Choose a day and time in the future."))
        elif starts_at > timezone.now() + FURTHEST:
            self._complain("day", _("This is more than three years ahead. Check the year."))
        cleaned["starts_at"], cleaned["ends_at"] = starts_at, ends_at
        self._clean_closing(cleaned)

    def _clean_closing(self, cleaned: dict[str, Any]) -> None:
        last: date | None = cleaned.get("sign_up_closes_on")
        if last is None or last == cleaned["day"]:
            cleaned["sign_up_closes_at"] = cleaned["starts_at"]
            return
        if last > cleaned["day"]:
            self._complain("sign_up_closes_on", _("Choose the day of the session, or an earlier day."))
        elif last < timezone.localdate() and last != self.initial.get("sign_up_closes_on"):
            self._complain("sign_up_closes_on", _("This day has passed. Choose today or a later day."))
        midnight = datetime.combine(last + timedelta(days=1), time.min, timezone.get_default_timezone())
        cleaned["sign_up_closes_at"] = midnight

    def _complain(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(message))


class ProposeToEnterprise(SessionForm):
    """What a host proposes, to which enterprise, for which of the own organisations."""

    field_order = ("enterprise", "organisation")

    enterprise = forms.ModelChoiceField(
        queryset=Enterprise.objects.none(),
        label=gettext_lazy("Enterprise"),
        empty_label=gettext_lazy("Choose an enterprise"),
        error_messages={"required": gettext_lazy("Choose whom you invite.")},
    )
    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Choose a municipality"),
        error_messages={"required": gettext_lazy("Choose the municipality that this is for.")},
    )

    def __init__(
        self, *args: Any, enterprises: QuerySet[Enterprise], organisations: QuerySet[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "enterprise", enterprises)
        _offer(self, "organisation", organisations)


def _offer(form: forms.Form, name: str, choices: QuerySet[Any]) -> None:
    """What can be chosen; a single one is chosen already and not asked."""
    field: Any = form.fields[name]
    field.queryset = choices
    only = choices[:2]
    if len(only) == 1:
        field.initial, field.disabled, field.widget = only[0], True, forms.HiddenInput()


class ProposeToMunicipality(ProposeToEnterprise):
    """The same the other way round."""

    field_order = ("organisation", "enterprise")


class CancelForm(forms.Form):
    """Why it is off; everybody who comes reads it."""

    use_required_attribute = False

    reason = WrittenText(
        label=gettext_lazy("Why is it cancelled?"),
        validators=[MaxLengthValidator(300, message=_too_long)],
        help_text=gettext_lazy("One sentence. Everybody who would come reads it in the e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write in one sentence why it is cancelled.")},
    )


def words_of(session: Session) -> dict[str, Any]:
    """What the form shows of a session that is there already."""
    starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    closes = None
    if session.sign_up_closes_at < session.starts_at:
        closes = (timezone.localtime(session.sign_up_closes_at) - timedelta(minutes=1)).date()
    same = ("title", "course", "kind", "place", "link", "capacity", "open_to_all", "agenda")
    return {name: getattr(session, name) for name in same} | {
        "day": starts_at.date(),
        "begins": starts_at.time(),
        "ends": ends_at.time(),
        "sign_up_closes_on": closes,
    }
