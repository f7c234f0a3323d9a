"""The forms with which an HR officer invites people and judges evidence."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenText
from people.models import Department, Invitation, Organisation
from transcript.models import Evidence

MOST_AT_ONCE = 50


class AddressesField(forms.CharField):
    """E-mail addresses, one per line; gives them in lower case, each once. Names every line that is wrong."""

    def clean(self, value: Any) -> Any:
        lines = super().clean(value).splitlines()
        numbered = [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
        errors = [message for number, line in numbered if (message := _fault(number, line))]
        if len(numbered) > MOST_AT_ONCE:
            errors.append(
                _("You can invite %(most)s people at once; these are %(count)s lines.")
                % {"most": MOST_AT_ONCE, "count": len(numbered)}
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


class InviteForm(forms.Form):
    """Who to invite, to which of the officer's own organisations and departments."""

    emails = AddressesField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy("One address per line, at most 50."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, data: Any, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.organisations = list(organisations)
        several = len(self.organisations) > 1
        if several:
            self.fields["organisation"] = forms.ModelChoiceField(organisations, label=_("Organisation"))
        department = _DepartmentChoice(
            Department.objects.filter(organisation__in=organisations).select_related("organisation"),
            label=_("Department"),
            empty_label=_("No department"),
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
