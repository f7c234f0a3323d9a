"""Asking, answering and accepting, as it is seen on the page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from discussions.conversation import ANSWER_CHANGES_FOR
from discussions.models import LONGEST_TEXT, Answer, Question
from people.models import User
from tests.factories.discussions import age, make_answer, make_learner, make_question
from tests.factories.guests import make_case_step, make_entrepreneur, make_published_case

from .conftest import signed_in


def words(element) -> str:
    return " ".join(element.text_content().split())


def page_of(user, name, *arguments):
    return html.fromstring(signed_in(user).get(reverse(name, args=arguments)).content)


def ask(user, step, text, **more):
    return signed_in(user).post(reverse("step_questions", args=[step.pk]), {"text": text, **more}, follow=True)


def heads(page) -> list[str]:
    """Who wrote, with the labels behind it, in the order of the page."""
    return [words(head) for head in page.xpath("//*[@class='ldl-thread__head']")]


def test_a_question_is_shown_with_name_and_employer_and_one_hears_it_was_sent(asker, colleague, step):
    said = words(html.fromstring(ask(asker, step, "Mag dit?").content))
    assert "Uw vraag is verstuurd" in said
    page = page_of(colleague, "step_questions", step.pk)
    assert heads(page) == ["Samira El Amrani, Gemeente Rivierdam vraagt"]
    assert "Mag dit?" in words(page)
    assert "Iedereen die deze cursus volgt, kan uw vraag en uw naam lezen." in words(page)


def test_nobody_sees_the_address_of_who_has_no_name(step, colleague):
    nameless = make_learner(step)
    User.objects.filter(pk=nameless.pk).update(name="")
    make_question(step, User.objects.get(pk=nameless.pk))
    page = signed_in(colleague).get(reverse("step_questions", args=[step.pk])).content.decode()
    assert "Iemand zonder naam" in page
    assert nameless.email not in page


def test_what_somebody_typed_is_shown_as_text_and_not_as_a_link(asker, step):
    typed = "<script>alert(1)</script>\nZie https://kwaad.example/pad"
    body = ask(asker, step, typed).content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>Zie" in body
    assert not html.fromstring(body).xpath("//a[contains(@href, 'kwaad')]")
    assert "<script>alert" not in signed_in(asker).get(reverse("my_questions")).content.decode()


@pytest.mark.parametrize("empty", ["", "  \r\n "])
def test_an_empty_text_is_refused_with_a_sentence(asker, question, step, empty):
    assert "Schrijf eerst uw vraag." in ask(asker, step, empty).content.decode()
    response = signed_in(asker).post(reverse("question", args=[question.pk]), {"text": empty})
    assert "Schrijf eerst uw antwoord." in response.content.decode()
    assert (Question.objects.count(), Answer.objects.count()) == (1, 0)


def test_a_text_that_is_too_long_comes_back_as_it_was_typed(asker, step):
    page = html.fromstring(ask(asker, step, "x" * (LONGEST_TEXT + 1)).content)
    assert "hoogstens 2000 tekens. U hebt er 2001" in words(page)
    assert words(page.xpath("//title")[0]).startswith("Fout:")
    assert page.xpath("//textarea")[0].text.strip() == "x" * (LONGEST_TEXT + 1)
    assert not page.xpath("//textarea/@maxlength"), "a browser would cut off what is pasted"
    assert not Question.objects.exists()


def test_a_line_end_counts_once(asker, step):
    ask(asker, step, "a\r\n" * (LONGEST_TEXT // 2))
    assert len(Question.objects.get().text) == LONGEST_TEXT - 1


def test_a_character_no_database_keeps_is_left_out(asker, step):
    # Nobody sees it, so nobody could take it out (cms/written_text.py).
    ask(asker, step, "a\x00b")
    assert Question.objects.get().text == "ab"


def test_the_same_form_sent_twice_is_one_question_and_one_answer(asker, step, host):
    token = str(uuid4())
    for _ in range(2):
        ask(asker, step, "Dubbel?", token=token)
    question = Question.objects.get()
    for _ in range(2):
        signed_in(host).post(reverse("question", args=[question.pk]), {"text": "Ja.", "token": token})
    assert Answer.objects.count() == 1


def test_other_words_with_the_same_form_are_another_question(asker, colleague, step):
    token = str(uuid4())
    for text in ("Eerst dit", "Dan dit", "Dan dit"):
        ask(asker, step, text, token=token)
    ask(colleague, step, "Eerst dit", token=token)
    assert list(Question.objects.order_by("pk").values_list("author__name", "text")) == [
        ("Samira El Amrani", "Eerst dit"),
        ("Samira El Amrani", "Dan dit"),
        ("Bram Willems", "Eerst dit"),
    ]


@pytest.mark.parametrize("token", ["", "geen-uuid", "ff" * 40])
def test_a_form_with_a_broken_token_is_a_form_of_its_own(asker, step, token):
    ask(asker, step, "Nog een", token=token)
    assert Question.objects.get().text == "Nog een"


def test_each_form_has_a_token_of_its_own_and_a_refused_one_keeps_it(asker, step):
    first, second = (page_of(asker, "step_questions", step.pk).xpath("//input[@name='token']/@value") for _ in "12")
    assert first != second
    refused = html.fromstring(ask(asker, step, "", token=first[0]).content)
    assert refused.xpath("//input[@name='token']/@value") == first


def test_an_answer_says_as_what_its_writer_answers(course, colleague):
    entrepreneur = make_entrepreneur(name="Hanneke Vos")
    step = make_case_step(course, make_published_case(entrepreneur))
    step.owner = owner = make_learner(step, name="Nadia Bos")
    step.save()
    question = make_question(step, colleague)
    for author in (entrepreneur, owner, colleague):
        make_answer(question, author)
    assert heads(page_of(colleague, "question", question.pk)) == [
        "Bram Willems, Gemeente Rivierdam vraagt Uzelf",
        "Hanneke Vos antwoordt Gastspreker",
        "Nadia Bos antwoordt Auteur",
        "Bram Willems, Gemeente Rivierdam antwoordt Uzelf",
    ]


def test_the_label_stays_when_the_host_leaves_and_the_name_goes_with_the_account(asker, question, host):
    make_answer(question, host, "Blijvend antwoord.")
    host.delete()
    page = page_of(asker, "question", question.pk)
    assert heads(page)[1] == "Iemand die hier niet meer werkt antwoordt Auteur"
    assert "Blijvend antwoord." in words(page)


def test_an_accepted_answer_comes_first_and_is_marked_and_that_can_be_undone(asker, question, host):
    make_answer(question, text="De eerste.")
    second = make_answer(question, host, "De tweede.")
    client, address = signed_in(asker), reverse("accept_answer", args=[second.pk])
    page = html.fromstring(client.post(address, {"accept": "1"}, follow=True).content)
    assert "Geaccepteerd antwoord" in heads(page)[1]
    assert words(page.xpath("//*[@class='ldl-thread__text']")[1]) == "De tweede."
    assert "Beantwoord" in words(page_of(asker, "my_questions"))
    page = html.fromstring(client.post(address, {"accept": "0"}, follow=True).content)
    assert "Geaccepteerd antwoord" not in words(page)
    assert words(page.xpath("//*[@class='ldl-thread__text']")[1]) == "De eerste."


def test_taking_back_an_old_acceptance_leaves_the_new_one(asker, question):
    first, second = make_answer(question), make_answer(question)
    client = signed_in(asker)
    for answer in (first, second):
        client.post(reverse("accept_answer", args=[answer.pk]), {"accept": "1"})
    client.post(reverse("accept_answer", args=[first.pk]), {"accept": "0"})
    question.refresh_from_db()
    assert question.accepted_answer == second


def test_an_answered_question_is_not_changed_or_removed_and_what_was_typed_stays(asker, question):
    client = signed_in(asker)
    assert "Wijzig uw vraag" in words(page_of(asker, "question", question.pk))
    client.post(reverse("change_question", args=[question.pk]), {"text": "Mag dit ook boven de drempel?"})
    question.refresh_from_db()
    assert question.text == "Mag dit ook boven de drempel?"
    assert "gewijzigd" in words(page_of(asker, "question", question.pk))
    make_answer(question)
    page = html.fromstring(client.post(reverse("change_question", args=[question.pk]), {"text": "Te laat"}).content)
    assert "Iemand heeft deze vraag beantwoord." in words(page)
    assert page.xpath("//textarea")[0].text.strip() == "Te laat"
    response = client.post(reverse("remove_question", args=[question.pk]), follow=True)
    assert "Iemand heeft deze vraag beantwoord." in response.content.decode()
    question.refresh_from_db()
    assert question.text == "Mag dit ook boven de drempel?"
    assert "Wijzig uw vraag" not in words(page_of(asker, "question", question.pk))


def test_an_answer_is_changed_for_a_quarter_of_an_hour_and_not_once_it_is_accepted(question, colleague, asker):
    answer = make_answer(question, colleague, "Nee.")
    client, address = signed_in(colleague), reverse("change_answer", args=[answer.pk])
    age(answer, ANSWER_CHANGES_FOR - timedelta(minutes=1))
    client.post(address, {"text": "Ja."})
    answer.refresh_from_db()
    assert answer.text == "Ja."
    Question.objects.update(accepted_answer=answer)
    assert "Dit antwoord is geaccepteerd." in client.post(address, {"text": "Nee."}).content.decode()
    Question.objects.update(accepted_answer=None)
    age(answer, ANSWER_CHANGES_FOR + timedelta(minutes=1))
    assert "15 minuten" in client.post(address, {"text": "Nee."}).content.decode()
    answer.refresh_from_db()
    assert answer.text == "Ja."


def test_the_newest_question_comes_first_twenty_on_a_page(asker, step):
    for number in range(21):
        make_question(step, asker, f"Nummer {number:02}")
    texts = [words(text) for text in page_of(asker, "step_questions", step.pk).xpath("//*[@class='ldl-thread__text']")]
    assert texts == [f"Nummer {number:02}" for number in range(20, 0, -1)]
    second = signed_in(asker).get(reverse("step_questions", args=[step.pk]), {"pagina": 2}).content.decode()
    assert "Nummer 00" in second


@pytest.mark.parametrize("name", ["step_questions", "my_questions"])
def test_a_page_costs_the_same_queries_whatever_their_number(name, asker, host, step, question):
    make_answer(question, host)
    client, address = signed_in(host), reverse(name, args=[step.pk] if name == "step_questions" else [])
    make_answer(make_question(step, host))
    make_question(step)
    client.get(address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
        for _ in range(5):
            make_answer(make_question(step, host))
            make_question(step)
    assert counts[0] == counts[1]


def test_a_host_finds_what_waits_the_oldest_first(host, foreign_host, step, question):
    answered = make_question(step, text="Al beantwoord door de vraagbaak")
    make_answer(answered, host)
    by_colleague = make_question(step, text="Alleen een collega antwoordde")
    make_answer(by_colleague)
    solved = make_question(step, text="Opgelost door een collega")
    Question.objects.filter(pk=solved.pk).update(accepted_answer=make_answer(solved))
    make_question(step, host, text="Eigen vraag van de vraagbaak")
    page = page_of(host, "my_questions")
    waiting = page.xpath("//section[@aria-labelledby='wachten']//a")
    assert [words(link) for link in waiting] == [question.text, by_colleague.text]
    assert "Wacht op uw antwoord (2)" in words(page)
    assert not page_of(foreign_host, "my_questions").xpath("//section[@aria-labelledby='wachten']")
