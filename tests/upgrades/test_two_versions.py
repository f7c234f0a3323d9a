"""A new version starts on the database of the one before, which goes on meanwhile; nobody loses anything.

One story, because starting it takes most of its time. FILL=load_demo does the same with the whole demonstration in the
database, as `make run` leaves it (docs/upgrades.md).
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from ..prepared_database import database_of
from ..version_before import WHY_NOT, put_code_of, version_before
from .two_versions import Rows, Version, Visitor, lost, rows_of, settings_of_both

pytestmark = [pytest.mark.row("R6"), pytest.mark.once]
FILL = os.environ.get("FILL", "setup_site")
PLANT = Path(__file__).parent / "plant.py"
# The words that can be found, and the sign by which the web processes see that content changed.
MADE_ANEW = ("wagtailsearch_", "modelsearch_", "cms_contentversion")


def test_the_version_before_goes_on_while_this_one_starts_and_nothing_is_lost(tmp_path):
    commit = version_before()
    if commit is None:
        pytest.skip(WHY_NOT)
    with database_of(commit, tmp_path / "db.sqlite3") as database:
        old, new = both_versions(tmp_path, commit, database)
        told = json.loads(old.run("-c", PLANT.read_text(), FILL))
        with old.web():
            learner = signed_in(told, old)
            before = rows_of(database)
            start_as_make_run_does(new)
            every_row_is_still_there(before, database)
            with new.web():
                pages_open_at_both(told, old, new)
                answers_are_kept_by_both(told, learner, old, new)
                the_old_one_still_does_its_own_work(old)
        for version in (old, new):
            assert "Traceback" not in version.log.read_text()


def both_versions(folder: Path, commit: str, database: str) -> tuple[Version, Version]:
    code = folder / "before"
    code.mkdir()
    put_code_of(commit, code)
    environment = settings_of_both(folder, database)
    old = Version(code, environment, folder / "before.log")
    return old, Version(Path(settings.BASE_DIR), environment, folder / "now.log")


def signed_in(told: dict[str, Any], version: Version) -> Visitor:
    visitor = Visitor(told)
    sent = {"login": told["learner"]["email"], "password": told["learner"]["password"]}
    entered = visitor.fill_in(version, "/accounts/login/", sent)
    assert entered.status_code == 302, entered.text
    return visitor


def start_as_make_run_does(version: Version) -> None:
    version.run("-c", "from bin import database; database.prepare()")
    version.manage(FILL)


def every_row_is_still_there(before: Rows, database: str) -> None:
    people = {"people_user", "courses_note", "quizzes_answer", "certificates_certificate", "transcript_evidence"}
    assert [table for table in people if not before[table][1]] == []
    kept = {table: rows for table, rows in before.items() if not table.startswith(MADE_ANEW)}
    assert lost(kept, database) == {}


def pages_open_at_both(told: dict[str, Any], old: Version, new: Version) -> None:
    for who, pages in told["pages"].items():
        visitor = Visitor(told, told["sessions"].get(who, ""))
        for page in pages:
            assert [visitor.at(version, page).status_code for version in (old, new, old)] == [200] * 3, page


def answers_are_kept_by_both(told: dict[str, Any], learner: Visitor, old: Version, new: Version) -> None:
    """Each saves an answer in turn, in the session that began at the old one; handing in is right at both."""
    attempt, version = f"/mijn-leren/toets/{told['attempt']}/", told["version"]
    for where, (number, answer) in zip((old, new), list(told["right"].items())[1:], strict=True):
        sent = {"version": version, "asked": number, f"question_{number}": answer}
        saved = learner.fill_in(where, f"{attempt}bewaren/", sent)
        assert saved.status_code == 200, saved.text
        version = saved.json()["version"]
        states = [learner.at(each, f"{attempt}bewaren/").json()["answers"] for each in (old, new)]
        assert states[0] == states[1]
    assert states[0] == told["right"]
    handed_in = learner.fill_in(old, attempt, {"action": "submit", "version": version})
    assert handed_in.status_code == 303, handed_in.text
    assert ["100" in learner.at(each, attempt).text for each in (old, new)] == [True, True]


def the_old_one_still_does_its_own_work(old: Version) -> None:
    """Whoever comes in by it gets an account, and its sweep ends well."""
    old.manage(
        "createsuperuser", "--noinput", "--email=nieuw@gemeente.example", "--name=Nieuw", DJANGO_SUPERUSER_PASSWORD="x"
    )
    old.manage("sweep")
