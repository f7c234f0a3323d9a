"""Workbooks that are too large to wait for, made in the background, and gone after a week.

One is written in one go: it cannot go on in the middle, and a new turn would begin all over. A million rows take
some minutes, in which the claim is renewed and other jobs of the same sweep wait.
"""

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import get_language, gettext_lazy

from people.models import User

from .counts import summary
from .exports import Layout, layout_of, write_xlsx
from .file_audit import note_file
from .filters import OverviewFilter
from .jobs import TURN, do_jobs, say_how_far
from .looks import note_pairs
from .made_files import forget_old, keep, mail_that_it_is_ready
from .models import Export, Look
from .queries import Row, Selection, all_rows, people_in
from .replica import Source, read_from, reading, reading_from
from .scope import scope_for

# Rows that one waits for: some seconds.
MOST_AT_ONCE = 20_000
ROWS_PER_STEP = 5_000
State = Export.State


def exports_of(user: User) -> QuerySet[Export]:
    """What `user` asked for, of organisations they follow people of still. Raises Http404 for who follows nobody."""
    own = Export.objects.filter(asked_by=user, organisation__in=scope_for(user).in_organisations())
    return own.select_related("organisation")


def export_for(user: User, pk: int) -> Export:
    """One of those, or 404."""
    return get_object_or_404(exports_of(user), pk=pk)


def rows_in(selection: Selection) -> int:
    """How many rows the selection has."""
    total = summary(selection).total
    return total.of(selection.status) if selection.status else total.total


def ask(user: User, form: OverviewFilter, layout: str) -> Export:
    """Have it made; while the same is in the making, that one. `form` is valid."""
    chosen = form.cleaned_data.get("organisation")
    organisation = next(one for one in form.organisations if chosen in (None, "", str(one.pk)))
    export, _made = Export.objects.get_or_create(
        asked_by=user,
        query=form.chosen.urlencode(),
        layout=layout,
        state=State.WAITING,
        defaults={"organisation": organisation, "language": str(get_language())},
    )
    return export


def make_exports() -> int:
    """Make what was asked for; returns how many files are ready. A regular job."""
    return do_jobs(Export, _make, TURN)


def forget_old_exports() -> int:
    """A regular job."""
    return forget_old(Export)


def _make(export: Export, _turn_ends: float) -> None:
    with translation.override(export.language), TemporaryFile() as file:
        form = OverviewFilter(QueryDict(export.query), scope_for(export.asked_by))
        layout = layout_of(export.layout, bool(form.scores_of))
        # A department that is out of the scope by now must not become everybody.
        if layout is None or not form.is_valid():
            raise Http404
        with reading() as source:
            people = read_from(source, lambda: people_in(form.selection))
        note_pairs(export.asked_by, Look.Kind.EXPORT, people, form.scores_of)
        _write(export, form.selection, layout, file, source)
        _keep(export, file)


def _write(export: Export, selection: Selection, layout: Layout[Row], file: IO[bytes], source: Source) -> None:
    with reading_from(source):
        total = rows_in(selection)
    write_xlsx(_counted(export, read_from(source, lambda: all_rows(selection)), total), layout, file)
    say_how_far(export, total, total)


def _counted(export: Export, rows: Iterable[Row], total: int) -> Iterator[Row]:
    """The rows, saying now and then how far it is. Raises LostClaimError."""
    for number, row in enumerate(rows):
        if number % ROWS_PER_STEP == 0:
            say_how_far(export, number, max(number, total))
        yield row


def _keep(export: Export, file: IO[bytes]) -> None:
    def when_kept() -> None:
        subject = gettext_lazy("The file you asked for is ready")
        note_file(export.asked_by, "Export", export.total, str(export.pk))
        mail_that_it_is_ready(export, f"export:{export.pk}", subject, "hr/email/export.txt", "hr_exports")

    keep(export, f"exports/{export.pk}.xlsx", file, when_kept)
