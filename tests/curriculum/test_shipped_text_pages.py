"""Help, privacy and the other text pages are there in English, beside the Dutch ones."""

import pytest
from lxml import html
from wagtail.models import Locale
from wagtail_localize.models import Translation

from cms.models import HomePage, StandardPage
from curriculum.load import load_pages, load_sources
from curriculum.site import setup_site
from curriculum.translate import load_translated_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(db) -> Locale:
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def home(english) -> HomePage:
    """A site with the text pages in Dutch."""
    home = setup_site()
    load_sources()
    load_pages(home)
    return home


def test_each_is_there_once_block_by_block_and_in_the_menus(home, english, client):
    for _again in range(2):
        load_translated_pages(home, english)
    dutch = StandardPage.objects.child_of(home)
    assert dutch.count() == StandardPage.objects.filter(locale=english).count() == 4
    for page in dutch:
        translation = page.get_translation(english)
        assert [block.id for block in translation.body] == [block.id for block in page.body], page.title
        assert translation.show_in_footer == page.show_in_footer
        known = Translation.objects.get(source__object_id=page.translation_key)
        assert known.get_progress()[0] == known.get_progress()[1]
    front = html.fromstring(client.get("/en/").content)
    for slug in ("help", "about", "privacy", "accessibility"):
        (link,) = front.xpath(f"//a[@href='/en/{slug}/']")
        assert link.get("lang") is None
        assert client.get(f"/en/{slug}/").status_code == 200


def test_one_that_an_editor_removed_stops_nothing_and_stays_away(home, english):
    StandardPage.objects.get(slug="hulp").delete()
    load_translated_pages(home, english)
    assert set(StandardPage.objects.filter(locale=english).values_list("slug", flat=True)) == {
        "about",
        "privacy",
        "accessibility",
    }
