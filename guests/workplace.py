"""Where somebody works on a session: signed in as one of its sides, or by the link of who presents it.

The same pages serve both; only their addresses differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from people.models import User
from people.requests import SignedInRequest

from . import presenter_links
from .models import Session
from .sessions import session_to_organise
from .sides import Side


@dataclass(frozen=True)
class Workplace:
    """A confirmed session, who works on it and for which sides; `token` when the link opened it."""

    session: Session
    sides: frozenset[Side]
    user: User
    token: str = ""

    @property
    def is_presenter(self) -> bool:
        """Whether the page speaks to the presenter; who is on both sides is spoken to as host."""
        return Side.HOST not in self.sides

    @property
    def side(self) -> Side:
        return Side.PRESENTER if self.is_presenter else Side.HOST

    def address(self, name: str, *more: int) -> str:
        """Of a page or button that both ways in have."""
        if self.token:
            return reverse(f"presenter_{name}", args=[self.token, *more])
        return reverse(f"session_{name}", args=[self.session.pk, *more])

    @property
    def home(self) -> str:
        """The page to come back to."""
        if self.token:
            return reverse("presenter_page", args=[self.token])
        return reverse("studio_session" if self.is_presenter else "session_preparation", args=[self.session.pk])


View = Callable[Concatenate[HttpRequest, Workplace, ...], HttpResponseBase]


def for_side(view: View) -> Callable[..., HttpResponseBase]:
    """The view for who signed in and organises the session; 404 for all others and while it is not confirmed."""

    @never_cache
    @wraps(view)
    def signed_in(request: SignedInRequest, pk: int, **more: Any) -> HttpResponseBase:
        return view(request, workplace_for(request.user, pk), **more)

    return signed_in


def for_host(view: View) -> Callable[..., HttpResponseBase]:
    """The same for the side of the municipality only."""

    @never_cache
    @wraps(view)
    def signed_in(request: SignedInRequest, pk: int, **more: Any) -> HttpResponseBase:
        work = workplace_for(request.user, pk)
        if Side.HOST not in work.sides:
            raise Http404
        return view(request, work, **more)

    return signed_in


def workplace_for(user: User, pk: int) -> Workplace:
    session, sides = session_to_organise(user, pk)
    if not session.is_confirmed:
        raise Http404
    return Workplace(session, sides, user)


def by_link(view: View) -> Callable[..., HttpResponseBase]:
    """The view for whoever has the link; a page that says what to do when the link does not open (any more)."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, token: str, **more: Any) -> HttpResponseBase:
        link = presenter_links.find(token)
        standing = presenter_links.standing_of(link) if link else None
        if link is None or standing != presenter_links.Standing.OPEN:
            # 410: it was there, and it does not come back.
            status = 410 if link else 404
            answer: HttpResponseBase = render(
                request, "guests/presenter/gone.html", {"standing": standing}, status=status
            )
        else:
            work = Workplace(link.session, frozenset({Side.PRESENTER}), link.user, token)
            # What is off is not prepared any more; its page says so.
            goes_on = work.session.is_confirmed or request.path == work.home
            answer = view(request, work, **more) if goes_on else redirect(work.home)
        answer.headers["X-Robots-Tag"] = "noindex"
        # The address is the secret, for no other site.
        answer.headers["Referrer-Policy"] = "same-origin"
        return answer

    return opened
