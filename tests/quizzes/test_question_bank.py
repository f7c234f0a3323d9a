"""The question bank in the Wagtail admin: finding, trying, copying, reviewing and knowing where a question is used."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import CmsImage
from people.roles import PlatformRole
from quizzes.bank import copy_of, draws_that_may_ask, free_key
from quizzes.draw import pool_of
from quizzes.models import ExtraTime, Question, QuestionTag, QuizDraw
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.quizzes import make_question, make_quiz

pytestmark = pytest.mark.django_db


EXTRA_TIME = "/admin/extratime/"


def make_image() -> CmsImage:
    return CmsImage.objects.create(title="Brug", description="Een brug", file=get_test_image_file())


def bank_url(name: str, *args) -> str:
    return reverse(Question.snippet_viewset.get_url_name(name), args=args)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_editor(home) -> Client:
    editor = make_user(name="Rik Redactie")
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    return signed_in(editor)


@pytest.fixture
def as_administrator(home) -> Client:
    return signed_in(make_user(name="Ada Beheer", is_superuser=True))


def tag(question: Question, *names: str) -> Question:
    question.tags.add(*names)
    question.save_revision().publish()
    question.refresh_from_db()
    return question


def listed_keys(client: Client, **query: str) -> list[str]:
    return [question.key for question in client.get(bank_url("list"), query).context["object_list"]]


def test_questions_are_found_by_every_property(as_editor):
    make_question(key="A", language="nl", difficulty="makkelijk", bloom="onthouden", topic=1, status="bron")
    other = make_question(
        "true_false", key="B", language="en", difficulty="moeilijk", bloom="toepassen", topic=2, status="fictief"
    )
    labelled = tag(other, "quickscan").tags.get()
    Question.objects.filter(key="A").update(live=False)
    filters = [
        {"topic": "2"},
        {"difficulty": "moeilijk"},
        {"bloom": "toepassen"},
        {"kind": "true_false"},
        {"tag": str(labelled.pk)},
        {"language": "en"},
        {"status": "fictief"},
        {"live": "true"},
    ]
    assert [listed_keys(as_editor, **query) for query in filters] == [["B"]] * len(filters)
    assert listed_keys(as_editor) == ["A", "B"]


@pytest.mark.indexed
def test_words_and_filters_are_combined(as_editor):
    labelled = tag(make_question(key="A", prompt="Voorbehouden opdracht", bloom="toepassen"), "inkoop").tags.get()
    make_question(key="B", prompt="Voorbehouden opdracht", bloom="onthouden")
    make_question(key="C", prompt="Iets anders", bloom="toepassen")
    found = listed_keys(as_editor, q="voorbeh", bloom="toepassen", tag=str(labelled.pk), kind="single_choice")
    assert found == ["A"]


def test_an_unknown_filter_value_is_no_error(as_editor):
    make_question(key="A")
    assert as_editor.get(bank_url("list"), {"kind": "telepathy", "tag": "999", "topic": "x"}).status_code == 200


@pytest.mark.indexed
def test_used_in_names_the_quizzes_that_always_ask_it(as_editor):
    question = make_question()
    quiz = make_quiz(question)
    other = make_quiz(make_question())
    page = as_editor.get(bank_url("usage", question.pk)).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[quiz.pk]) in page
    assert reverse("wagtailadmin_pages:edit", args=[other.pk]) not in page


def test_used_in_names_the_quizzes_that_may_draw_it(as_editor):
    question = tag(make_question(topic=2, difficulty="moeilijk"), "inkoop")
    quiz = make_quiz(make_question())
    QuizDraw.objects.create(quiz=quiz, count=3, tag=question.tags.get(), topic=2, difficulty="moeilijk")
    elsewhere = make_quiz(make_question())
    QuizDraw.objects.create(quiz=elsewhere, count=1, topic=3)
    page = as_editor.get(bank_url("usage", question.pk)).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[quiz.pk]) in page
    assert reverse("wagtailadmin_pages:edit", args=[elsewhere.pk]) not in page


def test_which_draws_may_take_a_question_is_the_same_seen_from_both_sides(home):
    """Every combination of what a draw may leave open, against questions that differ in one thing each."""
    questions = [
        tag(make_question(topic=2, difficulty="moeilijk"), "inkoop"),
        tag(make_question(topic=2, difficulty="moeilijk"), "anders", "inkoop"),
        tag(make_question(topic=2, difficulty="makkelijk"), "inkoop"),
        tag(make_question(topic=3, difficulty="moeilijk"), "inkoop"),
        tag(make_question(topic=2, difficulty="moeilijk"), "anders"),
        make_question(topic=2, difficulty="moeilijk"),
        tag(make_question(topic=2, difficulty="moeilijk", language="en"), "inkoop"),
    ]
    quiz = make_quiz(make_question(topic=8))
    label = QuestionTag.objects.get(name="inkoop")
    draws = [
        QuizDraw.objects.create(quiz=quiz, tag=tagged, topic=topic, difficulty=difficulty)
        for tagged in (None, label)
        for topic in (None, 2)
        for difficulty in ("", "moeilijk")
    ]
    from_draws = {
        (draw.pk, question.pk) for draw in draws for question in pool_of(draw, "nl") if question in questions
    }
    from_questions = {(draw.pk, question.pk) for question in questions for draw in draws_that_may_ask(question)}
    assert from_draws == from_questions
    assert 0 < len(from_draws) < len(draws) * len(questions)


def test_copying_opens_the_editor_with_everything_but_the_key(as_editor):
    original = tag(make_question(key="T2-01", image=make_image(), prompt="Mag dit?"), "inkoop", "wet")
    form = as_editor.get(bank_url("copy", original.pk)).context["form"]
    assert form["key"].value() == "T2-01-kopie"
    assert form["prompt"].value() == "Mag dit?"
    assert form["image"].value() == original.image_id
    assert {str(label) for label in form["tags"].value()} == {"inkoop", "wet"}
    assert [block.block_type for block in form["body"].value()] == ["single_choice"]
    assert Question.objects.count() == 1, "looking at a copy writes nothing"


def copied_form(client: Client, question: Question) -> dict:
    """What the browser sends back when nothing is changed in the form of the copy."""
    form = client.get(bank_url("copy", question.pk)).context["form"]
    options = [
        ("item", {"text": option["text"], "feedback": option["feedback"], **({"correct": "on"} if right else {})})
        for option in form["body"].value()[0].value["options"]
        for right in [option["correct"]]
    ]
    names = ["key", "prompt", "context", "explanation", "source", "status", "topic", "difficulty", "bloom"]
    return nested_form_data(
        {
            **{name: form[name].value() for name in [*names, "language"]},
            "image": form["image"].value() or "",
            "tags": ", ".join(str(label) for label in form["tags"].value()),
            "body": streamfield([("single_choice", {"options": streamfield(options)})]),
            "citations": inline_formset([]),
        }
    )


def test_a_copy_is_a_draft_of_its_own(as_editor):
    original = tag(make_question(key="T2-01", image=make_image()), "inkoop")
    assert as_editor.post(bank_url("add"), copied_form(as_editor, original)).status_code == 302
    copy = Question.objects.get(key="T2-01-kopie").get_latest_revision_as_object()
    assert not copy.live
    assert copy.image == original.image
    assert [label.name for label in copy.tags.all()] == ["inkoop"]
    original.refresh_from_db()
    assert original.live
    assert original.key == "T2-01"


def test_a_copy_starts_from_the_newest_draft(home):
    original = make_question(prompt="Oud")
    original.prompt = "Nieuw"
    original.save_revision()
    copy = copy_of(Question.objects.get())
    assert copy.prompt == "Nieuw"
    assert copy.pk is None


def test_the_key_of_a_copy_is_free_and_fits(home):
    make_question(key="T2-01-kopie")
    assert free_key("T2-01") == "T2-01-kopie-2"
    longest = make_question(key="K" * 50)
    copied = free_key(longest.key)
    assert len(copied) == 50
    assert copied.endswith("-kopie")


def test_an_editor_tries_a_question_as_a_learner_before_saving_it(as_editor):
    original = make_question(prompt="Mag dit?")
    preview = bank_url("preview_on_edit", original.pk)
    assert as_editor.post(preview, copied_form(as_editor, original)).json()["is_valid"]
    page = as_editor.get(preview).content.decode()
    assert "Mag dit?" in page
    assert "Optie 1" in page
    assert "Uitleg bij optie 1." not in page


@pytest.fixture
def review(home) -> Workflow:
    """A workflow in which the editors approve each other's questions."""
    workflow = Workflow.objects.create(name="Vier ogen")
    task = GroupApprovalTask.objects.create(name="Nalezen")
    task.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    kind = ContentType.objects.get_for_model(Question)
    WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
    return workflow


