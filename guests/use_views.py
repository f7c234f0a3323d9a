"""What the authors of a case see of its use."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people.requests import SignedInRequest

from . import case_use, cases


@require_safe
def use(request: SignedInRequest, pk: int) -> HttpResponse:
    """In which courses an own case is, and what learners make of it in numbers."""
    own = cases.case_for_author(request.user, pk)
    context = {
        "case": own,
        "courses": case_use.courses_with(own),
        "readers": case_use.readers_of(own),
        "ratings": case_use.ratings_of(own),
    }
    return render(request, "guests/studio/use.html", context)
