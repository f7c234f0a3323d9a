"""The forms with which HR gives a staff file, matches its columns and has it applied."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import StaffFile
from .scope import Scope
from .staff_import.columns import LABELS, Field, known
from .staff_import.reading import UnreadableError, read_table
from .staff_import.values import Plan


class TableField(forms.FileField):
    """An uploaded CSV or XLSX; gives its name and the table in it."""

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Any:
        upload: UploadedFile = super().clean(data, initial)
        try:
            return upload.name or "", read_table(upload, upload.size or 0)
        except UnreadableError as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


class StaffUploadForm(forms.Form):
    """A file, and for which of the officer's organisations it is."""

    file = TableField(
        label=gettext_lazy("Staff file"),
        help_text=gettext_lazy(
            "A CSV or XLSX file with one employee a row and headings on top. At most 20 MB and 100,000 rows."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the file with your employees."),
            "empty": gettext_lazy("The file is empty. Choose another file."),
        },
    )

    def __init__(self, data: Any, files: Any, scope: Scope) -> None:
        super().__init__(data, files)
        self.organisations = list(scope.in_organisations())
        if len(self.organisations) > 1:
            organisation = forms.ModelChoiceField(scope.in_organisations(), label=_("Organisation"))
            self.fields["organisation"] = organisation
            self.order_fields(["organisation"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if len(self.organisations) == 1:
            cleaned["organisation"] = self.organisations[0]
        return cleaned


class ColumnsForm(forms.Form):
    """Which column has which field, and whether who is not in the file does not work here any more."""

    def __init__(self, data: Any, file: StaffFile, headings: Sequence[str]) -> None:
        columns = known(file.columns)
        initial: dict[str, Any] = {f"column_{field}": str(number) for field, number in columns.items()}
        super().__init__(data, initial=initial | {"is_complete": file.is_complete})
        # With the file itself, as in staff_import/reading.py.
        from openpyxl.utils import get_column_letter

        choices = [("", _("Not in the file"))]
        for number, heading in enumerate(headings):
            letter = get_column_letter(number + 1)
            choices.append((str(number), f"{letter}: {heading}" if heading else letter))
        for field in Field:
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=str(LABELS[field]), choices=choices, required=field is Field.EMAIL
            )
            choose = _("Choose the column with the e-mail addresses.")
            self.fields[f"column_{field}"].error_messages["required"] = choose
        self.fields["is_complete"] = forms.BooleanField(
            label=_("This file is complete"),
            help_text=_("Who works for you now and is not in the file, is ended today. HR officers are not."),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, Field] = {}
        for field in Field:
            number = cleaned.get(f"column_{field}")
            if number and number in taken:
                said = _("This column was chosen for “%(label)s” too. Choose it once.")
                self.add_error(f"column_{field}", said % {"label": LABELS[taken[number]]})
            elif number:
                taken[number] = field
        return cleaned

    @property
    def columns(self) -> dict[str, int]:
        """As StaffFile keeps them. Only for a form that is valid."""
        chosen = {field.value: self.cleaned_data[f"column_{field}"] for field in Field}
        return {name: int(number) for name, number in chosen.items() if number}


def columns_refused(file: StaffFile, headings: Sequence[str], reason: str) -> ColumnsForm:
    """The columns as they are, with what is wrong about them."""
    data = {f"column_{field}": str(number) for field, number in known(file.columns).items()}
    form = ColumnsForm(data | ({"is_complete": "on"} if file.is_complete else {}), file, headings)
    if form.is_valid():
        form.add_error("column_email", reason)
    return form


class ApplyForm(forms.Form):
    """Yes, do it. When many would be ended, with how many; their number, so that nobody does it by mistake."""

    def __init__(self, data: Any, plan: Plan) -> None:
        super().__init__(data)
        self.plan = plan
        if plan.asks_for_number:
            self.fields["endings"] = forms.IntegerField(
                label=_("How many people will be ended?"),
                help_text=_("It is more than one in twenty of your people. Type the number that stands above."),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "required": _("Type how many people will be ended."),
                    "invalid": _("Type a number, such as 12."),
                },
            )

    def clean_endings(self) -> int:
        typed: int = self.cleaned_data["endings"]
        if typed != len(self.plan.endings):
            said = _("That is not the number: %(count)s people would be ended. Is that right? Then type %(count)s.")
            raise ValidationError(said % {"count": len(self.plan.endings)})
        return typed

    def clean(self) -> dict[str, Any]:
        if not self.plan.changes_anything:
            raise ValidationError(_("This file changes nothing, so there is nothing to do."))
        return super().clean() or {}
