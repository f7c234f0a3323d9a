"""Nobody learns here who has an account: not from a page, a status or the work that an answer takes."""

import re

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("B6")]

NOBODY = "niemand@gemeente.example"
PASSWORD = "een-zin-die-ik-onthoud"
QUESTIONS = {
    "/accounts/login/": {"login": "{email}", "password": PASSWORD},
    "/accounts/password/reset/": {"email": "{email}"},
    "/accounts/login/code/": {"email": "{email}"},
    "/accounts/signup/": {"name": "Iemand", "email": "{email}", "password1": PASSWORD},
}


class Work:
    """What takes time: how often a password was hashed, and how many mails were sent."""

    def __init__(self, monkeypatch, mailoutbox) -> None:
        self.hashes, self.mails, self.outbox = 0, 0, mailoutbox
        hasher = hashers.get_hasher()
        encode = type(hasher).encode
        monkeypatch.setattr(type(hasher), "encode", lambda *arguments: (self._count(), encode(*arguments))[1])

    def _count(self) -> None:
        self.hashes += 1

    def of(self, ask) -> tuple[int, int]:
        self.hashes, before = 0, len(self.outbox)
        ask()
        return self.hashes, len(self.outbox) - before


@pytest.fixture
def emails(home):
    """Of somebody with an account, somebody whose account is closed, and nobody."""
    closed = make_user(is_active=False)
    return [make_user().email, closed.email, NOBODY]


def bare(page) -> str:
    """Without what differs at every request, and without what was typed."""
    words = re.sub(r"[\w.]+@[\w.]+", "", page.content.decode())
    return re.sub(r'(csrf\w+" value=")\w+', r"\1", words)


def ask(path: str, email: str):
    # Each from a browser of its own.
    words = {name: value.format(email=email) for name, value in QUESTIONS[path].items()}
    return Client().post(path, words, follow=True)


@pytest.mark.parametrize("path", QUESTIONS)
def test_the_answer_is_the_same_for_everybody(emails, path):
    pages = [ask(path, email) for email in emails]
    assert len({(page.status_code, tuple(page.redirect_chain), bare(page)) for page in pages}) == 1


@pytest.mark.parametrize("path", QUESTIONS)
def test_the_answer_takes_the_same_work_for_everybody(emails, path, monkeypatch, mailoutbox):
    work = Work(monkeypatch, mailoutbox)
    done = {work.of(lambda email=email: ask(path, email)) for email in emails}
    assert len(done) == 1
    if "login/code" not in path and "reset" not in path:
        assert done.pop()[0] == 1


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/code/"])
def test_who_is_nobody_is_stopped_as_soon_as_who_has_an_account(emails, path):
    answers = []
    for email in emails:
        cache.clear()
        answers.append([bare(ask(path, email)) for _try in range(7)])
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] != answers[0][-1]
