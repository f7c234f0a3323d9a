"""SAML 2.0: we ask (HTTP redirect), the provider answers with a signed assertion (HTTP POST).

python3-saml checks signatures, times and addresses; allauth's own views leave to settings what must always hold. An
answer that nobody asked for, or that was given before, is refused; where somebody goes after signing in stands in the
own session, never in RelayState.
"""

import binascii
import time
from typing import Any

from allauth.socialaccount.helpers import complete_social_login, render_authentication_error
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.sessions import LoginSession
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.errors import OneLogin_Saml2_Error
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from people.models import IdentityProvider

from .identity import Identity, NoIdentityError, identity_from_saml
from .provider import OrganisationProvider, find

# In characters; an assertion with hundreds of groups takes a tenth of it.
LONGEST_ANSWER = 200_000
# In seconds, when the assertion does not say until when it is valid; clocks may differ by python3-saml's 300.
_LONGEST_VALIDITY, _LEEWAY = 60 * 60, 300


class RefusedError(Exception):
    """An answer that proves nothing. The sentence is for whoever runs the site."""


def provider_settings(metadata: str) -> dict[str, Any]:
    """From what a provider publishes: `idp`, and `security` where it wants something. Empty when it is none."""
    try:
        found: dict[str, Any] = OneLogin_Saml2_IdPMetadataParser.parse(metadata.strip())
    except (SyntaxError, ValueError):
        return {}
    return found


class StrictResponse(OneLogin_Saml2_Response):
    """Wants what the standard demands and python3-saml does without (SAML 2.0 Profiles, 4.1.4.2)."""

    def is_valid(self, request_data: Any, request_id: Any = None, raise_exceptions: bool = False) -> bool:
        if not super().is_valid(request_data, request_id, raise_exceptions):
            return False
        if not self.get_audiences():
            self._error = "The assertion names no audience."
            return False
        # Only the assertion is signed: that it answers our question must stand in there.
        path = "/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
        for data in self._query_assertion(path):
            asked = data.get("InResponseTo")
            if not asked or asked != self.get_in_response_to() or not data.get("NotOnOrAfter"):
                self._error = "The assertion does not say which question it answers, or until when."
                return False
        return True


class SamlSignOn(OrganisationProvider):
    id = "saml"

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        auth = _auth(request, self.identity_provider, "")
        address = auth.login(return_to="")
        self.stash_redirect_state(request, process, next_url, data, state_id=auth.get_last_request_id(), **kwargs)
        return HttpResponseRedirect(address)

    def identity_in(self, request: HttpRequest, answer: str) -> tuple[Identity, dict[str, Any]]:
        """Who signs in, and what was kept when they were sent to the provider. Raises RefusedError."""
        auth = _auth(request, self.identity_provider, answer)
        auth.response_class = StrictResponse
        try:
            auth.process_response()
        except (OneLogin_Saml2_Error, binascii.Error, SyntaxError, ValueError) as error:
            raise RefusedError(f"The answer cannot be read ({type(error).__name__}).") from error
        if auth.get_errors() or not auth.is_authenticated():
            raise RefusedError(auth.get_last_error_reason() or "The provider signed nobody in.")
        asked = auth.get_last_response_in_response_to()
        state = asked and statekit.unstash_state(request, provider_id=self.sub_id, state_id=asked)
        if not state:
            raise RefusedError("Nobody here asked for this answer, or it was given before.")
        _use_once(auth)
        issuer = auth.get_settings().get_idp_data()["entityId"]
        name_id = (auth.get_nameid(), auth.get_nameid_format())
        try:
            identity = identity_from_saml(
                self.identity_provider, issuer, name_id, auth.get_attributes(), auth.get_last_authn_contexts()
            )
        except NoIdentityError as error:
            raise RefusedError(str(error)) from error
        return identity, state


