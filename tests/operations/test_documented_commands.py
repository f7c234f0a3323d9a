"""Every command of docs/operations.md is one that a test runs, with options that its program knows."""

import ast
import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

pytestmark = pytest.mark.row("R4")
DRILL = "tests/operations/test_drill.py::test_a_site_that_is_lost_comes_back_with_everything"
UPGRADE = "tests/operations/test_documented_commands.py::test_commands_of_an_upgrade_may_be_repeated"
PAGE = Path(settings.BASE_DIR) / "docs" / "operations.md"
# How a command begins: the test that runs it, as file::function, or why no test of this suite can.
RUN_BY = {
    "manage.py backup": DRILL,
    "manage.py restore": DRILL,
    "manage.py sweep": "tests/people/test_sweep.py::test_what_a_job_puts_in_the_outbox_goes_out_in_the_same_sweep",
    "manage.py retry_mail": (
        "tests/people/test_outbox.py::test_after_72_hours_a_failed_attempt_is_the_last_until_somebody_asks_for_more"
    ),
    "manage.py import_staff": "tests/hr/staff/test_command.py",
    "manage.py draw_missing_certificates": (
        "tests/certificates/test_at_the_same_time.py::test_sweeps_beside_each_other_draw_once"
    ),
    "manage.py retain": "tests/people/privacy/test_retention.py",
    "manage.py reapply_erasures": DRILL,
    "manage.py forget_second_step": "tests/people/test_second_factor.py",
    "sudo HOST=leren.gemeente.example deploy/single/install": "tests/deploy/test_single_machine.py",
    "sudo deploy/single/try-on-bare-debian": "downloads a Debian; run by hand before a release (docs/upgrades.md)",
    "manage.py setup_site": UPGRADE,
    "manage.py clearsessions": UPGRADE,
    "manage.py update_index": DRILL,
    # Every copy of the database of this suite is made by it.
    "manage.py migrate": "tests/prepared_database.py::_migrate",
    "manage.py check": "bin/check_production.py::main",
    "manage.py compilemessages": "bin/messages.py::compile_messages",
    "pip install": "bin/python_environment.py::install",
    "python3 -m venv": "bin/python_environment.py::make_environment",
    "gunicorn config.wsgi": "bench/server.py::start_server",
    "apt-get install": "bin/system_libraries.py::install_missing",
    "python -m bench.assignments": "bench/assignments.py::main",
    "manage.py collectstatic": "of Django; asks for the folder of an installation",
    "manage.py createsuperuser": "of Django; asks for a password at a keyboard",
    "openssl genpkey": "of OpenSSL",
    "openssl pkey": "of OpenSSL",
    "openssl rand": "of OpenSSL",
    "chmod": "of the system",
    "verapdf": "a program that Debian has not",
    "systemctl": "of the system",
}
PROGRAM = re.compile(r"^(?:\S*/)?(?:python3? )?(?=(?:manage\.py|pip|gunicorn|python3? -m)\b)")
STARTS = re.compile(r"^(?:\S*/)?(?:python3?|manage\.py|pip|gunicorn|apt-get|openssl|verapdf|systemctl|chmod)\s")


def commands() -> list[str]:
    """Each line of a block that is no setting of systemd, nginx or Prometheus, and each command within a sentence."""
    found, in_block = [], ""
    for line in PAGE.read_text().splitlines():
        if line.startswith("```"):
            in_block = "" if in_block else line.removeprefix("```") or "commands"
        elif in_block in ("nginx", "yaml"):
            continue
        elif in_block:
            line = re.sub(r"^ExecStart=|\s+# .*$", "", line)
            if line and not re.match(r"^(#|\[|[A-Z]\w+=)", line):
                found.append(line)
        else:
            found += [code for code in re.findall(r"`([^`]+)`", line) if STARTS.match(code)]
    return [PROGRAM.sub("", command) for command in found]


def key_of(command: str) -> str | None:
    return next((key for key in RUN_BY if command == key or command.startswith(f"{key} ")), None)


def exists(place: str) -> bool:
    file, _colons, function = place.partition("::")
    tree = ast.parse((settings.BASE_DIR / file).read_text())
    return not function or function in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_page_has_commands_and_each_is_run_by_a_test():
    found = commands()
    assert len(found) > 15
    assert [command for command in found if key_of(command) is None] == []


def test_no_test_is_named_that_is_not_there_and_none_for_nothing():
    places = [place for place in RUN_BY.values() if ".py" in place]
    assert [place for place in places if not exists(place)] == []
    assert set(RUN_BY) - {key_of(command) for command in commands()} == set()


def test_every_management_command_knows_its_options():
    ours = [command for command in commands() if command.startswith("manage.py ")]
    assert ours
    for command in ours:
        _manage, name, *arguments = shlex.split(command)
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        if arguments:
            parser.parse_args(arguments)


@pytest.mark.django_db
def test_commands_of_an_upgrade_may_be_repeated(capsys):
    from django.core.management import call_command

    from cms.models import HomePage

    for _time in range(2):
        call_command("setup_site")
        call_command("clearsessions")
    assert HomePage.objects.count() == 1
