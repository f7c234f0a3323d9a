"""What allauth does our way."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        if not self.is_email_verified(request, form.cleaned_data.get("email") or ""):
            # allauth would give the address of an invitation opened in this browser to whoever signs
            # up here, and in place of the address that was typed.
            self.unstash_verified_email(request)
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)
