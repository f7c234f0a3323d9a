"""What everybody may know: who sees which field, and of oneself who looked."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.privacy.retention import days_kept
from people.requests import SignedInRequest

from .looks import looks_at
from .models import WorksCouncilDecision
from .visible_fields import NEVER_SEEN, SEEN_BY_OTHERS, SUMS, VISIBLE_FIELDS, Audience, fields_seen

LOOKS_PER_PAGE = 50


@never_cache
@require_safe
def who_looked(request: SignedInRequest) -> HttpResponse:
    """Per day who saw data of the reader, in which screen, and what was to be seen there."""
    page = Paginator(looks_at(request.user), LOOKS_PER_PAGE).get_page(request.GET.get("pagina"))
    own = WorksCouncilDecision.objects.filter(organisation__memberships__user=request.user)
    context = {
        "page": page,
        "looks": [(at.look, fields_seen(at.look.kind, at.look.with_scores)) for at in page.object_list],
        "days": days_kept("looks"),
        "decisions": own.select_related("organisation").distinct(),
        "crumbs": [{"url": reverse("my_learning"), "title": _("My learning")}],
    }
    return render(request, "hr/who_looked.html", context)


@login_not_required
@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """The table for the works council, drawn from hr/visible_fields.py."""
    rows = [(field, [(audience, field.screens_of(audience)) for audience in Audience]) for field in VISIBLE_FIELDS]
    context = {
        "audiences": list(Audience),
        "rows": rows,
        "sums": SUMS,
        "never": NEVER_SEEN,
        "others": SEEN_BY_OTHERS,
        "decisions": WorksCouncilDecision.objects.select_related("organisation"),
    }
    return render(request, "hr/who_sees_what.html", context)
