"""OpenID Connect and Entra ID, stricter than allauth is by itself.

allauth leaves out the nonce, trusts the token endpoint instead of the signature, lets the address of its sign-in page
add scopes, and prefers what the provider tells on asking over what it signed.
"""

import time
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from requests import RequestException

from people.models import IdentityProvider
from people.secrets_at_rest import UnreadableSecretError

from .identity import NoIdentityError, identity_from_claims
from .provider import OrganisationProvider, find

# With the tenant in it, so that nobody of another organisation can sign in at all.
ENTRA_ISSUER = "https://login.microsoftonline.com/{tenant}/v2.0"
SCOPES = ["openid", "profile", "email"]
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Seconds that two clocks may differ.
_LEEWAY = 60


def issuer_of(provider: IdentityProvider) -> str:
    """As it stands in every token."""
    if provider.kind == IdentityProvider.Kind.ENTRA:
        return ENTRA_ISSUER.format(tenant=provider.tenant.lower())
    return provider.server_url


class OrganisationOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """What is said between the two servers. state: what was kept when somebody was sent to the provider."""

    state: Mapping[str, Any]

    def __init__(self, request: HttpRequest, identity_provider: IdentityProvider) -> None:
        self.identity_provider = identity_provider
        self.state = {}
        super().__init__(request, identity_provider.organisation.slug)

    def get_provider(self) -> "OpenIDConnectSignOn":
        return OpenIDConnectSignOn(self.request, self.identity_provider)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(callback_path(self.identity_provider))

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; only if it is the one we asked (OpenID Connect Discovery 1.0, 4.3)."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != issuer_of(self.identity_provider):
            raise OAuth2Error("The provider names another issuer.")
        if not all(str(config.get(name)).startswith(("https://", "http://")) for name in _ENDPOINTS):
            raise OAuth2Error("The provider does not name its endpoints.")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = self._verified(app, kwargs["response"].get("id_token"))
        try:
            identity = identity_from_claims(self.identity_provider, self._completed(claims, token))
        except NoIdentityError as error:
            raise OAuth2Error(str(error)) from error
        return self.get_provider().login_of(request, identity)

    def _verified(self, app: SocialApp, id_token: Any) -> dict[str, Any]:
        """The claims of the ID token (OpenID Connect Core 1.0, 3.1.3.7)."""
        if not isinstance(id_token, str):
            raise OAuth2Error("The provider sends no ID token.")
        config = self.openid_config
        try:
            claims = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=config["jwks_uri"],
                issuer=config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError) as error:
            # A key or header in which something is missing, or an algorithm that does not fit the key.
            raise OAuth2Error("The ID token cannot be read.") from error
        if not isinstance(claims.get("exp"), int | float) or not isinstance(claims.get("iat"), int | float):
            raise OAuth2Error("The ID token does not say until when it is valid.")
        if claims["iat"] > time.time() + _LEEWAY:
            raise OAuth2Error("The ID token is of later.")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The ID token was given to another application.")
        if not claims.get("nonce") or claims["nonce"] != self.state.get("nonce"):
            raise OAuth2Error("The ID token belongs to another sign-in.")
        return claims

    def _completed(self, claims: dict[str, Any], token: SocialToken) -> dict[str, Any]:
        """With what the provider tells on asking; what it signed comes first. Entra ID signs everything."""
        if self.identity_provider.kind == IdentityProvider.Kind.ENTRA or "userinfo_endpoint" not in self.openid_config:
            return claims
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims.get("sub"):
            raise OAuth2Error("The provider tells about somebody else (OpenID Connect Core 1.0, 5.3.2).")
        return told | claims


class OpenIDConnectSignOn(OrganisationProvider, OpenIDConnectProvider):
    def app_of(self, identity_provider: IdentityProvider) -> SocialApp:
        app = super().app_of(identity_provider)
        try:
            app.secret = identity_provider.secret
        except UnreadableSecretError as error:
            raise OAuth2Error("The client secret cannot be read: ENCRYPTION_KEYS or SECRET_KEY changed.") from error
        app.settings = {"server_url": issuer_of(identity_provider), "oauth_pkce_enabled": True, "scope": SCOPES}
        return app

    def get_oauth2_adapter(self, request: HttpRequest) -> OrganisationOAuth2Adapter:
        return OrganisationOAuth2Adapter(request, self.identity_provider)

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = token_urlsafe(24)
        return super().redirect(request, process, next_url, data, auth_params={"nonce": nonce}, nonce=nonce, **kwargs)


class CallbackView(OAuth2CallbackView):
    adapter: OrganisationOAuth2Adapter

    def _get_state(self, request: HttpRequest, provider: OpenIDConnectSignOn) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, response


def callback_path(identity_provider: IdentityProvider) -> str:
    return reverse("single_sign_on_openid_connect", args=[identity_provider.organisation.slug])


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def callback(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the provider sends people back to."""
    found = find(slug)
    if found is None or found.kind == IdentityProvider.Kind.SAML:
        raise Http404
    adapter = OrganisationOAuth2Adapter(request, found)
    try:
        response: HttpResponse = CallbackView.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error) as error:
        # allauth catches what the provider does wrong, but not yet when it asks where to go with the code.
        response = render_authentication_error(request, adapter.get_provider(), exception=error)
    return response
