"""What the courses brought about, for who follows people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commitments.counts import FEWEST_PEOPLE
from people.requests import SignedInRequest

from .effect import counts_of_intentions, effect_for
from .replica import reading
from .scope import scope_for


@never_cache
@require_safe
def effect(request: SignedInRequest) -> HttpResponse:
    """Means of five people or more, per course and department; no filter, so that nothing can be subtracted."""
    scope = scope_for(request.user)
    several_organisations = scope.in_organisations().count() > 1
    with reading() as source:
        effect = effect_for(scope, request.user)
        rows = counts_of_intentions(scope.people().exclude(user=request.user))
    context = {
        "as_of": source.as_of,
        "effect": effect,
        "several_organisations": several_organisations,
        "rows": rows,
        "fewest_people": FEWEST_PEOPLE,
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }
    return render(request, "hr/effect.html", context)
