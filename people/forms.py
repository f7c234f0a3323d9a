"""Forms with which people make an account and say what they want of it."""

from collections.abc import Collection
from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .mail_kinds import MailKind
from .models import User


class LoginForm(AllauthLoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # So that a password manager offers account and password together, and a passkey where it has one.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class SignupForm(AllauthSignupForm):
    """Name, e-mail address and password; nothing else is asked."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As it should stand on your certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            # A new account costs a hash; without one here, the time of the answer would tell who has an account.
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


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


class MailChoicesForm(forms.Form):
    """A box for each kind of mail; an empty box is a choice too, so nothing can be wrong."""

    def __init__(self, *args: Any, wanted: Collection[MailKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in MailKind:
            self.fields[kind.value] = forms.BooleanField(
                label=kind.label, help_text=kind.description, required=False, initial=kind in wanted
            )

    def chosen(self) -> dict[MailKind, bool]:
        """Of a valid form: which kinds are wanted and which are not."""
        return {kind: self.cleaned_data[kind.value] for kind in MailKind}
