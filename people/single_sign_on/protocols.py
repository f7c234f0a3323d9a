"""Which class speaks the protocol of a provider."""

from django.http import HttpRequest

from people.models import IdentityProvider

from .openid_connect import OpenIDConnectSignOn
from .provider import OrganisationProvider
from .saml import SamlSignOn


def provider_of(request: HttpRequest, identity_provider: IdentityProvider) -> OrganisationProvider:
    is_saml = identity_provider.kind == IdentityProvider.Kind.SAML
    return (SamlSignOn if is_saml else OpenIDConnectSignOn)(request, identity_provider)
