"""allauth's forms of the second step, in our words and with what a browser fills in."""

from contextlib import suppress
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .secrets_at_rest import UnreadableSecretError, decrypt, encrypt

# How long the name of a passkey may be.
LONGEST_NAME = 100


def _code(label: Any, help_text: Any) -> forms.CharField:
    """Numeric keys on a telephone, but also the spare codes; filled in by the browser where that can."""
    keys = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    needed = {"required": _("Fill in the code.")}
    return forms.CharField(
        label=label, help_text=help_text, widget=forms.TextInput(attrs=keys), error_messages=needed, max_length=50
    )


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Name of this passkey"),
        help_text=_("So that you know later which one it is, for instance: work laptop."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the passkey a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ActivateAppForm(ActivateTOTPForm):
    """`secret`: the key on the screen, which the session has to know until its first code is right."""

    secret: str
    code = _code(_("Code from the app"), _("Six digits."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        # allauth keeps the key in the session as it is; a session is a row of the database.
        kept = session.pop(SECRET_SESSION_KEY, "")
        super().__init__(*args, **kwargs)
        if self.is_bound:
            # What cannot be read is not the key either: its code is wrong, and the page shows the new one.
            with suppress(UnreadableSecretError):
                self.secret = decrypt(kept) or self.secret
        session[SECRET_SESSION_KEY] = encrypt(self.secret)


class SecondStepForm(AuthenticateForm):
    code = _code(_("Code"), _("Six digits from your app, or one of your spare codes."))


class SecondStepAgainForm(ReauthenticateForm):
    code = _code(_("Code"), _("Six digits from your app, or one of your spare codes."))


class AddPasskeyForm(AddWebAuthnForm):
    name = _name()
    passwordless = forms.BooleanField(
        label=_("I want to sign in with this passkey alone, without a password"), required=False, initial=True
    )
    field_order = ["name", "passwordless", "credential"]


class RenamePasskeyForm(EditWebAuthnForm):
    name = _name()
