"""Signing in by a code in the mail: what it must not bring along."""

from typing import Any

from allauth.account.models import EmailAddress

from .models import User


def forget_unproven_password(user: User, method: str, **_signal: Any) -> None:
    """Who proves the address by a code, as the first to do so, need not have chosen the password that is there.

    Otherwise somebody could make an account with a stranger's address, and get in once the stranger proves it.
    """
    if method == "code" and not EmailAddress.objects.filter(user=user, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
