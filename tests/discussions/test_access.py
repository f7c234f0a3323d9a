"""Who comes where: each address for each kind of person."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enrol import enrol
from courses.models import StepPage
from courses.progress import complete_step
from discussions.models import Answer, Question
from tests.factories.discussions import hide, make_answer, make_question
from tests.factories.guests import make_case_step, make_entrepreneur, make_published_case

from .conftest import signed_in

PEOPLE = ["asker", "colleague", "outsider", "host", "foreign_host", "editor"]
IN_THE_COURSE = {"asker", "colleague", "host", "editor"}


@pytest.fixture(params=PEOPLE)
def person(request):
    """Each of the cast in turn, with the name they have in it."""
    return request.param, request.getfixturevalue(request.param)


def status(response) -> int:
    return response.status_code


def test_the_questions_of_a_step_are_for_who_takes_part_in_the_course(person, step, question):
    name, user = person
    address = reverse("step_questions", args=[step.pk])
    expected = 200 if name in IN_THE_COURSE else 404
    assert status(signed_in(user).get(address)) == expected
    asked = signed_in(user).post(address, {"text": "Ik vraag ook iets"})
    assert status(asked) == (302 if name in IN_THE_COURSE else 404)
    assert Question.objects.filter(author=user, text="Ik vraag ook iets").exists() == (name in IN_THE_COURSE)


def test_one_question_is_for_who_takes_part_in_the_course(person, question):
    name, user = person
    address = reverse("question", args=[question.pk])
    assert status(signed_in(user).get(address)) == (200 if name in IN_THE_COURSE else 404)
    signed_in(user).post(address, {"text": "Ik weet het"})
    assert Answer.objects.filter(author=user).exists() == (name in IN_THE_COURSE)


def test_only_who_asked_changes_a_question(person, question):
    name, user = person
    address = reverse("change_question", args=[question.pk])
    assert status(signed_in(user).get(address)) == (200 if name == "asker" else 404)
    signed_in(user).post(address, {"text": "Anders"})
    question.refresh_from_db()
    assert (question.text == "Anders") == (name == "asker")


def test_only_who_asked_removes_a_question(person, question):
    name, user = person
    signed_in(user).post(reverse("remove_question", args=[question.pk]))
    assert Question.objects.filter(pk=question.pk).exists() == (name != "asker")


def test_only_who_answered_changes_an_answer(person, question, asker):
    name, user = person
    answer = make_answer(question, asker)
    address = reverse("change_answer", args=[answer.pk])
    assert status(signed_in(user).get(address)) == (200 if name == "asker" else 404)
    signed_in(user).post(address, {"text": "Anders"})
    answer.refresh_from_db()
    assert (answer.text == "Anders") == (name == "asker")


def test_who_asked_and_hosts_accept_an_answer_and_take_that_back(person, question, colleague):
    name, user = person
    answer = make_answer(question, colleague)
    address = reverse("accept_answer", args=[answer.pk])
    may = name in {"asker", "host"}
    assert status(signed_in(user).post(address, {"accept": "1"})) == (302 if may else 404)
    question.refresh_from_db()
    assert (question.accepted_answer == answer) == may
    Question.objects.update(accepted_answer=answer)
    signed_in(user).post(address, {"accept": "0"})
    question.refresh_from_db()
    assert (question.accepted_answer is None) == may


@pytest.mark.parametrize("kind", ["question", "answer"])
def test_only_editors_hide_and_show_again(person, question, colleague, kind):
    name, user = person
    words = question if kind == "question" else make_answer(question, colleague)
    client = signed_in(user)
    address = reverse(f"hide_{kind}", args=[words.pk])
    assert status(client.get(address)) == (200 if name == "editor" else 404)
    client.post(address, {"reason": "Onaardig"})
    words.refresh_from_db()
    assert words.is_hidden == (name == "editor")
    hide(words)
    client.post(reverse(f"show_{kind}", args=[words.pk]))
    words.refresh_from_db()
    assert words.is_hidden == (name != "editor")


def test_an_administrator_may_what_an_editor_may(question, django_user_model):
    administrator = django_user_model.objects.create_superuser("beheer@demo.example", name="Mei Lin")
    assert status(signed_in(administrator).get(reverse("question", args=[question.pk]))) == 200
    assert status(signed_in(administrator).get(reverse("hide_question", args=[question.pk]))) == 200


def test_a_visitor_must_sign_in_and_a_get_changes_nothing(question, asker):
    answer = make_answer(question, asker)
    addresses = [
        reverse("my_questions"),
        reverse("step_questions", args=[question.step_id]),
        reverse("question", args=[question.pk]),
        reverse("hide_answer", args=[answer.pk]),
    ]
    for address in addresses:
        assert Client().get(address).url.startswith("/accounts/login/")
    for name, pk in [
        ("remove_question", question.pk),
        ("accept_answer", answer.pk),
        ("show_question", question.pk),
        ("show_answer", answer.pk),
    ]:
        assert status(signed_in(asker).get(reverse(name, args=[pk]))) == 405


@pytest.mark.parametrize("name", ["step_questions", "question", "change_question", "hide_question", "change_answer"])
def test_a_number_no_database_holds_is_simply_not_found(name, editor):
    assert status(signed_in(editor).get(reverse(name, args=[10**30]))) == 404


def test_a_member_of_the_enterprise_of_a_case_is_host_of_its_step_only(course, step):
    member, other = make_entrepreneur(), make_entrepreneur()
    case_step = make_case_step(course, make_published_case(member))
    address = reverse("step_questions", args=[case_step.pk])
    assert status(signed_in(member).get(address)) == 200
    assert status(signed_in(other).get(address)) == 404
    assert status(signed_in(member).get(reverse("step_questions", args=[step.pk]))) == 404


def test_who_left_the_entrepreneurs_is_no_host_any_more(course):
    member = make_entrepreneur()
    case_step = make_case_step(course, make_published_case(member))
    member.groups.clear()
    assert status(signed_in(member).get(reverse("step_questions", args=[case_step.pk]))) == 404


@pytest.mark.parametrize("page", ["step", "course"])
def test_the_owner_of_the_step_and_of_its_course_are_hosts(request, page, step, outsider):
    owned = request.getfixturevalue(page)
    owned.owner = outsider
    owned.save()
    assert status(signed_in(outsider).get(reverse("step_questions", args=[step.pk]))) == 200
    other = StepPage.objects.exclude(pk=step.pk).first()
    expected = 200 if page == "course" else 404
    assert status(signed_in(outsider).get(reverse("step_questions", args=[other.pk]))) == expected


def test_a_step_that_is_not_open_yet_leads_to_the_step_that_says_so(course, step, asker, host):
    later = StepPage.objects.exclude(pk=step.pk).get().specific
    later.opens_after = step
    later.save()
    question = make_question(later, host)
    for address in (reverse("step_questions", args=[later.pk]), reverse("question", args=[question.pk])):
        response = signed_in(asker).post(address, {"text": "Vast iets vragen"})
        assert response.url == later.url
        assert status(signed_in(host).get(address)) == 200
    assert Question.objects.count() == 1
    complete_step(enrol(asker, course), step.specific)
    assert status(signed_in(asker).get(reverse("question", args=[question.pk]))) == 200


def test_offline_only_who_asked_hosts_and_editors_come_in(person, step, question):
    name, user = person
    step.unpublish()
    expected = 200 if name in {"asker", "host", "editor"} else 404
    assert status(signed_in(user).get(reverse("question", args=[question.pk]))) == expected


def test_my_questions_are_mine(asker, colleague, question):
    assert question.text in signed_in(asker).get(reverse("my_questions")).content.decode()
    assert question.text not in signed_in(colleague).get(reverse("my_questions")).content.decode()