def _use_once(auth: OneLogin_Saml2_Auth) -> None:
    valid_until = auth.get_last_assertion_not_on_or_after()
    remembered_for = (valid_until - time.time() if valid_until else _LONGEST_VALIDITY) + _LEEWAY
    key = f"saml:{auth.get_settings().get_idp_data()['entityId']}:{auth.get_last_assertion_id()}"
    if not cache.add(key, True, timeout=remembered_for):
        raise RefusedError("This assertion was used before.")


def _auth(request: HttpRequest, provider: IdentityProvider, answer: str) -> OneLogin_Saml2_Auth:
    slug = provider.organisation.slug
    about_request = {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": reverse("single_sign_on_saml", args=[slug]),
        "get_data": {},
        "post_data": {"SAMLResponse": answer} if answer else {},
    }
    return OneLogin_Saml2_Auth(about_request, _settings(request, slug, provider_settings(provider.metadata)["idp"]))


def _settings(request: HttpRequest, slug: str, idp: dict[str, Any] | None) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "strict": True,
        "sp": {
            "entityId": request.build_absolute_uri(metadata_path(slug)),
            "assertionConsumerService": {
                "url": request.build_absolute_uri(reverse("single_sign_on_saml", args=[slug])),
                "binding": OneLogin_Saml2_Constants.BINDING_HTTP_POST,
            },
            "NameIDFormat": OneLogin_Saml2_Constants.NAMEID_PERSISTENT,
        },
        "security": {
            "wantAssertionsSigned": True,
            "wantNameId": False,
            "wantAttributeStatement": False,
            "requestedAuthnContext": False,
            "rejectDeprecatedAlgorithm": True,
            "allowRepeatAttributeName": True,
            # A name without dots, on a network of one's own.
            "allowSingleLabelDomains": True,
        },
    }
    return settings if idp is None else settings | {"idp": idp}


def metadata_path(slug: str) -> str:
    return reverse("single_sign_on_metadata", args=[slug])


def _saml_provider(slug: str) -> IdentityProvider:
    found = find(slug)
    if found is None or found.kind != IdentityProvider.Kind.SAML:
        raise Http404
    return found


@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the answer in. It comes from another site, so without our session: the next page has that."""
    provider = _saml_provider(slug)
    text = request.POST.get("SAMLResponse", "")
    if not text or len(text) > LONGEST_ANSWER:
        return _refuse(request, provider, RefusedError("There is no answer, or it is too long."))
    response = HttpResponseRedirect(reverse("single_sign_on_saml_finish", args=[slug]))
    kept = LoginSession(request, "saml_answer", "saml-answer")
    kept.store["answer"] = text
    kept.store.set_expiry(_LEEWAY)
    kept.save(response)
    return response


@never_cache
@require_http_methods(["GET", "HEAD"])
def finish(request: HttpRequest, slug: str) -> HttpResponse:
    provider = _saml_provider(slug)
    kept = LoginSession(request, "saml_answer", "saml-answer")
    text = kept.store.get("answer", "")
    kept.delete()
    sign_on = SamlSignOn(request, provider)
    try:
        identity, state = sign_on.identity_in(request, text)
    except RefusedError as refused:
        return _refuse(request, provider, refused)
    login = sign_on.login_of(request, identity)
    login.state = state
    response: HttpResponse = complete_social_login(request, login)
    return response


def _refuse(request: HttpRequest, provider: IdentityProvider, refused: RefusedError) -> HttpResponse:
    sign_on = SamlSignOn(request, provider)
    response: HttpResponse = render_authentication_error(request, sign_on, exception=refused)
    return response


@require_http_methods(["GET", "HEAD"])
def metadata(request: HttpRequest, slug: str) -> HttpResponse:
    """What we publish about ourselves, for whoever sets up the provider; also before people may use it."""
    if not IdentityProvider.objects.filter(organisation__slug=slug, kind=IdentityProvider.Kind.SAML).exists():
        raise Http404
    settings = OneLogin_Saml2_Settings(settings=_settings(request, slug, None), sp_validation_only=True)
    return HttpResponse(settings.get_sp_metadata(), content_type="application/samlmetadata+xml")
