"""What holders do with their own certificates: keep, show, and end showing. For everybody else they are not there."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from . import badge_request, renewal, sharing
from .badge_keys import has_badges
from .issue import counting_now
from .linkedin import linkedin_url
from .machine_readable import as_data
from .models import Certificate
from .perms import certificate_for
from .views import file_name


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """One's own certificate and all one can do with it; of a replaced one, what counts now."""
    own = certificate_for(request.user, code)
    if own.is_replaced:
        return redirect("certificate", counting_now(own).code)
    link = sharing.open_link(own)
    context = {
        "certificate": own,
        "shared_url": sharing.shared_url(link) if link else "",
        "linkedin_url": linkedin_url(own),
        "course_to_take_again": renewal.course_to_take_again(own),
    } | _badge(own)
    return render(request, "certificates/certificate.html", context)


def _badge(own: Certificate) -> dict[str, Any]:
    """What its page says of a badge, and whether one can ask for it."""
    return {
        "badge": badge_request.badge_of(own),
        "has_badges": has_badges(),
        "may_ask_badge": has_badges() and badge_request.is_offered(own),
        "replaces_a_badge": badge_request.replaces_a_badge(own),
        "badge_proves_nothing": settings.CERTIFICATE_BADGE_IS_DEMONSTRATION,
    }


@never_cache
@require_safe
def as_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same for other software (docs/certificate-format.md)."""
    own = certificate_for(request.user, code)
    response = JsonResponse(as_data(own), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = content_disposition_header(True, file_name(own, "json"))
    return response


@require_POST
def share(request: HttpRequest, code: str) -> HttpResponse:
    """Switch the link on."""
    own = certificate_for(request.user, code)
    if own.is_revoked:
        messages.warning(request, _("A certificate that was revoked cannot be shared."))
    elif not own.is_replaced:
        sharing.share(own)
        messages.success(request, _("The link works. Whoever has it sees your certificate."))
    return redirect("certificate", own.code)


@require_POST
def stop_sharing(request: HttpRequest, code: str) -> HttpResponse:
    """Switch the link off."""
    own = counting_now(certificate_for(request.user, code))
    sharing.stop_sharing(own)
    messages.success(request, _("The link no longer works. Nobody sees your certificate with it any more."))
    return redirect("certificate", own.code)


@require_POST
def renew(request: HttpRequest, code: str) -> HttpResponse:
    """Take the course again, for a certificate that ends or has ended."""
    own = certificate_for(request.user, code)
    try:
        course = renewal.renew(own)
    except renewal.NotRenewableError:
        messages.warning(request, _("You can take the course again from 90 days before the certificate ends."))
        return redirect("certificate", own.code)
    messages.success(request, _("You take the course again. Until its last day your certificate keeps counting."))
    return redirect(course.get_url(request))
