"""A lesson asks the database a few things about its reader, however large the course and the crowd."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.enrol import enrol
from courses.models import CoursePage, Enrolment, Note
from courses.progress import complete_step
from people.models import User
from tests.factories.courses import make_course, steps_of
from tests.factories.people import make_user

AT_MOST = 8


def questions_asked(client: Client, address: str) -> list[str]:
    """The queries of a second look, when what is the same for everybody has been read."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def learn(user: User, course: CoursePage) -> Client:
    """Someone who has done the first step and wrote something beside the second."""
    enrolment = enrol(user, course)
    first, second, *_rest = steps_of(course)
    complete_step(enrolment, first)
    Note.objects.create(enrolment=enrolment, step_key=second.translation_key, block_id="x", text="Vraag Sanne")
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("steps", [5, 50])
def test_the_number_of_queries_does_not_grow_with_the_course(home, learner, steps):
    course = make_course("Kort of lang", lessons=steps)
    asked = questions_asked(learn(learner, course), steps_of(course)[1].url)
    assert 1 < len(asked) <= AT_MOST, "\n".join(asked)


@pytest.mark.parametrize("others", [10, 10_000])
def test_the_number_of_queries_does_not_grow_with_the_crowd(home, learner, others):
    course = make_course("Druk", lessons=5)
    crowd = User.objects.bulk_create(User(email=f"collega{number}@gemeente.example") for number in range(others))
    Enrolment.objects.bulk_create(
        Enrolment(user=user, course=course, course_key=course.translation_key) for user in crowd
    )
    asked = questions_asked(learn(learner, course), steps_of(course)[1].url)
    assert 1 < len(asked) <= AT_MOST, "\n".join(asked)


def test_somebody_elses_note_is_never_drawn_for_all(home, learner):
    """The drawn text is kept for everybody, so what one person wrote must not be in it."""
    course = make_course("Gedeeld", lessons=2)
    step = steps_of(course)[1]
    block = step.specific.body[0]
    writer = learn(learner, course)
    Note.objects.filter(enrolment__user=learner).update(block_id=block.id, text="Alleen voor mij")
    assert "Alleen voor mij" in writer.get(step.url).content.decode()
    assert "Alleen voor mij" not in learn(make_user(), course).get(step.url).content.decode()
