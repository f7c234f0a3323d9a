"""`make run` and its kin: when something is in the way, one clear sentence and a non-zero exit."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

from bin import badge_key, database, messages, port, python_environment, seal_key, server, system_libraries
from bin.steps import StepError
from bin.system_libraries import Need


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_said_before_anything_is_installed(taken_port: int):
    stopped = manage("-m", "bin.run", PORT=str(taken_port))
    assert stopped.returncode == 1
    assert stopped.stdout == ""
    assert stopped.stderr.splitlines() == [
        f"Stopped: port {taken_port} is in use by another program; choose another: make run PORT={taken_port + 1}"
    ]


@pytest.mark.parametrize("text", ["web", "0", "-1", "65536", "8000.5", "²"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(StepError, match="is not a port"):
        port.wanted()


def test_without_a_wish_the_port_is_8000(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PORT", raising=False)
    assert port.wanted() == 8000


def test_a_free_port_is_free(taken_port: int):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        free = listener.getsockname()[1]
    port.check_free(free)


def test_an_old_python_is_named():
    with pytest.raises(StepError, match=r"this is Python 3\.10\.12, and the platform needs 3\.11"):
        python_environment.check_python((3, 10, 12))
    python_environment.check_python((3, 14, 0))


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying (Retry(total=0)) after NewConnectionError", "package index does not answer"),
        ("ERROR: No matching distribution found for django==5.2.19", "package index does not answer"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "not the one that was locked"),
        ("Collecting django\nERROR: No space left on device\n", "No space left on device"),
        ("", "it gave no reason"),
    ],
)
def test_what_pip_says_becomes_one_sentence(output: str, sentence: str):
    reason = python_environment.why_pip_failed(output)
    assert sentence in reason
    assert "\n" not in reason


MISSING = Need("Pango", lambda: False, ("libpango-1.0-0",))
PRESENT = Need("gettext", lambda: True, ("gettext",))


def test_a_missing_library_is_named_with_the_exact_command():
    with pytest.raises(StepError) as failure:
        system_libraries.install_missing([PRESENT, MISSING], may_install=False)
    assert str(failure.value) == (
        "Pango is missing on this computer; run: sudo apt-get install -y --no-install-recommends libpango-1.0-0"
    )


def test_root_installs_only_what_is_missing(monkeypatch: pytest.MonkeyPatch):
    commands: list[list[str]] = []

    def fake_run(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
        commands.append(command)
        return 0, ""

    monkeypatch.setattr(system_libraries, "run_quietly", fake_run)
    appears = Need("Pango", lambda: bool(commands), ("libpango-1.0-0",))
    system_libraries.install_missing([PRESENT, appears], may_install=True)
    assert commands == [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libpango-1.0-0"],
    ]


def test_a_failing_installation_gives_its_reason(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(system_libraries, "run_quietly", lambda *_: (100, "…\nE: Unable to locate package\n"))
    with pytest.raises(StepError, match=r"`apt-get update` failed \(E: Unable to locate package\)"):
        system_libraries.install_missing([MISSING], may_install=True)


def test_this_computer_has_what_the_suite_needs():
    system_libraries.install_missing(system_libraries.TO_TEST, may_install=False)


def test_a_broken_database_file_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    broken = tmp_path / "db.sqlite3"
    broken.write_bytes(b"this is no database" * 100)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{broken}")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    with pytest.raises(StepError) as failure:
        database.prepare()
    assert "check DATABASE_URL" in str(failure.value)
    assert "file is not a database" in str(failure.value)
    assert "\n" not in str(failure.value)
    assert broken.read_bytes() == b"this is no database" * 100


@pytest.mark.parametrize(
    "url", ["nonsense://somebody:secret@127.0.0.1/none", "nonsense", "sqlite:////no/such/folder/db.sqlite3"]
)
def test_a_wrong_database_address_is_one_sentence(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    with pytest.raises(StepError) as failure:
        database.prepare()
    assert "\n" not in str(failure.value)
    assert "secret" not in str(failure.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgres://leren:geheim@db/leren", "postgres://leren:…@db/leren"),
        ("postgres://leren@db/leren", "postgres://leren@db/leren"),
        ("sqlite:////tmp/db.sqlite3", "sqlite:////tmp/db.sqlite3"),
        ("", "var/db.sqlite3"),
    ],
)
def test_a_password_is_not_printed(url: str, shown: str):
    assert database.describe(url) == shown


def test_the_reason_is_the_last_line_without_its_class():
    output = "Traceback (most recent call last):\n  …\ndjango.db.utils.OperationalError: no such host\n"
    assert database.reason(output) == "no such host"


def test_the_reason_of_a_pool_is_what_the_server_said():
    output = (
        "WARNING psycopg.pool error connecting in 'pool-1': connection failed: FATAL: database \"x\" does not exist\n"
        "django.db.utils.OperationalError: couldn't get a connection after 10.00 sec\n"
    )
    assert database.reason(output) == 'connection failed: FATAL: database "x" does not exist'


def test_only_translations_that_changed_are_compiled(tmp_path: Path):
    source = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Yes"\nmsgstr "Ja"\n')
    assert messages.outdated(tmp_path) == [source]
    messages.compile_messages(tmp_path)
    assert messages.outdated(tmp_path) == []
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 60))
    assert messages.outdated(tmp_path) == [source]


def test_a_translation_that_lost_a_placeholder_is_refused(tmp_path: Path):
    source = tmp_path / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Hallo"\n'
    )
    with pytest.raises(StepError, match="a translation is not in order"):
        messages.compile_messages(tmp_path)


def test_the_sweep_runs_beside_the_server_and_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen):
        def __init__(self, command: list[str], **options: object) -> None:
            assert command[1:] == ["manage.py", "sweep", "--every=60"]
            super().__init__([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
            started.append(self)

    monkeypatch.setattr(server.subprocess, "Popen", Watched)

    def until_ctrl_c() -> None:
        with server.sweeping():
            assert started[0].poll() is None
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        until_ctrl_c()
    assert started[0].returncode is not None
    started[0].stdin.close()


@pytest.mark.parametrize(
    ("module", "said", "content"),
    [
        (seal_key, "Key to seal certificates", [b"PRIVATE KEY", b"BEGIN CERTIFICATE"]),
        (badge_key, "Key to sign badges", [b"PRIVATE KEY"]),
    ],
)
def test_a_key_for_demonstrations_is_made_once_and_for_its_owner_only(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    module: ModuleType,
    said: str,
    content: list[bytes],
):
    key = tmp_path / "var" / "key.pem"
    monkeypatch.setattr(module, "KEY", key)
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    module.prepare()
    made = key.read_bytes()
    assert all(part in made for part in content)
    assert key.stat().st_mode & 0o777 == 0o600
    module.prepare()
    assert key.read_bytes() == made
    assert capsys.readouterr().out.count(said) == 1