def test_a_question_is_reviewed_before_it_is_published(as_editor, review):
    question = make_question(key="T2-01", prompt="Oude vraag?")
    form = copied_form(as_editor, question) | {"key": "T2-01", "prompt": "Nieuwe vraag?", "action-submit": "1"}
    assert as_editor.post(bank_url("edit", question.pk), form).status_code == 302
    question = Question.objects.get()
    assert question.workflow_in_progress
    assert question.prompt == "Oude vraag?", "learners still get the version that was published"
    task_state = question.current_workflow_task_state
    approve = bank_url("workflow_action", question.pk, "approve", task_state.pk)
    assert as_editor.post(approve, {"comment": ""}).status_code == 302
    question = Question.objects.get()
    assert question.prompt == "Nieuwe vraag?"
    assert not question.workflow_in_progress


def test_a_question_that_is_sent_back_stays_as_it_was(as_editor, review):
    question = make_question(key="T2-01", prompt="Oude vraag?")
    form = copied_form(as_editor, question) | {"key": "T2-01", "prompt": "Nieuwe vraag?", "action-submit": "1"}
    as_editor.post(bank_url("edit", question.pk), form)
    question = Question.objects.get()
    reject = bank_url("workflow_action", question.pk, "reject", question.current_workflow_task_state.pk)
    as_editor.post(reject, {"comment": "De bron ontbreekt."})
    question = Question.objects.get()
    assert question.prompt == "Oude vraag?"
    assert question.current_workflow_state.status == "needs_changes"


