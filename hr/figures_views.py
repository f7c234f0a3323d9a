"""The dashboard and the matrix: the same numbers and rows as the list, seen from further away."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.requests import SignedInRequest

from .dashboard import Dashboard, name_of
from .filters import FiguresFilter, MatrixFilter
from .looks import note_pairs
from .matrix import matrix_of
from .models import Look
from .replica import reading
from .scope import scope_for
from .status import DEFINITIONS, Status

# In the address of the dashboard: also the courses in which nothing goes on.
EVERY_COURSE = "alle"


@never_cache
@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    """Numbers only, nobody's name; each leads to the people behind it."""
    form = FiguresFilter(request.GET, scope_for(request.user))
    with reading() as source:
        figures = Dashboard(form, request.GET.get("pagina"), request.GET.get("cursussen") == EVERY_COURSE)
    context = _about(form) | {
        "as_of": source.as_of,
        "figures": figures,
        "months": [(name_of(month), month.finished) for month in figures.tally.months],
        "query_string": _without(request.GET, "pagina"),
        "every_course": EVERY_COURSE,
    }
    return render(request, "hr/dashboard.html", context)


@never_cache
@require_safe
def matrix(request: SignedInRequest) -> HttpResponse:
    """A page of people and a page of courses."""
    form = MatrixFilter(request.GET, scope_for(request.user))
    with reading() as source:
        table = matrix_of(form, request.GET.get("pagina"), request.GET.get("cursussen"))
    note_pairs(request.user, Look.Kind.MATRIX, table.people_in())
    context = _about(form) | {
        "as_of": source.as_of,
        "matrix": table,
        "statuses": [(status, DEFINITIONS[status]) for status in Status],
        "query_string": _without(request.GET, "pagina"),
        "query_string_of_courses": _without(request.GET, "cursussen"),
    }
    return render(request, "hr/matrix.html", context)


def _about(form: MatrixFilter) -> dict[str, Any]:
    return {
        "form": form,
        "chosen": form.chosen,
        "is_filtered": form.is_filtered,
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }


def _without(parameters: QueryDict, name: str) -> str:
    others = parameters.copy()
    others.pop(name, None)
    return others.urlencode()
