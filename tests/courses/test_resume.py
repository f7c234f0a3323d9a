"""Going on at the block where one was, on any device."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enrol import enrol
from courses.models import Position
from courses.progress import complete_step
from tests.factories.courses import make_course
from tests.factories.lessons import block_of, make_lesson_of_blocks

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=1)


@pytest.fixture
def lesson(course):
    return make_lesson_of_blocks(course)


@pytest.fixture
def enrolment(learner, course):
    return enrol(learner, course)


def leave(client, step, block_id=""):
    return client.post(reverse("left_off", args=[step.pk]), {"block_id": block_id})


def test_every_block_has_an_id_to_come_back_to(as_learner, lesson):
    content = as_learner.get(lesson.url).content.decode()
    for block in lesson.body:
        assert f'id="block-{block.id}"' in content


def test_one_goes_on_at_the_block_where_one_was_also_on_another_device(as_learner, learner, enrolment, course, lesson):
    block_id = block_of(lesson, "definition")
    assert leave(as_learner, lesson, block_id).status_code == 204
    phone = Client()
    phone.force_login(learner)
    place = f'href="{lesson.url}#block-{block_id}"'
    for path in ("/", "/mijn-leren/", course.url):
        assert place in phone.get(path).content.decode()


def test_only_the_last_place_is_kept(as_learner, enrolment, lesson):
    for kind in ("text", "reflection", "definition"):
        leave(as_learner, lesson, block_of(lesson, kind))
    assert Position.objects.get().block_id == block_of(lesson, "definition")
    leave(as_learner, lesson)
    assert Position.objects.get().block_id == ""


@pytest.mark.parametrize(
    "block_id", ["bestaat-niet", "efd881c3-dc96-43e2-a054-f03259eae957", "x" * 5000, "<script>", "\x00"]
)
def test_a_block_that_is_not_in_the_lesson_is_its_top(as_learner, enrolment, lesson, block_id):
    assert leave(as_learner, lesson, block_id).status_code == 204
    assert Position.objects.get().block_id == ""
    assert f'href="{lesson.url}"' in as_learner.get("/").content.decode()


def test_a_block_of_another_lesson_is_the_top_too(as_learner, enrolment, course, lesson):
    other = make_lesson_of_blocks(course, title="Nog een")
    leave(as_learner, lesson, block_of(other, "text"))
    assert Position.objects.get().block_id == ""


def test_after_a_step_is_done_one_goes_on_at_the_top_of_the_next(as_learner, enrolment, course, lesson):
    leave(as_learner, lesson, block_of(lesson, "definition"))
    complete_step(enrolment, lesson)
    first = course.get_descendants().get(title__startswith="Les ")
    assert f'href="{first.url}"' in as_learner.get("/").content.decode()


def test_without_enrolment_or_offline_no_place_is_kept(as_learner, lesson, learner, course):
    assert leave(as_learner, lesson, block_of(lesson, "text")).status_code == 404
    enrol(learner, course)
    lesson.unpublish()
    assert leave(as_learner, lesson, block_of(lesson, "text")).status_code == 404
    assert not Position.objects.exists()


def test_the_front_page_of_a_learner_begins_with_going_on_and_says_how_long(as_learner, enrolment, lesson):
    leave(as_learner, lesson)
    lesson.minutes = 6
    lesson.save_revision().publish()
    content = as_learner.get("/").content.decode()
    assert "Ga verder met De wet (6 minuten)" in " ".join(content.split())
    assert content.index("Ga verder met") < content.index("ldl-hero")
    assert content.count("<h1") == 1
    assert "Ga verder" not in Client().get("/").content.decode()
