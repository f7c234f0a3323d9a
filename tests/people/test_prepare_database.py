"""Many machines may ask for a migration at once: one does it, the others wait, and nobody waits for ever."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError

from people.management.commands import prepare_database
from people.management.commands.prepare_database import alone


@pytest.fixture
def answers(monkeypatch):
    """What PostgreSQL says each time it is asked for the lock, and what was asked and waited."""
    said: list[bool] = []
    happened: list[str] = []

    def ask(query: str) -> bool:
        happened.append(query.split("(")[0].rpartition("_")[2] if "try" not in query else "try")
        return said.pop(0) if "try" in query else True

    monkeypatch.setattr(prepare_database, "connection", SimpleNamespace(vendor="postgresql"))
    monkeypatch.setattr(prepare_database, "_ask", ask)
    monkeypatch.setattr(prepare_database.time, "sleep", lambda _seconds: happened.append("wait"))
    return said, happened


def test_who_comes_second_waits_and_lets_the_lock_go_also_after_an_error(answers):
    said, happened = answers
    said += [False, False, True]
    with pytest.raises(LookupError), alone():
        raise LookupError
    assert happened == ["try", "wait", "try", "wait", "try", "unlock"]


def test_who_waits_too_long_is_told_what_to_do(answers):
    said, happened = answers
    said += [False]
    with pytest.raises(CommandError, match="Look at it, stop it"), alone(patience=-1):
        raise AssertionError("It did not wait.")
    assert happened == ["try"]


def test_on_one_machine_there_is_nobody_to_wait_for(monkeypatch):
    monkeypatch.setattr(prepare_database, "connection", SimpleNamespace(vendor="sqlite"))
    with alone():
        pass
