"""The forms with which an HR officer invites people, judges evidence and awards certificates."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.validity import last_valid_day
from cms.written_text import WrittenText
from people.models import Department, Invitation, Organisation, User
from transcript.models import Evidence

from .awarding import Candidates, candidates_among, courses_to_award
from .bundles import certificates_in
from .scope import Scope

MOST_INVITED_AT_ONCE = 50
MOST_AWARDED_AT_ONCE = 200


class AddressesField(forms.CharField):
    """E-mail addresses, one per line; gives them in lower case, each once. Names every line that is wrong."""

    widget = forms.Textarea(attrs={"rows": 6, "autocapitalize": "none", "spellcheck": "false"})

    def __init__(self, *, most: int, **options: Any) -> None:
        help_text = format_lazy(gettext_lazy("One address per line, at most {most}."), most=most)
        super().__init__(label=gettext_lazy("E-mail addresses"), help_text=help_text, max_length=20_000, **options)
        self.error_messages["required"] = gettext_lazy("Fill in at least one e-mail address.")
        self.most = most

    def clean(self, value: Any) -> Any:
        lines = super().clean(value).splitlines()
        numbered = [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
        errors = [message for number, line in numbered if (message := _fault(number, line))]
        if len(numbered) > self.most:
            errors.append(
                _("At most %(most)s addresses at once; these are %(count)s lines. Do the rest after this.")
                % {"most": self.most, "count": len(numbered)}
            )
        if errors:
            raise ValidationError(errors)
        return list(dict.fromkeys(line.lower() for _number, line in numbered))


def _fault(number: int, line: str) -> str | None:
    try:
        validate_email(line)
    except ValidationError:
        pass
    else:
        if len(line) <= (Invitation._meta.get_field("email").max_length or 0):
            return None
    return _("Line %(number)s: “%(line)s” is not an e-mail address.") % {"number": number, "line": line}


class _DepartmentChoice(forms.ModelChoiceField):
    """Departments; with their organisation in front when there are several."""

    def label_from_instance(self, department: Department) -> str:
        return f"{department.organisation} – {department}" if self.name_organisation else str(department)

    name_organisation = False


class PlaceForm(forms.Form):
    """One of the officer's own organisations, and perhaps a department of it."""

    without_department = gettext_lazy("No department")

    def __init__(self, data: Any, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.organisations = list(organisations)
        several = len(self.organisations) > 1
        if several:
            self.fields["organisation"] = forms.ModelChoiceField(organisations, label=_("Organisation"))
        department = _DepartmentChoice(
            Department.objects.filter(organisation__in=organisations).select_related("organisation"),
            label=_("Department"),
            empty_label=self.without_department,
            required=False,
        )
        department.name_organisation = several
        self.fields["department"] = department

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(self.organisations) == 1:
            cleaned["organisation"] = self.organisations[0]
        department, organisation = cleaned.get("department"), cleaned.get("organisation")
        if department and organisation and department.organisation_id != organisation.pk:
            self.add_error("department", _("This department is not part of the chosen organisation."))
        return cleaned


class InviteForm(PlaceForm):
    """Who to invite, to which of the officer's own organisations and departments."""

    emails = AddressesField(most=MOST_INVITED_AT_ONCE)


class BundleForm(PlaceForm):
    """Of whom the certificates go into one file. `scope`: that of an HR officer."""

    without_department = gettext_lazy("Everyone")

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data, scope.in_organisations())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        organisation, department = cleaned.get("organisation"), cleaned.get("department")
        if organisation and not self.errors and not certificates_in(organisation, department).exists():
            self.add_error("department", _("Nobody here has a certificate yet. Choose another department."))
        return cleaned


class JudgementForm(forms.Form):
    """Confirm evidence or send it back; who sends back says why. The buttons of the page are the choice."""

    judgement = forms.ChoiceField(
        choices=[(state.value, state.label) for state in (Evidence.State.CONFIRMED, Evidence.State.RETURNED)],
        error_messages={"required": gettext_lazy("Choose: confirm, or send back.")},
        widget=forms.HiddenInput,
    )
    remark = WrittenText(
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy(
            "Do you send it back? Then write what is missing or not right. The learner reads this."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": gettext_lazy("A remark may have %(limit_value)d characters; this one has %(show_value)d."),
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("judgement") == Evidence.State.RETURNED and not cleaned.get("remark") and not self.errors:
            self.add_error("remark", _("Write why you send it back, so that the learner knows what to do."))
        return cleaned


class AwardForm(forms.Form):
    """Who finished which course outside this website, when, and how HR knows. `candidates` when it is valid."""

    finished_on = forms.DateField(
        label=gettext_lazy("Finished on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Fill in the day on which the course was finished."),
            "invalid": gettext_lazy("Fill in the day as day-month-year, such as 31-12-2025."),
        },
    )
    emails = AddressesField(most=MOST_AWARDED_AT_ONCE)
    reason = WrittenText(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "How do you know it? For example: attendance list of the day in the town hall. They read this."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write how you know it."),
            "max_length": gettext_lazy("A reason may have %(limit_value)d characters; this one has %(show_value)d."),
        },
    )

    def __init__(self, data: Any, officer: User) -> None:
        super().__init__(data)
        self.officer = officer
        self.courses = {str(course.translation_key): course for course in courses_to_award()}
        titles = [(key, course.title) for key, course in self.courses.items()]
        choices = [("", _("Choose a course")), *titles]
        choose = _("Choose the course that was finished.")
        self.fields["course"] = forms.ChoiceField(
            label=_("Course"), choices=choices, error_messages={"required": choose, "invalid_choice": choose}
        )
        self.order_fields(["course"])
        self.candidates: Candidates | None = None

    def clean_finished_on(self) -> date:
        day: date = self.cleaned_data["finished_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Fill in the day on which the course was finished."))
        return day

    def clean_emails(self) -> list[str]:
        emails: list[str] = self.cleaned_data["emails"]
        self.candidates = candidates_among(emails, self.officer)
        errors = [
            _("“%(email)s” is of nobody who works for your organisation. Take it away, or invite this person first.")
            % {"email": email}
            for email in self.candidates.unknown
        ]
        if self.officer in self.candidates.people:
            errors.append(_("You cannot award a certificate to yourself. Ask a colleague of HR."))
        if errors:
            raise ValidationError(errors)
        return emails

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        course, day = self.courses.get(cleaned.get("course", "")), cleaned.get("finished_on")
        if course and day:
            last_day = last_valid_day(day, course.certificate_months)
            if last_day and last_day < timezone.localdate():
                self.add_error("finished_on", _expired(last_day))
        cleaned["course"] = course
        return cleaned


def _expired(last_day: date) -> str:
    said = _("A certificate of this course would have expired already, on %(day)s. The course has to be taken again.")
    return said % {"day": date_format(last_day, "j F Y")}
