"""Take over a staff file in this process and print what it cost; bench/staff.py starts it."""

import io
import math
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial

import django
from django.core.management import call_command
from django.db import connection, reset_queries

django.setup()

from openpyxl import Workbook  # noqa: E402 - models need Django to be set up

from hr.models import StaffFile  # noqa: E402
from hr.staff_import.apply import apply_staff_files, ask_to_apply, ask_to_undo  # noqa: E402
from hr.staff_import.files import look_at, plan_for, table_of  # noqa: E402
from hr.staff_import.reading import read_table  # noqa: E402
from people.models import EmailDomain, Membership, Organisation, User  # noqa: E402

PEOPLE = int(os.environ.get("PEOPLE", "10000"))
MOST_SECONDS, MOST_QUERIES = 60, 30
HEADINGS = ["E-mail", "Naam", "Personeelsnummer", "Afdeling", "Hoofdafdeling", "Functie", "Leidinggevende"]


def workbook(job_title: str) -> io.BytesIO:
    """Everyone has a manager who stands in the file as well; 200 departments in 20 sectors."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Personeel")
    sheet.append(HEADINGS)
    for number in range(PEOPLE):
        manager = f"p{number // 20}@bench.example" if number >= 20 else ""
        place = [f"Afdeling {number % 200}", f"Sector {number % 20}", job_title]
        sheet.append([f"p{number}@bench.example", f"Persoon {number}", f"{number:06}", *place, manager])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


class Counter:
    """Counts queries without keeping them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., object], *arguments: object) -> object:
        self.count += 1
        return execute(*arguments)


def measured(name: str, work: Callable[[], object], most_queries: float = MOST_QUERIES) -> bool:
    """Whether it took no longer, and no more queries, than it may."""
    counter, begun = Counter(), time.monotonic()
    with connection.execute_wrapper(counter):
        work()
    reset_queries()
    seconds, queries = time.monotonic() - begun, counter.count / PEOPLE * 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:24}{seconds:8.1f} s{queries:8.1f} queries per 1,000 rows{memory:8.0f} MB at most", flush=True)
    return seconds <= MOST_SECONDS and queries <= most_queries


def done(file: StaffFile) -> None:
    if apply_staff_files() != 1:
        file.refresh_from_db()
        raise SystemExit(f"The file could not be done: {file.problem}")
    file.refresh_from_db()


def main() -> int:
    call_command("migrate", interactive=False, verbosity=0)
    organisation = Organisation.objects.create(name="Bench", slug="bench")
    EmailDomain.objects.create(organisation=organisation, domain="bench.example")
    officer = User.objects.create_user("hr@bench.example", name="HR")
    Membership.objects.create(user=officer, organisation=organisation, role=Membership.Role.HR)
    print(
        f"{PEOPLE} people, {connection.vendor}; at most {MOST_SECONDS} s and {MOST_QUERIES} queries per 1,000 rows",
        flush=True,
    )
    held = []
    files: list[StaffFile] = []
    for name, title in (("new", "Inkoper"), ("changed", "Adviseur")):
        content = workbook(title)
        held.append(measured(f"{name}: read", partial(_look, files, officer, organisation, content)))
        held.append(measured(f"{name}: plan", partial(_ask, files[-1], officer)))
        held.append(measured(f"{name}: apply", partial(done, files[-1])))
    held.append(Membership.objects.current().filter(organisation=organisation).count() == PEOPLE + 1)
    for name, file in (("changed: undo", files[1]), ("new: undo", files[0])):
        ask_to_undo(file, officer)
        # What refers to a membership or an account is looked for as Django does, in hundreds.
        held.append(measured(name, partial(done, file), most_queries=math.inf))
    held.append(User.objects.count() == 1)
    return 0 if all(held) else 1


def _look(files: list[StaffFile], officer: User, organisation: Organisation, content: io.BytesIO) -> None:
    table = read_table(content, content.getbuffer().nbytes)
    files.append(look_at(officer, organisation, "bench.xlsx", table))


def _ask(file: StaffFile, officer: User) -> None:
    ask_to_apply(file, officer, plan_for(file, table_of(file)))


if __name__ == "__main__":
    sys.exit(main())
