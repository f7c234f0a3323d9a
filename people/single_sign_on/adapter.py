"""Where allauth asks how we want it."""

import logging
from typing import Any, ClassVar

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from requests import RequestException

from people.invitations import join_and_say_so
from people.models import IdentityProvider

from .arrival import NoAccessError, account_of
from .protocols import provider_of
from .rights import give_place
from .session import SECOND_FACTOR

logger = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultSocialAccountAdapter.error_messages | {
        "disconnect_last": gettext_lazy("Your organisation makes this connection; you cannot end it here."),
    }

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """A sign-in that waits for a page of allauth is taken up again by what `serialize` of our providers wrote."""
        found = IdentityProvider.objects.filter(pk=client_id, is_on=True).select_related("organisation").first()
        if found is None:
            raise SocialApp.DoesNotExist
        return provider_of(request, found)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Decides who this is before allauth does; what is left for it is to sign them in."""
        identity, provider = sociallogin.identity, sociallogin.provider.identity_provider
        try:
            account = account_of(identity, provider)
        except NoAccessError as refused:
            logger.warning("Sign-on of %s: no access. %s", provider.organisation, refused)
            raise ImmediateHttpResponse(no_access(request)) from refused
        sociallogin.account, sociallogin.user = account, account.user
        sociallogin.state[SECOND_FACTOR] = identity.second_factor
        join_and_say_so(request, account.user)
        if identity.values is None:
            logger.warning("Sign-on of %s: groups were left out; nothing was changed.", provider.organisation)
            self._say_nothing_changed(request)
        else:
            give_place(account.user, provider, identity.values)

    def _say_nothing_changed(self, request: HttpRequest) -> None:
        messages.warning(
            request,
            _(
                "Your organisation did not send all your groups, because you are in very many. What you may do here "
                "stays as it was. Tell whoever manages your account at work."
            ),
        )

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        reason = f"{type(exception).__name__}: {str(exception)[:300]}" if exception else error
        logger.warning("Sign-on of %s did not succeed: %s", provider.name, reason)
        if isinstance(exception, RequestException):
            raise ImmediateHttpResponse(out_of_order(request, provider.name))

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        """What the organisation says is not its people's to take away; the next sign-in would bring it back."""
        raise ValidationError(self.error_messages["disconnect_last"])


def no_access(request: HttpRequest) -> HttpResponse:
    """The same page for every reason, so that it tells nobody who has an account."""
    return render(request, "socialaccount/no_access.html", status=403)


def out_of_order(request: HttpRequest, organisation: str) -> HttpResponse:
    """The provider does not answer. Who has signed in already notices nothing."""
    return render(request, "socialaccount/out_of_order.html", {"organisation": organisation}, status=503)
