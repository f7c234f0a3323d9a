"""The words found, in the sentence where they stand."""

import unicodedata

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from cms.search_context import LENGTH, context, page_text
from tests.factories.cms import make_page
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.people import make_user

pytestmark = pytest.mark.indexed

LONG = "Dit gaat over iets anders. " * 30


def found(text: str, words: str) -> list[str]:
    return [piece.text for piece in context(text, words) if piece.found]


def shown(text: str, words: str) -> str:
    return "".join(piece.text for piece in context(text, words))


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Een opdracht geven.", "opdracht", ["opdracht"]),
        ("Een Opdracht geven.", "OPDRACHT", ["Opdracht"]),
        ("Wij creëren banen.", "creeren", ["creëren"]),
        ("Wij creeren banen.", "creëren", ["creeren"]),
        ("Cre\u0301dit en crédit.", "credit", ["Crédit", "crédit"]),
        ("Alle opdrachten samen.", "opdracht", ["opdrachten"]),
        ("U behoudt de opdracht voor.", "opdrachten", ["opdracht"]),
        ("De opdrachtgever belt.", "opdracht", []),
        ("Het inkomen telt.", "inkoop", []),
        ("De wethouder leest de wet.", "wet", ["wet"]),
        ("Zie artikel 2.82 van de wet.", "2.82", ["2.82"]),
        ("Zie artikel 2.81 van de wet.", "2.82", []),
        ("Sociaal inkopen", "sociaal inkopen", ["Sociaal", "inkopen"]),
        ("ĳsvrĳ", "ijsvrij", ["ĳsvrĳ"]),
        ("Niets.", "🙂", []),
        ("", "wet", []),
        ("wet", "", []),
    ],
)
def test_words_are_marked_whatever_their_accents_capitals_and_ending(text, words, marked):
    assert found(text, words) == marked


def test_only_the_surroundings_are_shown_with_dots_where_text_is_left_out():
    text = f"{LONG}Hier staat het zoekwoord in het midden. {LONG}"
    words = shown(text, "zoekwoord")
    assert words.startswith("… ")
    assert words.endswith(" …")
    assert len(words) <= LENGTH + 4
    assert "staat het zoekwoord in het midden" in words


def test_the_same_word_goes_before_one_with_another_ending():
    text = f"De opdrachten komen eerst. {LONG} Dan pas één opdracht."
    assert found(text, "opdracht") == ["opdracht"]


def test_a_short_text_is_shown_whole():
    assert shown("Kort en goed.", "kort") == "Kort en goed."


@given(st.text(max_size=600), st.text(max_size=60))
def test_what_is_shown_is_a_stretch_of_the_text_with_a_word_in_it(text, words):
    pieces = context(text, words)
    assert not pieces or any(piece.found for piece in pieces)
    whole = "".join(piece.text for piece in pieces)
    assert len(whole) <= LENGTH + 4
    assert whole.removeprefix("… ").removesuffix(" …") in unicodedata.normalize("NFC", text)


def results(query: str, client: Client | None = None) -> html.HtmlElement:
    response = (client or Client()).get("/zoeken/", {"q": query})
    assert response.status_code == 200
    return html.fromstring(response.content)


def titles(page: html.HtmlElement) -> list[str]:
    return [title.text_content().strip() for title in page.xpath("//ol[@class='ldl-hits']//h2")]


@pytest.mark.django_db
def test_a_result_shows_the_words_in_their_sentence():
    make_page("Percelen", intro="Inleiding.", body=[("text", f"<p>{LONG}Een <b>perceel</b> is een deel.</p>")])
    page = results("perceel")
    assert page.xpath("//ol[@class='ldl-hits']//mark/text()") == ["perceel"]
    assert "Een perceel is een deel." in page.xpath("//ol[@class='ldl-hits']")[0].text_content()


@pytest.mark.django_db
def test_markup_in_a_text_is_shown_and_not_obeyed():
    make_page("Haken", intro="Gevaar <script>alert(1)</script> gevaarlijk.")
    hits = results("gevaar").xpath("//ol[@class='ldl-hits']")[0]
    assert not hits.xpath(".//script")
    assert "<script>alert(1)</script>" in hits.text_content()


@pytest.mark.django_db
def test_the_text_of_a_lesson_is_shown_to_who_signed_in_only(home):
    course = make_course("Inkopen", lessons=0)
    lesson = make_lesson(module_of(course), title="Bewijs", search_description="Wat u vraagt.")
    lesson.body = [("text", "<p>De accountant ondertekent een verklaring.</p>")]
    lesson.save()
    visitor = results("accountant")
    assert titles(visitor) == ["Bewijs"]
    assert "Wat u vraagt." in visitor.text_content()
    assert not visitor.xpath("//mark")
    client = Client()
    client.force_login(make_user())
    learner = results("accountant", client)
    assert learner.xpath("//mark/text()") == ["accountant"]
    assert "Inkopen" in learner.xpath("//ol[@class='ldl-hits']")[0].text_content()


@pytest.mark.django_db
def test_postgresql_finds_a_word_in_another_form_and_sqlite_the_word_itself():
    make_page("Over werk", body=[("text", "<p>Een opdracht voorbehouden.</p>")])
    stems = connection.vendor == "postgresql"
    assert titles(results("opdracht")) == ["Over werk"]
    assert titles(results("opdrachten")) == (["Over werk"] if stems else [])
    if stems:
        assert results("opdrachten").xpath("//mark/text()") == ["opdracht"]


@pytest.mark.django_db
def test_the_text_of_a_page_is_what_search_knows_without_its_title():
    page = make_page("Titel", intro="Inleiding", body=[("heading", "Kop"), ("text", "<p>Een.</p><p>Twee.</p>")])
    assert page_text(page) == "Inleiding · Kop · Een. Twee."
