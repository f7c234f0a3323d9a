"""Who asks first reads what was answered already; a question that looks like it is sent after that."""

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from discussions import conversation
from discussions.alike import likeness, most_alike
from discussions.models import Question
from discussions.perms import part_of
from discussions.threads import answered_about
from tests.factories.discussions import hide, make_answer, make_question

from .conftest import signed_in

ASKED = "Mag een gemeente een opdracht voorbehouden onder de drempel?"
ALIKE = "Onder de drempel: mag de gemeente dan een opdracht voorbehouden"
OTHER = "Hoe lang duurt een procedure gemiddeld?"


@pytest.fixture
def answered(step, asker) -> Question:
    question = make_question(step, asker, ASKED)
    make_answer(question)
    return question


def ask(user, step, text, **more):
    return signed_in(user).post(reverse("step_questions", args=[step.pk]), {"text": text, **more})


def links(page) -> list[str]:
    return page.xpath("//section[@aria-labelledby='stel-een-vraag']//li/a/@href")


def section_of(answer) -> list[str]:
    return links(html.fromstring(answer.content))


def test_the_form_shows_what_was_answered_and_not_what_waits(step, colleague, answered):
    make_question(step, text="Wacht nog op antwoord?")

    shown = section_of(signed_in(colleague).get(reverse("step_questions", args=[step.pk])))

    assert shown == [reverse("question", args=[answered.pk])]


def test_a_question_that_looks_alike_waits_until_its_writer_read_that(step, colleague, answered):
    first = ask(colleague, step, ALIKE)

    page = html.fromstring(first.content)
    assert first.status_code == 200
    assert links(page) == [reverse("question", args=[answered.pk])]
    assert page.xpath("//textarea")[0].text.strip() == ALIKE
    assert not Question.objects.filter(author=colleague).exists()

    sent = ask(colleague, step, ALIKE, read_first=page.xpath("//input[@name='read_first']/@value")[0])
    assert sent.status_code == 302
    assert Question.objects.get(author=colleague).text == ALIKE


def test_another_question_is_sent_at_once(step, colleague, answered):
    assert ask(colleague, step, OTHER).status_code == 302


def test_a_question_without_an_answer_stops_nobody(step, asker, colleague):
    make_question(step, asker, ASKED)

    assert ask(colleague, step, ALIKE).status_code == 302


def test_what_was_hidden_is_not_shown(step, asker, colleague):
    hidden_question, hidden_answer = make_question(step, asker, ASKED), make_question(step, asker, ASKED + " Ja?")
    make_answer(hidden_question)
    hide(hidden_question)
    hide(make_answer(hidden_answer))

    assert section_of(signed_in(colleague).get(reverse("step_questions", args=[step.pk]))) == []
    assert ask(colleague, step, ALIKE).status_code == 302


def test_what_helped_stands_first(step, asker, colleague, answered):
    newer = make_question(step, asker, OTHER)
    make_answer(newer)
    part = part_of(colleague, step)
    assert answered_about(part, step) == [newer, answered]

    conversation.accept(answered.answers.get())

    assert answered_about(part, step) == [answered, newer]


def test_it_takes_one_query(step, asker, colleague, answered, django_assert_num_queries):
    for _number in range(4):
        make_answer(make_question(step, asker))
    part = part_of(colleague, step)

    with django_assert_num_queries(1):
        assert len(answered_about(part, step)) == 5


def test_the_sentence_says_the_question_was_not_sent(step, colleague, answered):
    with translation.override("nl"):
        assert "Uw vraag is nog niet verstuurd" in ask(colleague, step, ALIKE).content.decode()


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (ASKED, ALIKE, True),
        (ASKED, OTHER, False),
        ("Mag dat?", "Hoe dan?", False),
        ("", ASKED, False),
        ("Voorbehouden?", "voorbehouden", True),
        ("Is de gemeente verplicht te betalen?", "Wie kiest binnen de gemeente de inkoper?", False),
    ],
)
def test_what_looks_alike(one, other, alike):
    assert (most_alike(one, [other]) == [0]) == alike


@given(one=st.text(max_size=80), other=st.text(max_size=80))
def test_likeness_is_a_part_and_the_same_both_ways(one, other):
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


def test_the_likest_comes_first():
    assert most_alike(ASKED, [OTHER, "Mag een gemeente voorbehouden? Echt waar?", ASKED]) == [2, 1]