@pytest.mark.parametrize("view", ["list", "add", "edit", "copy", "usage"])
def test_nobody_but_editors_opens_the_bank(home, learner, view):
    question = make_question()
    address = bank_url(view, *([question.pk] if view in ("edit", "copy", "usage") else []))
    officer = make_member(make_organisation(), role="hr")
    for somebody in (learner, officer):
        response = signed_in(somebody).get(address)
        assert response.status_code == 302
        assert response.url != address
    assert Client().get(address).status_code == 302
    assert Question.objects.count() == 1


@pytest.mark.row("Q16")
def test_an_administrator_gives_and_takes_away_extra_time(as_administrator, learner):
    added = as_administrator.post(EXTRA_TIME + "new/", {"user": learner.email.upper(), "percentage": "50"})
    assert added.status_code == 302
    given = ExtraTime.objects.get()
    assert (given.user, given.percentage) == (learner, 50)
    assert learner.email in as_administrator.get(EXTRA_TIME, {"q": learner.name}).content.decode()
    edit = f"{EXTRA_TIME}edit/{given.pk}/"
    assert learner.email in as_administrator.get(edit).content.decode()
    as_administrator.post(edit, {"user": learner.email, "percentage": "25"})
    given.refresh_from_db()
    assert given.percentage == 25
    as_administrator.post(f"{EXTRA_TIME}delete/{given.pk}/")
    assert not ExtraTime.objects.exists()


@pytest.mark.parametrize(
    ("email", "percentage"),
    [
        ("nobody@gemeente.example", "25"),
        ("", "25"),
        ("known", "0"),
        ("known", "301"),
        ("known", "veel"),
        ("known", ""),
    ],
)
@pytest.mark.row("Q16")
def test_wrong_extra_time_is_refused(as_administrator, learner, email, percentage):
    sent = learner.email if email == "known" else email
    response = as_administrator.post(EXTRA_TIME + "new/", {"user": sent, "percentage": percentage})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not ExtraTime.objects.exists()


@pytest.mark.row("Q16")
def test_somebody_has_extra_time_once(as_administrator, learner):
    ExtraTime.objects.create(user=learner, percentage=25)
    response = as_administrator.post(EXTRA_TIME + "new/", {"user": learner.email, "percentage": "50"})
    assert response.context["form"].errors
    assert ExtraTime.objects.get().percentage == 25


@pytest.mark.parametrize("path", ["", "new/", "edit/{}/", "delete/{}/", "usage/{}/", "history/{}/"])
@pytest.mark.row("Q16")
def test_only_administrators_know_who_has_extra_time(as_editor, learner, path):
    given = ExtraTime.objects.create(user=learner, percentage=30)
    address = EXTRA_TIME + path.format(given.pk)
    officer = make_member(make_organisation(), role="hr")
    for client in (as_editor, signed_in(officer), signed_in(learner), Client()):
        for response in (client.get(address), client.post(address, {"user": learner.email, "percentage": "99"})):
            assert response.status_code in (302, 405)
            assert learner.email not in response.content.decode()
    given.refresh_from_db()
    assert given.percentage == 30


@pytest.mark.row("Q16")
def test_the_menu_of_an_editor_does_not_name_extra_time(as_editor, as_administrator):
    assert EXTRA_TIME not in as_editor.get("/admin/").content.decode()
    assert EXTRA_TIME in as_administrator.get("/admin/").content.decode()
