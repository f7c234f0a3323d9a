"""Whoever is signed out in the middle of a quiz signs in, in the same tab, and goes on with the answer they had."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.people import PASSWORD, make_user
from tests.factories.quizzes import as_post, make_question, make_quiz, start_attempt
from tests.factories.second_step import code_of, give_app

pytestmark = [pytest.mark.django_db, pytest.mark.row("Q14")]

ANSWER = "Ik vraag eerst wat de ondernemer nodig heeft."


def token_on(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text).group(1)


@pytest.mark.parametrize("with_second_step", [False, True])
def test_the_answer_the_question_and_a_fresh_token_are_there(home, monkeypatch, with_second_step):
    person = make_user()
    attempt = start_attempt(person, make_quiz(make_question("open_answer")))
    quiz = f"/mijn-leren/toets/{attempt.public_id}/"
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    secret = give_app(person) if with_second_step else ""
    old_token = token_on(client.get(quiz))
    two_hours_later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: two_hours_later)

    words = as_post({1: ANSWER}, action="save") | {"csrfmiddlewaretoken": old_token}
    sign_in = client.post(quiz, words).url
    assert sign_in == "/accounts/login/?next=/bewaard/"

    page = client.get(sign_in)
    credentials = {"login": person.email, "password": PASSWORD, "next": "/bewaard/"}
    arrived = client.post("/accounts/login/", credentials | {"csrfmiddlewaretoken": token_on(page)}).url
    if with_second_step:
        step = client.get(arrived)
        code = {"code": code_of(secret), "csrfmiddlewaretoken": token_on(step)}
        arrived = client.post("/accounts/2fa/authenticate/", code).url
    assert arrived == "/bewaard/"

    kept = client.get(arrived)
    assert kept.context["kept"]["path"] == quiz
    assert ANSWER in kept.text
    assert token_on(kept) != old_token
    client.post(quiz, dict(kept.context["kept"]["fields"]) | {"csrfmiddlewaretoken": token_on(kept)})
    assert attempt.answers.get(item=1).value == ANSWER
    assert ANSWER in client.get(quiz).text
