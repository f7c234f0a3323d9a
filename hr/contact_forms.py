"""The form with which an officer records a contact moment."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.written_text import WrittenLine
from guests.models.contacts import LONGEST_SUBJECT
from guests.models.enterprises import LONGEST_NAME
from guests.profiles import admitted
from people.models import Organisation


class ContactForm(forms.Form):
    """For which organisation is asked only of who has several."""

    use_required_attribute = False

    happened_on = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Fill in on which day it was."),
            "invalid": gettext_lazy("Fill in a day, such as 31-12-2026."),
        },
    )
    enterprise = forms.ModelChoiceField(
        admitted(),
        label=gettext_lazy("Enterprise"),
        empty_label=gettext_lazy("Choose an enterprise"),
        error_messages={"required": gettext_lazy("Choose the enterprise.")},
    )
    colleague = forms.CharField(
        label=gettext_lazy("Who of your municipality"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Fill in who of your municipality it was.")},
    )
    subject = WrittenLine(
        warns=True,
        label=gettext_lazy("Subject"),
        max_length=LONGEST_SUBJECT,
        help_text=gettext_lazy("For example: guest lesson on green spaces; no tender was discussed."),
        error_messages={"required": gettext_lazy("Fill in what it was about.")},
    )

    def __init__(self, data: Any, organisations: QuerySet[Organisation]) -> None:
        super().__init__(data)
        self.organisations = list(organisations)
        if len(self.organisations) > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                organisations,
                label=gettext_lazy("Organisation"),
                error_messages={"required": gettext_lazy("Choose for which organisation.")},
            )

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Record it when it has been."))
        return day

    @property
    def organisation(self) -> Organisation:
        """Of a valid form."""
        chosen: Organisation = self.cleaned_data.get("organisation") or self.organisations[0]
        return chosen
