"""Badges: the holder's own, and what anyone needs to check one."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from . import badge_request
from .badge_keys import BadgeKeyError, current_key, has_badges, public_keys
from .badge_status import last_list, revoked_indexes
from .badges import LIST_SECONDS, did_document, signed_status_list
from .models import Badge
from .perms import certificate_for
from .views import file_name

logger = logging.getLogger(__name__)

# A verifiable credential in a JSON Web Token (https://www.w3.org/TR/vc-jose-cose/).
TOKEN_TYPE = "application/vc+jwt"  # noqa: S105 - a type of file, not a password
View = Callable[..., HttpResponse]


@require_POST
def ask_badge(request: HttpRequest, code: str) -> HttpResponse:
    """Make the badge of one's own certificate."""
    own = certificate_for(request.user, code)
    if not has_badges():
        raise Http404
    try:
        badge_request.ask(own)
    except badge_request.NotOfferedError:
        messages.warning(request, _("This certificate no longer counts. We do not make an Open Badge of it."))
    except BadgeKeyError as error:
        logger.error("Certificate %s gets no badge: %s", own.pk, error)
        messages.error(request, _("We cannot make your Open Badge now. This is our fault. Please try again later."))
    else:
        messages.success(request, _("Your Open Badge is ready. You can download it at the bottom of this page."))
    return redirect("certificate", own.code)


@require_safe
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """The token as it was signed, for the holder; the page instead when it no longer counts, which no file can say."""
    own = certificate_for(request.user, code)
    made = get_object_or_404(Badge, certificate=own)
    if own.is_revoked or own.is_replaced:
        return redirect("certificate", own.code)
    response = HttpResponse(made.token, content_type=TOKEN_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, file_name(own, "jwt"))
    response["Cache-Control"] = "private, no-store"
    return response


def _for_everyone(view: View) -> View:
    """Without signing in, also for pages of other sites; a minute old at most. Not there when no badges are made."""

    @login_not_required
    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not has_badges():
            raise Http404
        try:
            response = view(request, **kwargs)
            response["Cache-Control"] = f"public, max-age={LIST_SECONDS}"
        except BadgeKeyError as error:
            # Not a 404: that would say that our badges are false.
            logger.error("Badges cannot be checked: %s", error)
            response = HttpResponse("Try again later.", status=503, content_type="text/plain")
            response["Cache-Control"] = "no-store"
            response["Retry-After"] = "60"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped


@_for_everyone
def issuer(_request: HttpRequest) -> HttpResponse:
    """Our keys, where did:web looks for them."""
    return JsonResponse(did_document(public_keys()), content_type="application/did+json")


@_for_everyone
def status_list(_request: HttpRequest, number: int) -> HttpResponse:
    """Which badges of this list no longer count, as of now."""
    if not 1 <= number <= last_list():
        raise Http404
    signed = signed_status_list(number, revoked_indexes(number), current_key())
    return HttpResponse(signed, content_type=TOKEN_TYPE)
