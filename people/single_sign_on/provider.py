"""A row of the administration as allauth wants a provider."""

from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import Provider
from django.http import HttpRequest

from people.models import IdentityProvider

from .arrival import kept_data
from .identity import Identity


class OrganisationProvider(Provider):
    """What both protocols share; stands before a class of allauth."""

    supports_redirect = True

    def __init__(self, request: HttpRequest, identity_provider: IdentityProvider) -> None:
        self.identity_provider = identity_provider
        super().__init__(request, app=self.app_of(identity_provider))
        self.name = str(identity_provider.organisation)

    def app_of(self, identity_provider: IdentityProvider) -> SocialApp:
        """Never saved; `provider_id` ties what comes back to what was sent."""
        return SocialApp(
            provider=self.id,
            provider_id=f"{self.id}:{identity_provider.pk}",
            name=str(identity_provider.organisation)[:40],
            client_id=identity_provider.client_id,
        )

    def serialize(self) -> dict[str, Any]:
        return {"id": self.id, "app.client_id": str(self.identity_provider.pk)}

    def login_of(self, request: HttpRequest, identity: Identity) -> SocialLogin:
        """Who it is stands in `identity`; whose account that is, the adapter decides."""
        account = SocialAccount(provider=identity.issuer, uid=identity.subject, extra_data=kept_data(identity))
        login = SocialLogin(provider=self, account=account)
        login.identity = identity
        return login


def find(slug: str) -> IdentityProvider | None:
    """The one of the organisation with this short name, if people may sign in with it."""
    found = IdentityProvider.objects.filter(organisation__slug=slug, is_on=True)
    return found.select_related("organisation").first()
