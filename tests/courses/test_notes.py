"""Private notes beside the blocks of a lesson, and answers to reflections."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from courses.enrol import enrol
from courses.models import LessonPage, Note
from courses.models.private import LONGEST_NOTE
from courses.private import NoteForm
from courses.progress import complete_step
from tests.factories.courses import make_course, make_lesson, module_of
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
def enrolment(learner, course):
    return enrol(learner, course)


def address(lesson, kind="text"):
    return reverse("note", args=[lesson.pk, block_of(lesson, kind)])


def write(client, lesson, text, kind="text", **headers):
    return client.post(address(lesson, kind), {"text": text}, headers=headers)


def write_by_script(client, lesson, text):
    return write(client, lesson, text, accept="application/json")


def page_of(client, path):
    return html.fromstring(client.get(path).content)


def words(element):
    return " ".join(element.text_content().split())


def test_a_note_is_kept_beside_its_block_and_one_is_back_at_that_block(as_learner, enrolment, lesson):
    response = write(as_learner, lesson, "Vragen aan juridische zaken")
    assert response.url == f"{lesson.url}#block-{block_of(lesson, 'text')}"
    beside = page_of(as_learner, lesson.url).get_element_by_id(f"block-{block_of(lesson, 'text')}")
    assert beside.xpath(".//details[@open]//textarea")[0].text == "Vragen aan juridische zaken"
    assert "Opgeslagen" in words(beside.xpath(".//*[@role='status']")[0])


def test_a_second_note_on_a_block_takes_the_place_of_the_first(as_learner, enrolment, lesson):
    write(as_learner, lesson, "Eerst")
    write(as_learner, lesson, "Later")
    assert [note.text for note in Note.objects.all()] == ["Later"]


def test_a_script_hears_that_it_is_saved_and_when(as_learner, enrolment, lesson):
    said = write_by_script(as_learner, lesson, "Kort").json()["message"]
    assert said.startswith("Opgeslagen ")
    assert len(said) == len("Opgeslagen 14:02")
    assert Note.objects.get().text == "Kort"


@pytest.mark.parametrize("empty", ["", "   ", "\r\n\r\n"])
def test_saving_nothing_removes_the_note_and_says_so(as_learner, enrolment, lesson, empty):
    write(as_learner, lesson, "Weg ermee")
    assert write_by_script(as_learner, lesson, empty).json()["message"] == "Notitie verwijderd."
    assert not Note.objects.exists()
    assert write_by_script(as_learner, lesson, empty).status_code == 200


@pytest.mark.parametrize("length", [LONGEST_NOTE + 1, 100_000])
def test_a_text_that_is_too_long_comes_back_as_it_was_typed_with_the_limit(as_learner, enrolment, lesson, length):
    text = "Waarom? " * (length // 8) + "x" * (length % 8)
    response = write(as_learner, lesson, text)
    page = html.fromstring(response.content)
    assert response.status_code == 422
    assert not Note.objects.exists()
    assert page.xpath("//textarea")[0].text.strip() == text.strip()
    assert "hoogstens 5000 tekens" in words(page)
    assert page.xpath("//*[@role='alert']//a/@href") == ["#id_text"]
    by_script = write_by_script(as_learner, lesson, text)
    assert by_script.status_code == 422
    assert "uw tekst staat hier nog" in by_script.json()["message"]


def test_a_refused_change_leaves_the_note_that_was_there(as_learner, enrolment, lesson):
    write(as_learner, lesson, "Blijft staan")
    write(as_learner, lesson, "x" * (LONGEST_NOTE + 1))
    assert Note.objects.get().text == "Blijft staan"


@given(lines=st.lists(st.text("ab ", max_size=30), max_size=200))
def test_a_line_end_counts_as_one_character_whatever_the_browser_sends(lines):
    typed = "\n".join(lines)
    sent = NoteForm({"text": typed.replace("\n", "\r\n")})
    assert sent.is_valid() == (len(typed.strip()) <= LONGEST_NOTE)
    assert sent.cleaned_data["text"] == typed.strip()


def test_what_somebody_types_is_shown_as_text(as_learner, enrolment, lesson):
    write(as_learner, lesson, "</textarea><script>alert(1)</script>")
    for path in (lesson.url, reverse("my_notes")):
        assert "<script>alert" not in as_learner.get(path).content.decode()


def test_a_reflection_has_a_field_of_its_own_and_says_who_reads_it(as_learner, enrolment, lesson):
    write(as_learner, lesson, "Het groen in Noord", kind="reflection")
    beside = page_of(as_learner, lesson.url).get_element_by_id(f"block-{block_of(lesson, 'reflection')}")
    assert "Welke opdracht kiest u?" in words(beside)
    assert "Alleen u kunt dit lezen" in words(beside)
    assert not beside.xpath(".//details")
    assert beside.xpath(".//textarea")[0].text == "Het groen in Noord"


def test_every_field_has_a_label_of_its_own(as_learner, enrolment, lesson):
    page = page_of(as_learner, lesson.url)
    fields = page.xpath("//main//textarea/@id")
    labels = [words(page.xpath(f"//label[@for='{field}']")[0]) for field in fields]
    assert len(fields) == len(set(labels)) == 3, "a heading takes no note"


def test_a_heading_and_an_unknown_block_take_no_note(as_learner, enrolment, lesson):
    assert write(as_learner, lesson, "x", kind="heading").status_code == 404
    for unknown in (str(uuid4()), "x" * 500, "emoji-🌱"):
        assert as_learner.post(reverse("note", args=[lesson.pk, unknown]), {"text": "x"}).status_code == 404
    assert not Note.objects.exists()


def test_without_enrolment_there_is_no_field_and_nothing_is_written(as_learner, lesson):
    assert not page_of(as_learner, lesson.url).xpath("//main//textarea")
    assert write(as_learner, lesson, "x").status_code == 404
    assert as_learner.get(address(lesson)).status_code == 404
    assert not Note.objects.exists()


def test_a_step_of_another_course_and_an_unpublished_one_are_the_same_404(as_learner, enrolment, lesson):
    other = make_lesson_of_blocks(make_course(lessons=0))
    assert write(as_learner, other, "x").status_code == 404
    path = address(lesson)
    lesson.unpublish()
    assert as_learner.post(path, {"text": "x"}).status_code == 404
    assert as_learner.post(reverse("note", args=[10**30, "x"]), {"text": "x"}).status_code == 404
    assert not Note.objects.exists()


def test_a_colleague_sees_neither_text_nor_number_of_anothers_notes(as_learner, enrolment, course, lesson):
    write(as_learner, lesson, "Alleen voor mij")
    colleague = Client()
    colleague.force_login(make_user(name="Bram Collega"))
    for path in (lesson.url, reverse("my_notes"), reverse("my_learning")):
        assert "Alleen voor mij" not in colleague.get(path).content.decode()
    assert colleague.post(reverse("delete_note", args=[Note.objects.get().pk])).status_code == 404
    enrol(make_user(), course)
    assert Note.objects.get().text == "Alleen voor mij"


def test_a_colleague_in_the_same_course_writes_beside_the_same_block(as_learner, enrolment, course, lesson):
    write(as_learner, lesson, "Van mij")
    user = make_user()
    enrol(user, course)
    colleague = Client()
    colleague.force_login(user)
    write(colleague, lesson, "Van de collega")
    assert set(Note.objects.values_list("enrolment__user__email", "text")) == {
        (enrolment.user.email, "Van mij"),
        (user.email, "Van de collega"),
    }


def test_a_visitor_must_sign_in(lesson):
    visitor = Client()
    for path in (reverse("my_notes"), address(lesson)):
        assert visitor.get(path).url.startswith("/accounts/login/")
    assert write(visitor, lesson, "x").status_code == 302
    assert not Note.objects.exists()


def test_reading_the_page_of_a_note_writes_nothing_and_deleting_asks_for_post(as_learner, enrolment, lesson):
    assert as_learner.get(address(lesson)).status_code == 200
    assert not Note.objects.exists()
    write(as_learner, lesson, "x")
    assert as_learner.get(reverse("delete_note", args=[Note.objects.get().pk])).status_code == 405
    assert as_learner.post(reverse("delete_note", args=[10**30])).status_code == 404


def test_a_character_no_database_keeps_is_left_out(as_learner, enrolment, lesson):
    assert write_by_script(as_learner, lesson, "a\x00b").status_code == 200
    assert Note.objects.get().text == "ab"


def test_the_overview_has_all_notes_in_the_order_of_the_course(as_learner, enrolment, lesson):
    write(as_learner, lesson, "Over de opdracht", kind="reflection")
    write(as_learner, lesson, "Over de wet")
    page = page_of(as_learner, reverse("my_notes"))
    assert [words(text) for text in page.xpath("//div[@class='ldl-notes__text']")] == [
        "Over de wet",
        "Over de opdracht",
    ]
    assert [words(link) for link in page.xpath("//p[@class='ldl-notes__place']/a")] == [
        "De wet – Wat staat er in de wet?",
        "De wet – Welke opdracht kiest u?",
    ]
    assert page.xpath("//p[@class='ldl-notes__place']/a/@href")[0].endswith(f"#block-{block_of(lesson, 'text')}")


def test_an_overview_without_notes_says_how_to_make_one(as_learner):
    assert "U hebt nog geen notities" in words(page_of(as_learner, reverse("my_notes")))


def test_a_lesson_asks_for_notes_only_where_there_are_any_and_then_once(as_learner, enrolment, lesson):
    as_learner.get(lesson.url)
    counts = []
    for kind in ("", "text", "definition", "reflection"):
        if kind:
            write(as_learner, lesson, "x", kind=kind)
            as_learner.get(lesson.url)
        with CaptureQueriesContext(connection) as captured:
            as_learner.get(lesson.url)
        counts.append(len(captured))
    without, *with_notes = counts
    assert with_notes == [without + 1] * 3


def test_a_note_outlives_its_block_and_its_lesson_and_can_be_removed(as_learner, enrolment, lesson):
    write(as_learner, lesson, "Nog steeds van mij")
    lesson.body = [("text", "<p>Iets anders.</p>")]
    lesson.save_revision().publish()
    page = page_of(as_learner, reverse("my_notes"))
    assert page.xpath("//p[@class='ldl-notes__place']/a/@href") == [lesson.url]
    lesson.unpublish()
    assert "Deze stap staat niet meer in de cursus" in words(page_of(as_learner, reverse("my_notes")))
    assert "Nog steeds van mij" in words(page_of(as_learner, reverse("my_notes")))
    assert as_learner.post(reverse("delete_note", args=[Note.objects.get().pk])).url == reverse("my_notes")
    assert not Note.objects.exists()


def test_a_note_on_a_step_that_is_not_open_yet_is_refused_and_comes_back_as_it_was_typed(
    as_learner, enrolment, course, lesson
):
    first = make_lesson(module_of(course), title="Wat is inkoop?")
    LessonPage.objects.filter(pk=lesson.pk).update(opens_after=first)
    response = write(as_learner, lesson, "Hier had ik nog over na willen denken")
    assert response.status_code == 422
    page = html.fromstring(response.content)
    assert "Deze stap is nog niet open. Doe eerst “Wat is inkoop?”." in words(page.xpath("//*[@role='alert']")[0])
    assert page.xpath("//textarea")[0].text.strip() == "Hier had ik nog over na willen denken"
    by_script = write_by_script(as_learner, lesson, "Kort")
    assert by_script.status_code == 422
    assert by_script.json()["message"] == "Deze stap is nog niet open. Doe eerst “Wat is inkoop?”."
    assert not Note.objects.exists()
    complete_step(enrolment, first)
    write(as_learner, lesson, "Nu wel")
    assert Note.objects.get().text == "Nu wel"
