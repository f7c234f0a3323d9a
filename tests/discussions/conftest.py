"""The cast: who asks, a colleague, an outsider, hosts and an editor, around one lesson."""

import pytest
from django.test import Client

from courses.models import CoursePage, StepPage
from discussions.models import Question
from people.models import User
from tests.factories.courses import make_course
from tests.factories.discussions import make_course_host, make_learner, make_question
from tests.factories.guests import make_editor
from tests.factories.people import make_member, make_organisation, make_user


@pytest.fixture
def course(home) -> CoursePage:
    return make_course(title="Sociaal inkopen", lessons=2)


@pytest.fixture
def step(course) -> StepPage:
    return StepPage.objects.descendant_of(course).order_by("path").first()


@pytest.fixture
def organisation(db):
    return make_organisation("Gemeente Rivierdam")


@pytest.fixture
def asker(step, organisation) -> User:
    return make_member(organisation, user=make_learner(step, name="Samira El Amrani"))


@pytest.fixture
def colleague(step, organisation) -> User:
    """Works with the asker and takes the same course."""
    return make_member(organisation, user=make_learner(step, name="Bram Willems"))


@pytest.fixture
def outsider(db) -> User:
    """Works elsewhere and does not take the course."""
    return make_member(make_organisation(), name="Ivo Janssen")


@pytest.fixture
def host(course) -> User:
    return make_course_host(course, make_user(name="Nadia Bos"))


@pytest.fixture
def foreign_host(home) -> User:
    """Answers questions about another course."""
    return make_course_host(make_course())


@pytest.fixture
def editor(home) -> User:
    return make_editor(name="Ruben Dijkman")


@pytest.fixture
def question(step, asker) -> Question:
    return make_question(step, asker, "Mag dit ook onder de drempel?")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
