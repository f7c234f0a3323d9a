"""What a session remembers of the sign-on it began with."""

from typing import Any

from django.http import HttpRequest

_KEY = "single_sign_on"
# In the state of allauth's sign-in, which outlives its own pages between the provider and the session.
SECOND_FACTOR = "second_factor_at_provider"


def signed_in_by_provider(request: HttpRequest) -> bool:
    """Whether this session began at the organisation's own sign-on, and a second factor was asked there.

    The provider said so with this sign-in, or the administrator knows that it lets nobody in without one. A session
    for which neither holds is like any other: whoever needs a second factor has to give one here.
    """
    return bool(request.session.get(_KEY, {}).get("second_factor"))


def began_at_provider(request: HttpRequest) -> bool:
    """Whether this session began at the organisation's own sign-on, with a second factor or without."""
    return _KEY in request.session


def remember_sign_on(request: HttpRequest, sociallogin: Any = None, **_signal: Any) -> None:
    """Once somebody has been signed in, by a provider or otherwise."""
    if sociallogin is None:
        request.session.pop(_KEY, None)
    else:
        request.session[_KEY] = {"second_factor": bool(sociallogin.state.get(SECOND_FACTOR))}
