"""Take over a staff file from the command line, as a nightly feed does. What it does is what the screen does."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404

from hr.jobs import StoppedError
from hr.made_files import remove
from hr.models import StaffFile
from hr.scope import officer_scope
from hr.staff_import import files
from hr.staff_import.apply import BusyError, apply_now
from hr.staff_import.plan import RefusedError
from hr.staff_import.reading import Table, UnreadableError, read_table
from hr.staff_import.values import Plan, most_without_asking
from hr.staff_import.words import column_name, endings_words, summary
from people.models import Organisation, User


class Command(BaseCommand):
    help = "Adds, changes and ends who works for an organisation, as a CSV or XLSX file says."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="short name of the organisation, as in addresses")
        parser.add_argument("file", type=Path)
        parser.add_argument("--officer", required=True, metavar="EMAIL", help="HR officer in whose name it is done")
        parser.add_argument("--complete", action="store_true", help="end who is not in the file")
        parser.add_argument(
            "--most-endings", type=int, metavar="NUMBER", help="refuse to end more; without it one in twenty people"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        organisation, officer = _who(options["organisation"], options["officer"])
        file = files.look_at(officer, organisation, options["file"].name, _table(options["file"]))
        file.is_complete = options["complete"]
        file.save(update_fields=["is_complete"])
        try:
            plan = self._apply(file, officer, options["most_endings"])
        except (RefusedError, StoppedError, BusyError, CommandError) as refused:
            remove(file)
            raise CommandError(str(refused) or "Another staff file is being applied now.") from refused
        if plan.faults:
            raise CommandError("Some rows were left out; see above.")

    def _apply(self, file: StaffFile, officer: User, most_endings: int | None) -> Plan:
        plan = files.plan_for(file, files.table_of(file))
        self._say(plan)
        most = most_without_asking(plan.members) if most_endings is None else most_endings
        if len(plan.endings) > most:
            raise CommandError(
                f"{len(plan.endings)} memberships would be ended and at most {most} may be; see --most-endings."
            )
        if plan.changes_anything:
            apply_now(file, officer, plan)
        else:
            remove(file)
        return plan

    def _say(self, plan: Plan) -> None:
        self.stdout.write(summary(plan))
        if plan.endings:
            names = ", ".join(ending.name for ending in plan.endings)
            self.stdout.write(f"{endings_words(len(plan.endings))} {names}")
        for fault in plan.faults:
            self.stderr.write(f"{fault.row}\t{column_name(fault.column)}\t{fault.text}")
        for note in plan.notes:
            self.stdout.write(f"{note.row}\t{note.text}")


def _who(slug: str, email: str) -> tuple[Organisation, User]:
    organisation = Organisation.objects.filter(slug=slug).first()
    officer = User.objects.filter(email=email.lower()).first()
    if organisation is None:
        raise CommandError(f"There is no organisation {slug}.")
    try:
        is_officer = officer is not None and organisation.pk in officer_scope(officer).organisations
    except Http404:
        is_officer = False
    if officer is None or not is_officer:
        raise CommandError(f"{email} is no HR officer of {organisation}.")
    return organisation, officer


def _table(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            return read_table(file, path.stat().st_size)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableError as unreadable:
        raise CommandError(str(unreadable)) from unreadable
