"""Who asks, and what the token opens. Every address of the API has one of these."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from hr.models import ApiScope, ApiToken
from hr.scope import Scope

from .problems import ProblemError
from .tokens import find_token


class TokenFor(HttpBearer):
    """`Authorization: Bearer ldl_…` of a token with this scope; the token becomes `request.auth`."""

    def __init__(self, scope: ApiScope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        token = super().__call__(request)
        if token is None:
            detail = "Send `Authorization: Bearer …` with a token that has not expired or been revoked."
            raise ProblemError(HTTPStatus.UNAUTHORIZED, detail)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = find_token(token)
        if found and self.scope not in found.scopes:
            raise ProblemError(HTTPStatus.FORBIDDEN, f"This token does not open “{self.scope.value}”.")
        return found


def scope_of_token(token: ApiToken) -> Scope:
    """What its organisation's HR officers may see."""
    return Scope(frozenset({token.organisation_id}), frozenset())
