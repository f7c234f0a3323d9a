"""What all tests share. Settings of the suite are in config/settings/test.py."""

import pytest
from django.test import Client

from cms.models import HomePage
from people.models import User

from .factories.people import make_user
from .factories.site import make_site


@pytest.fixture
def home(db: None) -> HomePage:
    return make_site()


@pytest.fixture
def learner(db: None) -> User:
    return make_user(name="Sanne de Vries")


@pytest.fixture
def as_learner(learner: User, home: HomePage) -> Client:
    client = Client()
    client.force_login(learner)
    return client
