"""The form with which someone hands in evidence."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.printable import printable
from cms.written_text import FreeText

from .papers import UnacceptableError, accepted, refuse_size

MOST_HOURS = 1000
_FIRST_YEAR = 1950
_HOURS = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")


class LineField(FreeText):
    """One line of text without invisible characters."""

    def to_python(self, value: Any) -> Any:
        return printable(super().to_python(value) or "")


class HoursField(forms.CharField):
    """Hours as people write them ("1,5" or "1.5"); gives whole minutes."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not _HOURS.fullmatch(typed):
            raise ValidationError(_("Fill in the hours as a number, such as 2 or 1,5."))
        minutes = round(Decimal(typed.replace(",", ".")) * 60)
        if not 0 < minutes <= MOST_HOURS * 60:
            raise ValidationError(_("Fill in more than 0 and at most 1000 hours."))
        return minutes


class PaperField(forms.FileField):
    """An uploaded PDF, PNG or JPEG; gives the Paper that is kept of it."""

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Any:
        upload: UploadedFile = super().clean(data, initial)
        try:
            # Before it is read.
            refuse_size(upload.size or 0)
            return accepted(upload.read(), upload.name or "")
        except UnacceptableError as refusal:
            raise ValidationError(str(refusal)) from refusal


class EvidenceForm(forms.Form):
    """What was learned, with whom, when, how long, and the file that shows it."""

    title = LineField(
        label=gettext_lazy("What did you learn?"),
        help_text=gettext_lazy("For example the name of the course or the training day."),
        max_length=200,
        error_messages={"required": gettext_lazy("Fill in what you learned.")},
    )
    provider = LineField(
        label=gettext_lazy("With whom?"),
        help_text=gettext_lazy("The training institute, or whoever taught you."),
        max_length=200,
        error_messages={"required": gettext_lazy("Fill in with whom you learned it.")},
    )
    completed_on = forms.DateField(
        label=gettext_lazy("When were you finished?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Fill in the day on which you were finished."),
            "invalid": gettext_lazy("Fill in the day as day-month-year, such as 31-12-2025."),
        },
    )
    hours = HoursField(
        label=gettext_lazy("How many hours did it take?"),
        help_text=gettext_lazy("One and a half hours is 1,5."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Fill in how many hours it took.")},
    )
    paper = PaperField(
        label=gettext_lazy("Which file shows it?"),
        help_text=gettext_lazy(
            "A PDF, PNG or JPEG of at most 10 MB. We remove from a photo where and with what it was taken."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={
            "required": gettext_lazy("Choose the file that shows it."),
            "empty": gettext_lazy("This file is empty. Choose another file."),
        },
    )

    def clean_completed_on(self) -> date:
        day: date = self.cleaned_data["completed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is in the future. Hand it in when you are finished."))
        if day.year < _FIRST_YEAR:
            raise ValidationError(_("This day is before 1950. Look at the year again."))
        return day

    @property
    def details(self) -> dict[str, Any]:
        """What `hand_in` wants to know. Only for a form that is valid."""
        kept = self.cleaned_data
        return {
            "title": kept["title"],
            "provider": kept["provider"],
            "completed_on": kept["completed_on"],
            "minutes": kept["hours"],
            "paper": kept["paper"],
        }
