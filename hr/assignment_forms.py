"""The forms with which an HR officer assigns, exempts and keeps quiet days."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from cms.written_text import WrittenText
from courses.languages import each_once, published_courses
from courses.models import CoursePage, PathPage
from courses.paths import published_paths
from people.addresses import owners_of
from people.models import Department, JobTitle, Organisation, User

from .audience import Audience, audience_among
from .forms import AddressesField
from .ladder import LONGEST_STEP
from .models import Assignment, QuietDay
from .models.assignments import usual_ladder
from .scope import Scope

# Two years, in days: who has longer is better asked later.
LONGEST_TIME = 730
MOST_PEOPLE_AT_ONCE = 500
# Days before (negative) and after the due date that are on offer.
STEPS = (-30, -14, -7, -3, -1, 0, 1, 7, 14, 30)
LEAP_YEAR = 2028
Repeats = Assignment.Repeats


def subjects() -> dict[str, CoursePage | PathPage]:
    """What can be assigned, each once, in the language of the reader where it is there."""
    own = [str(get_language())]
    courses = [versions[0] for versions in each_once(published_courses().order_by("path"), own)]
    paths: list[PathPage] = [versions[0] for versions in each_once(published_paths(), own)]
    found: dict[str, CoursePage | PathPage] = {f"course-{one.translation_key}": one for one in courses}
    return found | {f"path-{one.translation_key}": one for one in paths}


def step_in_words(days: int) -> str:
    """A step of a ladder as people say it."""
    if days == 0:
        return _("On the day itself")
    if days < 0:
        return ngettext("%(days)d day before", "%(days)d days before", -days) % {"days": -days}
    return ngettext("%(days)d day after", "%(days)d days after", days) % {"days": days}


def _day(label: Any, required: bool = True) -> forms.DateField:
    errors = {
        "required": gettext_lazy("Fill in a day."),
        "invalid": gettext_lazy("Fill in the day as day-month-year, such as 31-12-2027."),
    }
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=picker, error_messages=errors)


class _Number(forms.IntegerField):
    """A whole number that may be empty, short on the screen."""

    def __init__(self, label: Any, most: int, help_text: Any = "") -> None:
        said = gettext_lazy("Fill in a whole number from 1 to %(most)s.") % {"most": most}
        errors = {"invalid": said, "min_value": said, "max_value": said}
        super().__init__(
            label=label, required=False, min_value=1, max_value=most, help_text=help_text, error_messages=errors
        )
        # Not type=number, in which a browser forgets what it cannot read.
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6})


class _InOrganisation(forms.ModelMultipleChoiceField):
    """Departments or job titles; with their organisation in front when there are several."""

    widget = forms.CheckboxSelectMultiple
    name_organisation = False

    def label_from_instance(self, one: Any) -> str:
        return f"{one.organisation} – {one}" if self.name_organisation else str(one)


class AssignmentForm(forms.Form):
    """Who has to take what by when, and how they are reminded. `assignment`, `groups` and `audience` when valid."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Course or learning path"),
        error_messages={"required": gettext_lazy("Choose a course or a learning path.")},
    )
    for_whom = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[
            ("everyone", gettext_lazy("Everyone in your organisation")),
            ("groups", gettext_lazy("Only the groups and people that I choose below")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose for whom it is.")},
    )
    people = AddressesField(most=MOST_PEOPLE_AT_ONCE, required=False)
    also_later = forms.BooleanField(label=gettext_lazy("Also for who joins later"), required=False, initial=True)
    due_kind = forms.ChoiceField(
        label=gettext_lazy("By when"),
        choices=[
            ("day", gettext_lazy("On a fixed day")),
            ("days", gettext_lazy("A number of days after somebody gets it")),
        ],
        widget=forms.RadioSelect,
        initial="day",
        error_messages={"required": gettext_lazy("Choose by when it must be finished.")},
    )
    due_on = _day(gettext_lazy("Fixed day"), required=False)
    due_days = _Number(gettext_lazy("Number of days"), LONGEST_TIME)
    repeats = forms.ChoiceField(
        label=gettext_lazy("Again"), choices=Repeats.choices, widget=forms.RadioSelect, initial=Repeats.NEVER
    )
    repeat_months = _Number(gettext_lazy("So many months after it was finished"), 120)
    repeat_day = _Number(gettext_lazy("Each year before this day of the month"), 31)
    repeat_month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *MONTHS.items()],
    )
    reminds = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Reminders by mail"),
        help_text=gettext_lazy("Everybody gets one mail a day at most, and none after finishing."),
        required=False,
        coerce=int,
        initial=usual_ladder,
        widget=forms.CheckboxSelectMultiple,
    )
    manager_days = _Number(
        gettext_lazy("Tell the manager so many days after the due date"),
        LONGEST_STEP,
        gettext_lazy("Empty: managers are told nothing. They read the name, the course and the due date."),
    )
    announces = forms.BooleanField(label=gettext_lazy("Mail people that they have it"), required=False, initial=True)

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        self.scope = scope
        self.organisations = list(scope.in_organisations())
        self.subjects = subjects()
        several = len(self.organisations) > 1
        if several:
            self.fields["organisation"] = forms.ModelChoiceField(scope.in_organisations(), label=_("Organisation"))
        self._offer("departments", Department, _("Departments, with what is below them"))
        self._offer("job_titles", JobTitle, _("Job titles"))
        self.fields["subject"].choices = self._subject_choices()  # type: ignore[attr-defined]
        self.fields["reminds"].choices = [(step, step_in_words(step)) for step in STEPS]  # type: ignore[attr-defined]
        self.fields["people"].label = _("People, by e-mail address")
        self.order_fields(["organisation", "subject", "for_whom", "departments", "job_titles"])
        self.owners: list[User] = []

    def _offer(self, name: str, model: type[Department] | type[JobTitle], label: str) -> None:
        """A choice of what the organisations have; nothing when they have none."""
        own: QuerySet[Any] = model._default_manager.filter(organisation__in=self.organisations)
        if own.exists():
            field = _InOrganisation(own.select_related("organisation"), label=label, required=False)
            field.name_organisation = len(self.organisations) > 1
            self.fields[name] = field

    def _subject_choices(self) -> list[Any]:
        parts: dict[str, list[tuple[str, str]]] = {"course": [], "path": []}
        for key, page in self.subjects.items():
            parts[key.partition("-")[0]].append((key, page.title))
        named = [(_("Courses"), parts["course"]), (_("Learning paths"), parts["path"])]
        return [("", _("Choose")), *((name, choices) for name, choices in named if choices)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(self.organisations) == 1:
            cleaned["organisation"] = self.organisations[0]
        self._clean_groups(cleaned)
        self._clean_due(cleaned)
        self._clean_repeats(cleaned)
        return cleaned

    def _clean_groups(self, cleaned: dict[str, Any]) -> None:
        organisation = cleaned.get("organisation")
        if organisation is None or cleaned.get("for_whom") != "groups":
            return
        for name in ("departments", "job_titles"):
            if any(one.organisation_id != organisation.pk for one in cleaned.get(name, [])):
                self.add_error(name, _("Choose only what is part of the chosen organisation."))
        self._find_people(cleaned.get("people") or [], organisation)
        chosen = [name for name in ("departments", "job_titles", "people") if cleaned.get(name) or name in self.errors]
        if not chosen:
            self.add_error("for_whom", _("Choose at least one department, job title or person below."))

    def _find_people(self, emails: Collection[str], organisation: Organisation) -> None:
        own = self.scope.people().filter(organisation=organisation)
        owners = owners_of(emails, own.values("user")) if emails else {}
        unknown = [email for email in emails if email not in owners]
        said = _(
            "“%(email)s” is of nobody who works for your organisation. Take it away, or invite this person first."
        )
        if unknown:
            self.add_error("people", [ValidationError(said % {"email": email}) for email in unknown])
        self.owners = sorted(set(owners.values()), key=lambda user: user.pk)

    def _clean_due(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("due_kind")
        if kind == "day" and "due_on" not in self.errors:
            self._clean_due_on(cleaned.get("due_on"))
        if kind == "days" and not cleaned.get("due_days") and "due_days" not in self.errors:
            self.add_error("due_days", _("Fill in the number of days."))

    def _clean_due_on(self, day: date | None) -> None:
        today = timezone.localdate()
        if day is None:
            self.add_error("due_on", _("Fill in the day on which it must be finished."))
        elif day <= today:
            self.add_error("due_on", _("This day is not to come any more. Choose a day after today."))
        elif (day - today).days > LONGEST_TIME:
            self.add_error("due_on", _("This day is more than two years away. Choose an earlier day."))

    def _clean_repeats(self, cleaned: dict[str, Any]) -> None:
        repeats = cleaned.get("repeats")
        if repeats != Repeats.NEVER and str(cleaned.get("subject", "")).startswith("path"):
            self.add_error("repeats", _("A learning path is finished once. Assign its courses to have them repeated."))
        if repeats == Repeats.MONTHS and not cleaned.get("repeat_months") and "repeat_months" not in self.errors:
            self.add_error("repeat_months", _("Fill in after how many months."))
        if repeats == Repeats.YEARLY and "repeat_day" not in self.errors:
            self._clean_yearly(cleaned.get("repeat_month"), cleaned.get("repeat_day"))

    def _clean_yearly(self, month: int | None, day: int | None) -> None:
        if not month or not day:
            self.add_error("repeat_day", _("Fill in the day, and choose the month."))
        elif day > monthrange(LEAP_YEAR, month)[1]:
            self.add_error("repeat_day", _("This month has no such day. Choose another day or month."))

    @property
    def subject_page(self) -> CoursePage | PathPage:
        return self.subjects[self.cleaned_data["subject"]]

    @property
    def groups(self) -> dict[str, Collection[Any]]:
        """Field of the assignment to what was chosen in it."""
        if self.cleaned_data["for_whom"] == "everyone":
            return {"departments": [], "job_titles": [], "people": []}
        chosen = {name: list(self.cleaned_data.get(name, [])) for name in ("departments", "job_titles")}
        return {**chosen, "people": self.owners}

    @property
    def audience(self) -> Audience:
        keys = [[one.pk for one in rows] for rows in self.groups.values()]
        everyone = self.cleaned_data["for_whom"] == "everyone"
        return audience_among(self.cleaned_data["organisation"], everyone, *keys)

    @property
    def assignment(self) -> Assignment:
        """As it would be; nothing of it is kept."""
        chosen, page = self.cleaned_data, self.subject_page
        return Assignment(
            organisation=chosen["organisation"],
            course=page if isinstance(page, CoursePage) else None,
            path=page if isinstance(page, PathPage) else None,
            for_everyone=chosen["for_whom"] == "everyone",
            **{name: chosen[name] for name in ("also_later", "repeats", "manager_days", "announces")},
            reminds=sorted(chosen["reminds"]),
            **self._days(),
        )

    def _days(self) -> dict[str, Any]:
        """Only those that belong to what was chosen."""
        chosen = self.cleaned_data
        of_kind = {
            "due_on": chosen["due_kind"] == "day",
            "due_days": chosen["due_kind"] == "days",
            "repeat_months": chosen["repeats"] == Repeats.MONTHS,
            "repeat_month": chosen["repeats"] == Repeats.YEARLY,
            "repeat_day": chosen["repeats"] == Repeats.YEARLY,
        }
        return {name: chosen.get(name) if belongs else None for name, belongs in of_kind.items()}

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was filled in, to send it once more."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name)]  # type: ignore[attr-defined]


class ExemptionForm(forms.Form):
    """Why somebody need not do it."""

    reason = WrittenText(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("This person reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write why this person need not take it."),
            "max_length": gettext_lazy("A reason may have %(limit_value)d characters; this one has %(show_value)d."),
        },
    )


class QuietDayForm(forms.Form):
    """A day on which nobody is reminded."""

    day = _day(gettext_lazy("Day"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)

    def __init__(self, data: Any, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.organisations = list(organisations)
        if len(self.organisations) > 1:
            self.fields["organisation"] = forms.ModelChoiceField(organisations, label=_("Organisation"))
            self.order_fields(["organisation"])

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(self.organisations) == 1:
            cleaned["organisation"] = self.organisations[0]
        organisation, day = cleaned.get("organisation"), cleaned.get("day")
        if organisation and day and QuietDay.objects.filter(organisation=organisation, day=day).exists():
            self.add_error("day", _("This day is in the list already."))
        return cleaned
