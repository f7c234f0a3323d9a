"""What all tests share. Settings of the suite are in config/settings/test.py."""

import gc
from collections.abc import Iterator
from contextlib import closing
from typing import NoReturn

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from django.test.signals import reset_template_engines
from modelsearch import signal_handlers as search_signals
from modelsearch.backends.base import BaseSearchBackend
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import HomePage
from people.models import User

from .browser import browser, playwright  # noqa: F401 - fixtures, one browser for all that need it
from .demonstration import Demonstration
from .factories.people import make_user
from .factories.site import make_site
from .prepared_database import copy_prepared_database, delete_rows
from .undefined_variables import RaiseIfInvalid

# How fast this machine makes examples says nothing about the code.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")


# A test with one of these uses the database.
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-with-database", action="store_true", help="Leave out what no database can change.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """.ci/run runs once what uses no database or is marked `once`; this property tells it in the report."""
    without = [item for item in items if not _uses_database(item)]
    for item in without:
        item.user_properties.append(("database", "none"))
    if config.getoption("only_with_database"):
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]


def pytest_collection_finish() -> None:
    """Half a million objects of Django and the tests stay for good; looking through them again and again is an eighth
    of the processor time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def _uses_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    marked = any(map(item.get_closest_marker, ("django_db", "accessibility")))
    return marked or not DATABASE_FIXTURES.isdisjoint(item.fixturenames)


@pytest.fixture(autouse=True, scope="session")
def undefined_template_variables_fail() -> None:
    """In the settings, because Django makes its engine anew from them after a test that changes DEBUG."""
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = RaiseIfInvalid(settings.BASE_DIR)
    reset_template_engines(setting="TEMPLATES")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database of this process is a copy already, and is thrown away when the next run copies."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    copy_prepared_database(connection.settings_dict)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Every test finds a site, also after one that empties the database: making it takes longer than most tests."""
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    post_migrate.connect(_make_site, sender=last, weak=False)
    if connection.vendor == "postgresql":
        type(connection.ops).sql_flush = staticmethod(delete_rows)
    with django_db_blocker.unblock():
        make_site()
        connection.close()


def _make_site(**_signal) -> None:
    make_site()


@pytest.fixture(scope="session")
def demonstration() -> Iterator[Demonstration]:
    with closing(Demonstration()) as kept:
        yield kept


class _NotKept:
    """In the place of the job that puts what is saved into the search index."""

    @staticmethod
    def enqueue(*_row: str) -> None:
        pass


def _nothing_to_search(*_arguments: object, **_options: object) -> NoReturn:
    raise AssertionError("The search index is not kept here: mark this test `indexed`.")


@pytest.fixture(autouse=True)
def indexes_are_kept_where_a_test_looks_at_them(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """Keeping the indexes of words and of references is a fifth of the time of all tests; `indexed` asks for it."""
    if (
        any(map(request.node.get_closest_marker, ("indexed", "accessibility")))
        or "live_server" in request.fixturenames
    ):
        yield
        return
    monkeypatch.setattr(search_signals, "insert_or_update_object_task", _NotKept)
    monkeypatch.setattr(BaseSearchBackend, "search", _nothing_to_search)
    monkeypatch.setattr(BaseSearchBackend, "autocomplete", _nothing_to_search)
    with disable_reference_index_auto_update():
        yield


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
