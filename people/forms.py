"""Forms with which people make an account."""

from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import User


class SignupForm(AllauthSignupForm):
    """Name, e-mail address and password; nothing else is asked."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As it should stand on your certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]


class NameForm(forms.ModelForm):
    """Somebody's own name. A certificate that was issued keeps the name of that day."""

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["name"].error_messages["required"] = _("Write your name: it stands on your certificates.")
