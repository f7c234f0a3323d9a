"""Whose an e-mail address is."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from .models import User


def owners_of(emails: Collection[str], people: QuerySet) -> dict[str, User]:
    """By address (in lower case) the one of these people it belongs to: their own, or one they proved is theirs.

    people: their primary keys.
    """
    own = {user.email: user for user in User.objects.filter(pk__in=people, email__in=emails)}
    proven = EmailAddress.objects.filter(user__in=people, email__in=emails, verified=True).select_related("user")
    return {address.email: address.user for address in proven} | own
