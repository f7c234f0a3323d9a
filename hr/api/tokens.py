"""Making, finding and revoking the tokens with which programs sign in."""

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from hr.models import ApiToken
from hr.scope import officer_scope
from people.hashed_secrets import hash_of
from people.models import Organisation, User

# In front of each secret, so that a scanner of code recognises one that got lost.
PREFIX = "ldl_"
VALID_FOR = timedelta(days=365)


def make_token(officer: User, organisation: Organisation, name: str, scopes: Collection[str]) -> tuple[ApiToken, str]:
    """A new token, and its secret, which is not kept."""
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        organisation=organisation,
        name=name,
        secret_hash=hash_of(secret),
        scopes=sorted(scopes),
        created_by=officer,
        expires_at=timezone.now() + VALID_FOR,
    )
    return token, secret


def find_token(secret: str) -> ApiToken | None:
    """The token with this secret, if it holds. Its use is noted by the day, which is enough to find unused ones."""
    now = timezone.now()
    valid = ApiToken.objects.select_related("organisation").filter(revoked_at=None, expires_at__gt=now)
    token = valid.filter(secret_hash=hash_of(secret)).first()
    if token is None:
        return None
    today = timezone.localdate(now)
    not_today = Q(last_used_on=None) | Q(last_used_on__lt=today)
    if token.last_used_on != today:
        ApiToken.objects.filter(not_today, pk=token.pk).update(last_used_on=today)
    return token


def tokens_of(officer: User) -> QuerySet[ApiToken]:
    """Those of the organisations whose HR officer this is. Raises Http404 for others."""
    own = ApiToken.objects.filter(organisation__in=officer_scope(officer).organisations)
    return own.select_related("organisation", "created_by")


def revoke_token_for(officer: User, pk: int) -> ApiToken:
    """Makes it useless from now on; the second time changes nothing. Raises Http404 for a token of others."""
    token = get_object_or_404(tokens_of(officer), pk=pk)
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    return token
