"""Forms about one's data: asking to be erased, erasing somebody with a reason, and looking in the audit log."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import AuditEntry, User


class EraseMeForm(forms.Form):
    """Nobody is erased by pressing a button once too often."""

    certain = forms.BooleanField(
        label=_("I know that this cannot be undone."),
        error_messages={"required": _("Tick the box if you are certain. Nothing has been removed yet.")},
    )


class EraseForm(forms.Form):
    """An administrator erases somebody: for whom nobody is mistaken, and with a reason that is kept."""

    email = forms.CharField(
        label=_("E-mail address of this person"),
        help_text=_("Type it over, so that you do not remove somebody else."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the e-mail address of this person over.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "It stands in the audit log. Do not write the name of the person, nor anything about health or belief."
        ),
        max_length=200,
        error_messages={"required": _("Write why this person is removed.")},
    )

    def __init__(self, data: Any, person: User) -> None:
        super().__init__(data)
        self.person = person

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.person.email.lower():
            raise ValidationError(_("This is not the address of this person. Look again whom you want to remove."))
        return typed

    def clean_reason(self) -> str:
        """The log outlives the person, so the reason may not name them."""
        reason: str = self.cleaned_data["reason"]
        names = [self.person.email, self.person.name]
        if any(name and name.lower() in reason.lower() for name in names):
            raise ValidationError(_("Leave out the name and the e-mail address: the reason is kept."))
        return reason


class LogFilter(forms.Form):
    """Which lines of the audit log to show."""

    wat = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[("", _("Everything")), *AuditEntry.Action.choices],
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    wie = forms.CharField(
        label=_("E-mail address of who did it, or to whom"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
