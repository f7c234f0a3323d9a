"""What an editor wrote is drawn once for everybody: a change is seen at once, and a draft is never kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.content_version import one_version
from cms.models import StandardPage
from tests.factories.cms import make_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def with_text(page: StandardPage, words: str) -> StandardPage:
    page.body = [("text", f"<p>{words}</p>")]
    page.save_revision().publish()
    return page


@pytest.fixture(autouse=True)
def sites_are_read_anew():
    """Wagtail keeps where sites begin, also of one that was taken back with the test that made it."""
    Site.clear_site_root_paths_cache()


@pytest.fixture
def page(home) -> StandardPage:
    return with_text(make_page("Over ons", slug="over"), "Zo was het.")


def test_the_second_reader_gets_the_same_words_without_drawing(client, page):
    assert "Zo was het." in client.get("/over/").text
    assert "Zo was het." in client.get("/over/").text


def test_what_an_editor_changes_is_seen_at_once(client, page):
    client.get("/over/")
    with_text(page, "Zo is het.")
    text = client.get("/over/").text
    assert "Zo is het." in text
    assert "Zo was het." not in text


def test_a_draft_is_shown_to_who_writes_it_and_to_nobody_else(client, page):
    client.get("/over/")
    page.body = [("text", "<p>Zo wordt het.</p>")]
    preview = page.make_preview_request()
    preview.render()
    assert "Zo wordt het." in preview.content.decode()
    assert "Zo was het." in client.get("/over/").text


def test_the_text_holds_nothing_of_its_first_reader(client, page):
    client.force_login(make_user(name="Sanne de Vries"))
    assert "Sanne de Vries" in client.get("/over/").text
    client.logout()
    assert "Sanne de Vries" not in client.get("/over/").text


def test_a_page_that_moves_has_its_new_address_at_once(client, page):
    other = make_page("Elders", slug="elders")
    with one_version():
        assert page.get_url() == "/over/"
        page.move(other, pos="last-child")
        assert Page.objects.get(pk=page.pk).specific.get_url() == "/elders/over/"
    assert client.get("/elders/over/").status_code == 200


def test_a_page_of_two_sites_has_the_address_of_the_site_one_is_at(rf, page):
    own = Site.objects.get(is_default_site=True)
    other = Site.objects.create(hostname="ander.example", port=80, root_page=own.root_page)
    for site in (own, other):
        request = rf.get("/")
        request._wagtail_site = site
        with one_version():
            kept = page.get_url_parts(request)
        assert kept == Page.get_url_parts(page, request)
        assert kept[0] == site.pk


def test_addresses_on_one_page_cost_no_query(page):
    with one_version():
        page.get_url()
        with CaptureQueriesContext(connection) as queries:
            assert [StandardPage.objects.get(pk=page.pk).get_url() for _time in range(3)] == ["/over/"] * 3
    assert len(queries) == 3
