"""The files themselves: kept while they are looked at and shortly after they were applied, then removed."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from hr.jobs import StoppedError
from hr.made_files import remove
from hr.models import StaffFile
from hr.scope import officer_scope
from people.models import Organisation, User

from .columns import Field, guessed, known
from .plan import make_plan
from .present import present_in
from .reading import Table, kept_table
from .values import Plan

APPLIED_IS_KEPT_FOR = timedelta(days=30)
LOOKED_AT_IS_KEPT_FOR = timedelta(days=7)
State = StaffFile.State


def staff_files_of(officer: User) -> QuerySet[StaffFile]:
    """Those of the organisations whose HR officer somebody is. Raises Http404 for others."""
    organisations = officer_scope(officer).organisations
    return StaffFile.objects.filter(organisation__in=organisations).select_related("organisation", "asked_by")


def staff_file_for(officer: User, pk: int) -> StaffFile:
    """One of those, or 404."""
    return get_object_or_404(staff_files_of(officer), pk=pk)


def look_at(officer: User, organisation: Organisation, name: str, table: Table) -> StaffFile:
    """Keep what was read of a file, with a guess of its columns. Nothing is changed by it."""
    storage = StaffFile._meta.get_field("file").storage
    # What is kept are texts only: a formula in the file that was given is not among them.
    stored = storage.save(f"staff/{uuid4().hex}.json", ContentFile(table.as_bytes()))
    try:
        return StaffFile.objects.create(
            asked_by=officer,
            organisation=organisation,
            state=State.LOOKED_AT,
            name=name[-200:],
            file=stored,
            columns=guessed(table.headings),
            total=len(table.rows),
        )
    except Exception:
        storage.delete(stored)
        raise


def table_of(file: StaffFile) -> Table:
    """Raises StoppedError when it is not there any more."""
    try:
        with file.file.open("rb") as stored:
            return kept_table(stored.read())
    except (OSError, ValueError) as error:
        raise StoppedError(_("The file is not there any more. Give it again.")) from error


def plan_for(file: StaffFile, table: Table, each: Callable[[int], None] | None = None) -> Plan:
    """What it would do now. Raises RefusedError."""
    columns = known(file.columns)
    number = columns.get(Field.EMAIL)
    cells = (row.cells[number] for row in table.rows) if number is not None else ()
    addresses = {cell.removeprefix("mailto:").lower() for cell in cells}
    present = present_in(file.organisation, addresses, file.asked_by)
    return make_plan(table, columns, file.is_complete, present, each)


def old_files() -> list[StaffFile]:
    """What was looked at and forgotten, and what was applied and still has its contents."""
    now = timezone.now()
    all_files = StaffFile.objects.exclude(state=State.WAITING)
    forgotten = all_files.filter(applied_at=None, asked_at__lt=now - LOOKED_AT_IS_KEPT_FOR)
    applied = all_files.filter(applied_at__lt=now - APPLIED_IS_KEPT_FOR).exclude(file="")
    return [*forgotten, *applied]


def forget_old_files() -> int:
    """Remove the first, and the contents of the second."""
    old = old_files()
    for file in old:
        if file.applied_at:
            empty_staff_file(file)
        else:
            remove(file)
    return len(old)


def empty_staff_file(file: StaffFile) -> None:
    """Without the contents, and without what was quoted from them."""
    storage, stored = file.file.storage, str(file.file)
    did = file.did | {"faults": []}
    StaffFile.objects.filter(pk=file.pk).update(file="", did=did)
    storage.delete(stored)
