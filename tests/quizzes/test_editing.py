"""What an editor does in the Wagtail admin: questions in the bank, quizzes in a module."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from people.roles import PlatformRole
from quizzes.models import Question, QuizPage
from tests.factories.courses import make_course, module_of
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz, start_attempt

pytestmark = pytest.mark.django_db

ADD_QUESTION = "/admin/snippets/quizzes/question/add/"


@pytest.fixture
def as_editor(home) -> Client:
    editor = make_user(name="Rik Redactie")
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    client = Client()
    client.force_login(editor)
    return client


def question_form(kind: str, value: dict, **fields) -> dict:
    return nested_form_data(
        {
            "key": "T2-99",
            "prompt": "Mag dit?",
            "context": "",
            "explanation": "",
            "source": "",
            "status": "bron",
            "language": "nl",
            "image": "",
            "tags": "",
            "topic": "2",
            "difficulty": "makkelijk",
            "bloom": "begrijpen",
            "body": streamfield([(kind, value)]),
            "citations": inline_formset([]),
            **fields,
        }
    )


def choice_value(*correct: bool) -> dict:
    options = [
        (
            "item",
            {"text": f"Optie {number}", "feedback": "Daarom.", **({"correct": "on"} if right else {})},
        )
        for number, right in enumerate(correct)
    ]
    return {"options": streamfield(options)}


def test_an_editor_publishes_a_question(as_editor):
    form = question_form("single_choice", choice_value(True, False))
    response = as_editor.post(ADD_QUESTION, {**form, "action-publish": "1"})
    assert response.status_code == 302
    question = Question.objects.get()
    assert question.live
    assert str(question.type_label) == "Eén goed antwoord"


def test_a_wrong_question_is_refused_with_a_dutch_sentence(as_editor):
    form = question_form("single_choice", choice_value(True, True))
    response = as_editor.post(ADD_QUESTION, {**form, "action-publish": "1"})
    assert response.status_code == 200
    assert "Vink precies" in response.content.decode()
    assert not Question.objects.exists()


def test_an_unfinished_question_can_be_kept_as_a_draft(as_editor):
    form = question_form("single_choice", choice_value(False))
    assert as_editor.post(ADD_QUESTION, form).status_code == 302
    assert not Question.objects.get().live


@pytest.mark.indexed
def test_the_bank_can_be_searched_and_filtered(as_editor):
    make_question(key="T2-01", prompt="Voorbehouden opdracht", topic=2)
    make_question("true_false", key="T3-01", prompt="Werelddoel", topic=3)
    listing = reverse(Question.snippet_viewset.get_url_name("list"))
    everything = as_editor.get(listing).content.decode()
    for text in ("T2-01", "Voorbehouden opdracht", "Waar of niet waar", "Gemiddeld", "SDG’s"):
        assert text in everything
    assert "T2-01" not in as_editor.get(listing, {"topic": 3}).content.decode()
    found = as_editor.get(listing, {"q": "voorbeh"}).content.decode()
    assert "T2-01" in found
    assert "T3-01" not in found


def test_an_editor_sees_a_question_as_a_learner_will():
    question = make_question(prompt="Mag dit?")
    response = question.make_preview_request()
    response.render()
    page = response.content.decode()
    assert "Mag dit?" in page
    assert "Uitleg bij optie 1." not in page


def test_a_question_without_answers_has_a_preview():
    response = Question(key="X", prompt="Nog niets").make_preview_request()
    response.render()
    assert "Deze vraag heeft nog geen antwoorden." in response.content.decode()
    assert Question().type_label == ""


def quiz_form(*questions: Question) -> dict:
    items = [{"question": question.pk, "ORDER": str(order)} for order, question in enumerate(questions)]
    return nested_form_data(
        {
            "title": "Nieuwe toets",
            "slug": "nieuwe-toets",
            "minutes": "5",
            "required": "on",
            "intro": "",
            "pass_mark": "70",
            "max_attempts": "0",
            "shuffle_options": "on",
            "mode": "exam",
            "waiting_hours": "0",
            "time_limit": "0",
            "screens": "one",
            "show_points": "after",
            "show_feedback": "after",
            "show_right_answers": "after",
            "items": inline_formset(items),
            "draws": inline_formset([]),
            "comments": inline_formset([]),
        }
    )


def add_quiz(client: Client, form: dict):
    module = module_of(make_course())
    return client.post(reverse("wagtailadmin_pages:add", args=["quizzes", "quizpage", module.pk]), form)


def test_an_editor_publishes_a_quiz(as_editor):
    first, second = make_question(), make_question()
    add_quiz(as_editor, {**quiz_form(second, first), "action-publish": "1"})
    quiz = QuizPage.objects.get()
    assert quiz.live
    assert quiz.questions() == [second, first]


def test_a_quiz_without_questions_is_not_published(as_editor):
    response = add_quiz(as_editor, {**quiz_form(), "action-publish": "1"})
    assert "Voeg minstens één vraag toe" in response.content.decode()
    assert not QuizPage.objects.exists()


def test_a_quiz_without_questions_can_be_a_draft(as_editor):
    add_quiz(as_editor, quiz_form())
    assert not QuizPage.objects.get().live


def test_a_quiz_with_an_unpublished_question_is_not_published(as_editor):
    question = make_question(key="T2-77")
    question.unpublish()
    response = add_quiz(as_editor, {**quiz_form(question), "action-publish": "1"})
    assert "Publiceer eerst deze vragen" in response.content.decode()
    assert "T2-77" in response.content.decode()


@pytest.mark.parametrize("pass_mark", ["0", "101"])
def test_the_pass_mark_is_a_percentage(as_editor, pass_mark):
    add_quiz(as_editor, {**quiz_form(make_question()), "pass_mark": pass_mark, "action-publish": "1"})
    assert not QuizPage.objects.exists()


def test_a_quiz_that_was_made_cannot_be_deleted(as_editor, learner):
    quiz = make_quiz()
    start_attempt(learner, quiz)
    as_editor.post(reverse("wagtailadmin_pages:delete", args=[quiz.pk]))
    assert QuizPage.objects.filter(pk=quiz.pk).exists()


@pytest.mark.indexed
def test_a_question_that_a_quiz_asks_cannot_be_deleted(as_editor):
    question = make_question()
    make_quiz(question)
    delete = reverse(Question.snippet_viewset.get_url_name("delete"), args=[question.pk])
    as_editor.post(delete)
    assert Question.objects.filter(pk=question.pk).exists()
