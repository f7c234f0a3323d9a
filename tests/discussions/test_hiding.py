"""An editor hides words; only editors and their writer still see them."""

import pytest
from django.urls import reverse

from discussions.models import Question
from tests.factories.discussions import hide, make_answer

from .conftest import signed_in


def seen(user, name, *arguments) -> str:
    return signed_in(user).get(reverse(name, args=arguments)).content.decode()


def test_a_hidden_question_is_gone_for_all_but_its_writer_and_editors(asker, colleague, host, editor, step, question):
    hide(question, "Er staat een naam van een burger in.")
    for user in (colleague, host):
        assert signed_in(user).get(reverse("question", args=[question.pk])).status_code == 404
        assert question.text not in seen(user, "step_questions", step.pk)
        assert question.text not in seen(user, "my_questions")
    for user in (asker, editor):
        for page in (seen(user, "question", question.pk), seen(user, "step_questions", step.pk)):
            assert question.text in page
            assert "Er staat een naam van een burger in." in page
    assert "Verborgen door de redactie" in seen(asker, "my_questions")


def test_a_hidden_answer_is_gone_for_all_but_its_writer_and_editors(asker, colleague, host, editor, question):
    answer = make_answer(question, colleague, "Domme vraag!")
    Question.objects.update(accepted_answer=answer)
    hide(answer, "Dit is onaardig.")
    for user in (asker, host):
        assert "Domme vraag!" not in seen(user, "question", question.pk)
    for user in (colleague, editor):
        assert "Domme vraag!" in seen(user, "question", question.pk)
        assert "Dit is onaardig." in seen(user, "question", question.pk)
    assert "Beantwoord</span>" not in seen(asker, "my_questions")
    assert signed_in(asker).post(reverse("accept_answer", args=[answer.pk]), {"accept": "1"}).status_code == 404


def test_hiding_asks_for_a_reason_and_keeps_who_did_it(editor, question):
    address = reverse("hide_question", args=[question.pk])
    assert "Schrijf waarom u dit verbergt." in signed_in(editor).post(address, {"reason": " "}).content.decode()
    too_long = signed_in(editor).post(address, {"reason": "x" * 201}).content.decode()
    assert "hoogstens 200 tekens" in too_long
    assert "x" * 201 in too_long
    assert "maxlength" not in too_long.partition("<main")[2], "a browser would cut off what is pasted"
    question.refresh_from_db()
    assert not question.is_hidden
    signed_in(editor).post(address, {"reason": "Onaardig"})
    question.refresh_from_db()
    assert (question.hidden_by, question.hidden_reason) == (editor, "Onaardig")


def test_what_is_shown_again_is_as_it_was(editor, colleague, question):
    hide(question)
    signed_in(editor).post(reverse("show_question", args=[question.pk]))
    question.refresh_from_db()
    assert (question.hidden_at, question.hidden_by, question.hidden_reason) == (None, None, "")
    assert question.text in seen(colleague, "question", question.pk)


@pytest.mark.parametrize("kind", ["question", "answer"])
def test_hidden_words_are_not_changed_by_their_writer(asker, question, kind):
    words = question if kind == "question" else make_answer(question, asker)
    hide(words)
    response = signed_in(asker).post(reverse(f"change_{kind}", args=[words.pk]), {"text": "Niets gezegd"})
    assert "De redactie heeft dit verborgen." in response.content.decode()
    words.refresh_from_db()
    assert words.text != "Niets gezegd"


def test_who_asked_does_not_remove_what_an_editor_hid(asker, question):
    hide(question)
    signed_in(asker).post(reverse("remove_question", args=[question.pk]))
    assert Question.objects.filter(pk=question.pk).exists()
