"""What came of a meeting with SMEs, as a file: numbers only."""

from datetime import date

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guests.meeting_outcomes import Sum, sums_of
from guests.meetings import meeting_to_organise
from people.requests import SignedInRequest

from .exports import Cell, Layout, csv_lines


@never_cache
@require_safe
def export_outcomes(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """For whoever organises the meeting (guests/meetings.py)."""
    found = meeting_to_organise(request.user, pk)
    lines = csv_lines(sums_of(found).rows, _layout())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    subject, day = _("meeting-outcomes"), timezone.localdate(found.starts_at)
    response["Content-Disposition"] = f'attachment; filename="{subject}-{day.isoformat()}.csv"'
    return response


def _layout() -> Layout[Sum]:
    columns = [
        (_("What came of it"), 32),
        (_("Between the two businesses"), 16),
        (_("For the municipality"), 16),
    ]

    def cells(line: Sum) -> list[Cell]:
        return [capfirst(line.label), str(line.business), str(line.municipality)]

    return Layout("meeting-outcomes", columns, cells, lambda _line: True, date.isoformat)
