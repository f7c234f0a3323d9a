"""The cast: one author with a colleague, one of another enterprise, and an editor."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from guests.models import CaseIndexPage
from people.models import User
from tests.factories.guests import make_editor, make_entrepreneur, make_library


@pytest.fixture
def library(db: None) -> CaseIndexPage:
    return make_library()


@pytest.fixture
def author(library: CaseIndexPage) -> User:
    return make_entrepreneur(name="Hanneke Vos")


@pytest.fixture
def colleague(author: User) -> User:
    return make_entrepreneur(author.enterprises.get(), name="Karim Bakker")


@pytest.fixture
def other_author(library: CaseIndexPage) -> User:
    return make_entrepreneur(name="Olga Smit")


@pytest.fixture
def editor(library: CaseIndexPage) -> User:
    return make_editor(name="Ruben Dijkman")


@pytest.fixture
def english():
    """Words are held against what stands in the code, whatever their translation."""
    with translation.override("en"):
        yield


def signed_in_english(user: User) -> Client:
    client = signed_in(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_author(author: User) -> Client:
    return signed_in(author)


@pytest.fixture
def as_other(other_author: User) -> Client:
    return signed_in(other_author)


@pytest.fixture
def as_editor(editor: User) -> Client:
    return signed_in(editor)
