"""`manage.py sweep` does every regular job, and one that fails stops no other."""

import os
import signal

import pytest
from django.core.management import CommandError, call_command

from people import sweep
from people.mail_kinds import MailKind
from people.management.commands import sweep as command
from people.outbox import put_in_outbox, send_due_mail
from tests.factories.people import make_mail, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_jobs(monkeypatch):
    """Only what the test itself registers."""
    monkeypatch.setattr(sweep, "_jobs", [])
    monkeypatch.setattr(sweep, "_last_jobs", [])


def job(name: str, count: int, done: list[str]):
    def work() -> int:
        done.append(name)
        return count

    work.__name__ = name
    return work


def test_jobs_are_done_in_the_order_of_registration_and_last_ones_last(no_jobs, capsys):
    done: list[str] = []
    sweep.regular(job("post", 3, done), last=True)
    sweep.regular(job("collect", 2, done))
    sweep.regular(job("clean", 0, done))
    call_command("sweep")

    assert done == ["collect", "clean", "post"]
    assert capsys.readouterr().out.splitlines() == ["collect: 2", "post: 3"]


def test_a_job_registered_twice_is_done_once(no_jobs):
    done: list[str] = []
    work = job("collect", 1, done)
    sweep.regular(work)
    sweep.regular(work)
    call_command("sweep")
    assert done == ["collect"]


def test_a_job_that_fails_is_logged_and_the_others_are_done(no_jobs, caplog, capsys):
    done: list[str] = []

    def breaks() -> int:
        raise LookupError("no such row")

    sweep.regular(breaks)
    sweep.regular(job("collect", 1, done))
    with pytest.raises(CommandError, match="Failed, the log says why: breaks"):
        call_command("sweep")

    assert done == ["collect"]
    assert capsys.readouterr().out.splitlines() == ["collect: 1"]
    assert "no such row" in caplog.text


def test_a_sweep_with_nothing_to_do_is_silent(capsys):
    call_command("sweep")
    assert capsys.readouterr() == ("", "")


def test_what_a_job_puts_in_the_outbox_goes_out_in_the_same_sweep(monkeypatch, mailoutbox, capsys):
    user = make_user()
    monkeypatch.setattr(sweep, "_jobs", [*sweep._jobs])

    def remind() -> int:
        return 1 if put_in_outbox(user, MailKind.INTENTION, "intention-30:1", "Uw voornemen", "Eén.") else 0

    sweep.regular(remind)
    call_command("sweep")

    assert [mail.to for mail in mailoutbox] == [[user.email]]
    assert capsys.readouterr().out.splitlines() == ["remind: 1", "send_due_mail: 1"]


def test_mail_is_swept_last_of_all():
    assert sweep._last_jobs == [send_due_mail]


def test_every_so_many_seconds_it_goes_on_until_ctrl_c(monkeypatch, mailoutbox):
    make_mail()
    waited = []

    def sleep(seconds: int) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            raise KeyboardInterrupt
        make_mail()

    monkeypatch.setattr(command.time, "sleep", sleep)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    call_command("sweep", every=60)

    assert waited == [60, 60, 60]
    assert len(mailoutbox) == 3


def test_a_round_that_fails_does_not_end_the_rounds(no_jobs, monkeypatch, caplog):
    rounds = []

    def breaks() -> int:
        rounds.append(None)
        raise LookupError("no such row")

    def sleep(_seconds: int) -> None:
        if len(rounds) == 2:
            raise KeyboardInterrupt

    sweep.regular(breaks)
    monkeypatch.setattr(command.time, "sleep", sleep)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    call_command("sweep", every=60)
    assert len(rounds) == 2


@pytest.mark.parametrize("moment", ["while it works", "while it waits"])
def test_asked_to_stop_it_finishes_the_round_and_begins_no_other(no_jobs, monkeypatch, moment):
    done: list[str] = []

    def stop() -> int:
        if moment == "while it works":
            os.kill(os.getpid(), signal.SIGTERM)
        return 0

    def sleep(_seconds: int) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("It did not stop.")

    sweep.regular(stop)
    sweep.regular(job("collect", 1, done), last=True)
    monkeypatch.setattr(command.time, "sleep", sleep)
    monkeypatch.setattr(command, "close_old_connections", lambda: None)
    before = signal.getsignal(signal.SIGTERM)
    call_command("sweep", every=60)
    assert done == ["collect"]
    assert signal.getsignal(signal.SIGTERM) is before
