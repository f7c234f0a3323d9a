"""Which class speaks the protocol of a provider."""

from django.http import HttpRequest

from people.models import IdentityProvider

from .openid_connect import OpenIDConnectSignOn
from .provider import OrganisationProvider


def provider_of(request: HttpRequest, identity_provider: IdentityProvider) -> OrganisationProvider:
    if identity_provider.kind != IdentityProvider.Kind.SAML:
        return OpenIDConnectSignOn(request, identity_provider)
    # Loaded with the first provider that speaks it, see urls.py.
    from .saml import SamlSignOn

    return SamlSignOn(request, identity_provider)
