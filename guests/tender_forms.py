"""The forms with which a tender is declared and corrected, and its cases are hidden."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenLine
from people.models import Organisation

from . import tenders
from .models import LONGEST_TENDER, CasePage, Enterprise, Tender
from .models.enterprises import LONGEST_NAME

# Who is further off, mistyped the year.
FURTHEST = timedelta(days=10 * 365)
_too_long = gettext_lazy("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")


class _Day(forms.DateField):
    """A day that may stay open."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, label: Any, help_text: Any) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            error_messages={"invalid": gettext_lazy("Fill in a day, such as 31-12-2026.")},
        )

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and abs(value - timezone.localdate()) > FURTHEST:
            raise ValidationError(_("This is more than ten years away. Check the year."))


class TenderForm(forms.Form):
    """What can be corrected of a tender."""

    use_required_attribute = False

    subject = WrittenLine(
        label=gettext_lazy("Subject"),
        validators=[MaxLengthValidator(LONGEST_TENDER, message=_too_long)],
        help_text=gettext_lazy("What is bought. For example: “Green maintenance 2027, lot 3”."),
        error_messages={"required": gettext_lazy("Fill in what the tender is about.")},
    )
    starts_on = _Day(
        gettext_lazy("Runs from"),
        gettext_lazy("The day on which it is or will be published. Empty: it is expected, and you do not know when."),
    )
    ends_on = _Day(
        gettext_lazy("Runs until"),
        gettext_lazy("The last day, for example that of the award. Empty: you do not know it yet."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if ends_on and not starts_on and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Fill in the first day too, or leave both days empty."))
        elif ends_on and starts_on and ends_on < starts_on:
            self.add_error("ends_on", _("Choose the first day or a later one."))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """Of a valid form: fields of a Tender."""
        return {name: self.cleaned_data[name] for name in ("subject", "starts_on", "ends_on")}


class DeclareForm(TenderForm):
    """Between whom it is: asked as far as the one who declares can be in doubt."""

    field_order = ("enterprise", "organisation", "municipality")

    enterprise = forms.ModelChoiceField(
        Enterprise.objects.none(),
        label=gettext_lazy("Enterprise"),
        empty_label=gettext_lazy("Choose an enterprise"),
        error_messages={"required": gettext_lazy("Choose the enterprise.")},
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        label=gettext_lazy("Municipality"),
        empty_label=gettext_lazy("Choose a municipality"),
        help_text=gettext_lazy("Not in the list? Then write its name below."),
    )
    municipality = WrittenLine(
        label=gettext_lazy("Another municipality"),
        required=False,
        validators=[MaxLengthValidator(LONGEST_NAME, message=_too_long)],
    )

    def __init__(self, data: Any, sides: tenders.Sides) -> None:
        super().__init__(data)
        _offer(self, "enterprise", tenders.enterprises_to_declare(sides))
        organisations = tenders.organisations_to_declare(sides)
        self.is_officer = sides.organisations.exists() and not sides.is_editor
        if self.is_officer:
            # An officer declares for the own municipality.
            del self.fields["municipality"]
            self.fields["organisation"].required, self.fields["organisation"].help_text = True, ""
            self.fields["organisation"].error_messages["required"] = _("Choose the municipality.")
            _offer(self, "organisation", organisations)
        else:
            _choices(self, "organisation", organisations)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_officer:
            return cleaned | {"municipality": ""}
        chosen, typed = cleaned.get("organisation"), cleaned.get("municipality", "")
        if chosen and typed:
            self.add_error("municipality", _("Choose a municipality or write a name, not both."))
        elif not chosen and not typed and not {"organisation", "municipality"} & set(self.errors):
            self.add_error("organisation", _("Choose the municipality, or write its name below."))
        elif typed and (known := Organisation.objects.filter(name__iexact=typed).first()):
            return cleaned | {"organisation": known, "municipality": ""}
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        sides = {name: self.cleaned_data[name] for name in ("organisation", "municipality")}
        return super().told | sides


def _choices(form: forms.Form, name: str, choices: Any) -> None:
    field: Any = form.fields[name]
    field.queryset = choices


def _offer(form: forms.Form, name: str, choices: Any) -> None:
    """What can be chosen; a single one is chosen already and not asked."""
    _choices(form, name, choices)
    only = choices[:2]
    if len(only) == 1:
        field: Any = form.fields[name]
        field.initial, field.disabled, field.widget = only[0], True, forms.HiddenInput()


class HideForm(forms.Form):
    """Which cases nobody sees as long as the tender runs."""

    everything = forms.BooleanField(label=gettext_lazy("All cases of the enterprise, also new ones"), required=False)
    cases = forms.ModelMultipleChoiceField(
        CasePage.objects.none(),
        label=gettext_lazy("Or only these"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One of these cases is not on the site any more. Choose again."),
            "invalid_pk_value": gettext_lazy("One of these cases is not on the site any more. Choose again."),
        },
    )

    def __init__(self, data: Any, tender: Tender) -> None:
        hidden = tenders.hidden_by(tender)
        super().__init__(data, initial={"everything": hidden.everything, "cases": list(hidden.cases)})
        _choices(self, "cases", tenders.cases_to_hide(tender.enterprise))
        self.has_cases = tenders.cases_to_hide(tender.enterprise).exists()
