"""What is kept of the content is forgotten as soon as an editor changes something, and not before."""

import threading

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from modelcluster.fields import ParentalKey
from wagtail.models import Page, PageViewRestriction, Site, get_page_models
from wagtail.snippets.models import get_snippet_models

from cms.content_version import current_version, is_watched, kept, new_version, one_version
from cms.models import ContentVersion
from database.fixed_query import FixedQuery
from people.models import User
from tests.factories.cms import make_branding, make_page
from tests.factories.people import make_user


class Counted:
    """A kept function that counts how often it really worked."""

    def __init__(self) -> None:
        self.worked = 0
        self.ask = kept(most=10)(self._work)

    def _work(self, what: str) -> str:
        self.worked += 1
        return what.upper()


@pytest.fixture
def counted(home) -> Counted:
    return Counted()


def test_the_second_time_it_is_not_worked_out_again(counted):
    assert [counted.ask("menu"), counted.ask("menu"), counted.ask("pad")] == ["MENU", "MENU", "PAD"]
    assert counted.worked == 2


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete", "move", "site", "branding", "restrict"])
def test_every_change_by_an_editor_is_seen(counted, home, change):
    page, other = make_page("Over ons"), make_page("Elders")
    counted.ask("menu")
    if change == "publish":
        page.title = "Wie wij zijn"
        page.save_revision().publish()
    elif change == "unpublish":
        page.unpublish()
    elif change == "delete":
        page.delete()
    elif change == "move":
        page.move(other, pos="last-child")
    elif change == "site":
        Site.objects.get().save()
    elif change == "branding":
        make_branding()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    counted.ask("menu")
    assert counted.worked == 2


def test_what_a_learner_does_leaves_it_alone(counted):
    counted.ask("menu")
    make_user()
    counted.ask("menu")
    assert counted.worked == 1


def test_a_request_is_drawn_from_one_version_and_asks_for_it_once(counted, django_assert_num_queries):
    with one_version(), django_assert_num_queries(1):
        counted.ask("menu")
        counted.ask("pad")
        current_version()


def test_a_change_within_a_request_is_seen_in_it(counted):
    with one_version():
        counted.ask("menu")
        new_version()
        counted.ask("menu")
    assert counted.worked == 2


def test_a_change_that_is_taken_back_leaves_the_version_that_was(home):
    before = current_version()
    with transaction.atomic():
        new_version()
        assert current_version() != before
        transaction.set_rollback(True)
    assert current_version() == before


def test_without_a_version_nothing_is_kept(db):
    ContentVersion.objects.all().delete()
    assert current_version() == ""
    counted = Counted()
    counted.ask("menu")
    counted.ask("menu")
    assert counted.worked == 2


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_change_as_soon_as_it_is_committed():
    new_version()
    seen = {}

    def look(when: str) -> None:
        seen[when] = current_version()
        connection.close()

    def elsewhere(when: str) -> None:
        thread = threading.Thread(target=look, args=(when,))
        thread.start()
        thread.join()

    elsewhere("before")
    new_version()
    elsewhere("after")
    assert seen["before"] != seen["after"] == current_version()


def test_everything_that_pages_point_at_is_watched():
    """Models with rows of people are left out: pages show their author's name only as words of the page."""
    shown = set(get_page_models()) | set(get_snippet_models())
    shown |= {
        field.related_model
        for model in get_page_models()
        for field in model._meta.get_fields()
        if field.is_relation and (field.many_to_one or field.many_to_many or is_child(field))
    }
    ours = {model for model in shown if model is not None and model._meta.app_label in labels_of_content()}
    assert [model for model in ours if not is_watched(model)] == []


def is_child(field: models.Field) -> bool:
    """Rows that an editor fills in on the form of the page itself."""
    return isinstance(field, models.ManyToOneRel) and isinstance(field.field, ParentalKey)


def labels_of_content() -> set[str]:
    return {"cms", "courses", "guests"} & {app.label for app in apps.get_app_configs()}


def test_a_query_that_is_composed_once_answers_for_everybody(db, django_assert_num_queries):
    first, second = make_user(email="een@gemeente.example"), make_user(email="twee@gemeente.example")
    email_of = FixedQuery(lambda user: User.objects.filter(pk=user, is_active=True).values_list("email"), int)
    assert email_of.first(first.pk) == ("een@gemeente.example",)
    with django_assert_num_queries(1):
        assert email_of.first(second.pk) == ("twee@gemeente.example",)
    assert email_of.first(0) is None


def test_an_address_leads_to_the_published_page_only(client, home):
    page = make_page("Over ons", slug="over")
    assert client.get("/over/").status_code == 200
    page.unpublish()
    assert client.get("/over/").status_code == 404
    assert Page.objects.filter(slug="over").exists()


def test_a_page_for_some_people_asks_for_sign_in_at_once(client, home):
    page = make_page("Intranet", slug="intranet")
    assert client.get("/intranet/").status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/intranet/").status_code == 302
