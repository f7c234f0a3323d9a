"""Searching for who has a question, and for who types nonsense."""

import pytest
from django.test import Client
from lxml import html

from tests.factories.cms import make_page
from tests.factories.courses import make_course, make_lesson, module_of

pytestmark = pytest.mark.indexed

ODD_QUERIES = [
    "' OR 1=1",
    "'; DROP TABLE wagtailcore_page; --",
    '"',
    '"onafgemaakt',
    "( ) AND OR NOT NEAR *",
    "a:b*",
    "\\",
    "%",
    "🙂",
    "🙂 wet",
    "\x00wet",
    "<script>alert(1)</script>",
    "ĳsvrij ß İ",
    "-",
    "   ",
    "",
]


def asked(client: Client, query: str | None, **more: object) -> html.HtmlElement:
    response = client.get("/zoeken/", {**({} if query is None else {"q": query}), **more})
    assert response.status_code == 200
    return html.fromstring(response.content)


def titles(page: html.HtmlElement) -> list[str]:
    return [" ".join(title.text_content().split()) for title in page.xpath("//ol[@class='ldl-hits']//h2")]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ODD_QUERIES)
def test_an_odd_query_gives_an_ordinary_page(client, query):
    make_page("Inkopen met artikel 2.82")
    page = asked(client, query)
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//script[contains(text(), 'alert')]")


@pytest.mark.django_db
def test_a_page_is_found_by_its_title_and_by_its_text(client):
    make_page("Over percelen", body=[("text", "<p>Het woord aanbesteding staat hier.</p>")], intro="Kort en goed.")
    assert titles(asked(client, "percelen")) == ["Over percelen"]
    found = asked(client, "aanbesteding")
    assert titles(found) == ["Over percelen"]
    assert "1 pagina met “aanbesteding”" in found.text_content()
    assert "Het woord aanbesteding staat hier." in found.text_content()
    assert "tekstpagina" in found.text_content().lower()


@pytest.mark.django_db
def test_the_beginning_of_a_word_in_the_title_is_enough(client):
    make_page("Voorbehouden opdrachten")
    assert titles(asked(client, "voorbeh")) == ["Voorbehouden opdrachten"]


@pytest.mark.django_db
def test_all_words_must_be_there(client):
    make_page("Groen onderhoud")
    assert titles(asked(client, "groen catering")) == []
    assert "We vonden niets met “groen catering”" in asked(client, "groen catering").text_content()


@pytest.mark.django_db
def test_a_visitor_finds_a_lesson_by_name_and_where_it_is_but_not_its_text(client):
    course = make_course("Sociaal inkopen", lessons=0)
    make_lesson(module_of(course), title="Wie telt mee?", intro="Alleen voor deelnemers.")
    found = asked(client, "telt")
    assert titles(found) == ["Wie telt mee?"]
    assert "Sociaal inkopen" in found.text_content()
    assert "Alleen voor deelnemers." not in found.text_content()
    lesson = client.get(found.xpath("//ol[@class='ldl-hits']//a/@href")[0])
    assert lesson.status_code == 302
    assert lesson.url.startswith("/accounts/login/")


@pytest.mark.django_db
def test_what_is_not_published_is_not_found(client):
    make_page("Geheim plan", live=False)
    assert titles(asked(client, "geheim")) == []


@pytest.mark.django_db
def test_ten_thousand_characters_are_cut_with_a_friendly_note(client):
    page = asked(client, "wet " * 2500)
    assert "Dat was veel tekst" in page.text_content()
    assert len(page.xpath("//input[@id='zoek']/@value")[0]) <= 200


@pytest.mark.django_db
def test_results_come_ten_on_a_page_and_the_query_stays(client):
    for number in range(12):
        make_page(f"Inkoop & recht {number}")
    first = asked(client, "inkoop & recht")
    assert len(titles(first)) == 10
    assert "12 pagina’s" in first.text_content()
    following = first.xpath("//nav[contains(@class, 'utrecht-pagination')]//a[@rel='next']/@href")[0]
    second = html.fromstring(client.get("/zoeken/" + following).content)
    assert len(titles(second)) == 2
    assert not set(titles(first)) & set(titles(second))


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-1", "999", "abc"])
def test_an_impossible_page_number_gives_the_nearest_page(client, number):
    make_page("Inkoop")
    assert titles(asked(client, "inkoop", pagina=number)) == ["Inkoop"]


@pytest.mark.django_db
def test_without_a_query_there_is_only_the_form(client, home):
    page = asked(client, None)
    assert not page.xpath("//ol[@class='ldl-hits']")
    assert "U zoekt in de titels" in page.text_content()


def test_searching_writes_nothing(client, home):
    assert client.post("/zoeken/", {"q": "wet"}).status_code == 405


def test_without_a_site_nothing_is_found_and_nothing_breaks(client, db):
    from wagtail.models import Site

    Site.objects.all().delete()
    assert titles(asked(client, "wet")) == []
