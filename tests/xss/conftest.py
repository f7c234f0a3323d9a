"""The demonstration site in every state, for tests that write all over it."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from tests.accessibility.cases import CASES
from tests.accessibility.places import fill
from tests.accessibility.roles import ROLES, person
from tests.demonstration import Demonstration
from tests.factories.badges import write_badge_key


@pytest.fixture(scope="package")
def transactional_db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """In place of pytest-django's, which empties the database after each test; here at the end of the folder."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="package")
def places(transactional_db, demonstration: Demonstration, tmp_path_factory) -> Iterator[list[tuple[str, str]]]:
    """Each role and path that the walk for accessibility knows."""
    demonstration.load()
    with override_settings(CERTIFICATE_BADGE_KEY=write_badge_key(tmp_path_factory.mktemp("keys") / "badge.pem")):
        words = fill()
        cases = [case for cases in CASES.values() for case in cases]
        yield list(dict.fromkeys((case.role, case.path.format(**words)) for case in cases))


@pytest.fixture(scope="package")
def client_of(places) -> Callable[[str], Client]:
    """One client for each role, that tells of what breaks instead of stopping."""
    clients: dict[str, Client] = {}

    def make(role: str) -> Client:
        if role not in clients:
            clients[role] = Client(raise_request_exception=False)
            if ROLES[role]:
                clients[role].force_login(person(role))
        return clients[role]

    return make
