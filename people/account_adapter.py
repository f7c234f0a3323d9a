"""What allauth does our way."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# The ways to show once more who one is, in our words.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from the app, or a spare code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    # allauth's Dutch speaks to people as friends and in long words; these are what people really meet.
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "enter_current_password": _("Fill in your present password."),
        "incorrect_code": _("This code is not right. Look again, or ask for a new code."),
        "incorrect_password": _("This password is not right."),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes and try again."),
        "email_taken": _("There is an account with this e-mail address already."),
        "duplicate_email": _("You have this address already."),
        "cannot_remove_primary_email": _("You cannot remove your main address."),
        "max_email_addresses": _("You cannot have more than %d addresses."),
        "rate_limited": _("That went too fast. Wait a moment and try again."),
        "same_as_current": _("This is the address you have now."),
    }

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        if not self.is_email_verified(request, form.cleaned_data.get("email") or ""):
            # allauth would give the address of an invitation opened in this browser to whoever signs
            # up here, and in place of the address that was typed.
            self.unstash_verified_email(request)
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        return [way | {"description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]
