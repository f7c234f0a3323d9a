"""What a learner wrote and kept goes along into a new period: it belongs to the learner."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from courses.enrol import enrol, open_new_period
from courses.models import Bookmark, Enrolment, Note
from courses.private import keep, kept_steps_of, let_go, notes_beside, notes_of, save_note
from tests.factories.certificates import finish
from tests.factories.courses import make_course
from tests.factories.lessons import block_of, make_lesson_of_blocks
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=0)


@pytest.fixture
def lesson(course):
    return make_lesson_of_blocks(course)


@pytest.fixture
def again(learner, course, lesson):
    """A second period of someone who wrote and kept something in the first."""
    first = enrol(learner, course)
    save_note(first, lesson, block_of(lesson, "text"), "Vragen aan juridische zaken")
    keep(first, lesson)
    finish(first)
    return open_new_period(learner, course)


def beside(client, lesson):
    page = html.fromstring(client.get(lesson.url).content)
    return page.get_element_by_id(f"block-{block_of(lesson, 'text')}").xpath(".//textarea")[0].text


def test_a_note_stands_beside_its_block_again(as_learner, again, lesson):
    assert beside(as_learner, lesson) == "Vragen aan juridische zaken"


def test_changing_it_changes_the_one_note_there_is(as_learner, learner, again, lesson):
    address = reverse("note", args=[lesson.pk, block_of(lesson, "text")])
    assert "Vragen aan juridische zaken" in as_learner.get(address).content.decode()
    as_learner.post(address, {"text": "Antwoord: het mag"})
    assert Note.objects.get().text == "Antwoord: het mag"
    assert [placed.note.text for group in notes_of(learner) for placed in group.notes] == ["Antwoord: het mag"]


def test_saving_it_empty_removes_it_for_good(as_learner, again, lesson):
    as_learner.post(reverse("note", args=[lesson.pk, block_of(lesson, "text")]), {"text": ""})
    assert not Note.objects.exists()


def test_a_new_note_belongs_to_the_new_period_and_one_page_shows_both(learner, again, lesson):
    save_note(again, lesson, block_of(lesson, "reflection"), "Het groenonderhoud")
    assert {note.text: note.enrolment.period for note in Note.objects.all()} == {
        "Vragen aan juridische zaken": 1,
        "Het groenonderhoud": 2,
    }
    assert len(notes_beside(again, lesson.translation_key)) == 2
    (group,) = notes_of(learner)
    assert len(group.notes) == 2


def test_a_bookmark_stays_and_is_taken_away_once(as_learner, learner, again, lesson):
    assert as_learner.get(lesson.url).context["is_kept"] is True
    keep(again, lesson)
    assert Bookmark.objects.count() == len(kept_steps_of(learner)) == 1
    let_go(again, lesson)
    assert as_learner.get(lesson.url).context["is_kept"] is False
    assert not Bookmark.objects.exists()


def test_a_colleague_in_a_second_period_sees_none_of_it(again, course, lesson):
    colleague = make_user()
    finish(enrol(colleague, course))
    theirs = open_new_period(colleague, course)
    client = Client()
    client.force_login(colleague)
    assert not beside(client, lesson)
    assert client.get(lesson.url).context["is_kept"] is False
    let_go(theirs, lesson)
    save_note(theirs, lesson, block_of(lesson, "text"), "")
    assert (Note.objects.count(), Bookmark.objects.count()) == (1, 1)


def test_the_same_step_in_another_course_has_notes_of_its_own(learner, again, lesson):
    """As for who was enrolled in a course that the step has left."""
    elsewhere = enrol(learner, make_course())
    assert notes_beside(elsewhere, lesson.translation_key) == {}
    assert Enrolment.objects.current().count() == 2
