"""A word is explained once: on the page of the glossary, in every text that refers to it, and in the search."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from cms.models import Term, TermTranslation
from tests.factories.cms import make_page, make_source

pytestmark = pytest.mark.django_db


def make_term(key: str, term: str, meaning: str = "Wat het betekent.", **fields: object) -> Term:
    return Term.objects.create(key=key, term=term, meaning=meaning, **fields)


def shown(client: Client, query: str = "") -> html.HtmlElement:
    return html.fromstring(client.get(reverse("glossary") + query).content)


def terms_on(page: html.HtmlElement) -> list[str]:
    return [dfn.text_content() for dfn in page.xpath("//dl[@class='ldl-glossary']//dfn")]


def body_of(*terms: Term) -> list[dict[str, object]]:
    return [{"type": "glossary_terms", "value": [term.pk for term in terms]}]


def text_of(page: html.HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def test_everybody_reads_the_terms_in_alphabetical_order_under_letters_that_are_links(client, home):
    make_term("perceel", "Perceel")
    make_term("eforms", "eForms")
    make_term("aankondiging", "Aankondiging")
    page = shown(client)
    assert terms_on(page) == ["Aankondiging", "eForms", "Perceel"]
    for letter in page.xpath("//nav[@class='ldl-glossary__letters']//a/@href"):
        assert page.xpath("//h2[@id=$id]", id=letter[1:])
    assert page.xpath("//div[@id='perceel']//dfn")


def test_a_term_says_its_abbreviation_its_synonyms_and_where_it_comes_from(client, home):
    source = make_source(title="De ladder", article="", url="https://example.org/ladder")
    make_term("pso", "Prestatieladder", abbreviation="PSO", synonyms="ladder, trap", source=source)
    page = shown(client)
    assert "Prestatieladder (PSO)" in text_of(page)
    assert "ladder, trap" in text_of(page)
    assert page.xpath("//dl//a/@href") == ["https://example.org/ladder"]


@pytest.mark.parametrize("query", ["perce", "percelen", "PERCEEL", "stuk opdracht"])
def test_a_term_is_found_by_its_beginning_its_synonym_and_its_meaning(client, home, query):
    make_term("perceel", "Perceel", "Een stuk van een opdracht.", synonyms="percelen")
    make_term("impact", "Impact", "Een verandering.")
    assert terms_on(shown(client, f"?q={query}")) == ["Perceel"]


def test_who_finds_nothing_is_told_where_else_to_look(client, home):
    make_term("impact", "Impact")
    page = shown(client, "?q=fiets%20%26%20zo")
    assert terms_on(page) == []
    assert f"{reverse('search')}?q=fiets%20%26%20zo" in page.xpath("//main//a/@href")


@pytest.mark.indexed
def test_the_search_of_the_site_shows_the_terms_beside_the_pages(client, home):
    make_term("impact", "Impact")
    page = html.fromstring(client.get(reverse("search"), {"q": "impact"}).content)
    assert page.xpath("//dl//a/@href") == [f"{reverse('glossary')}#impact"]
    assert "maar wel een begrip" in text_of(page)


def test_an_english_reader_gets_english_words_and_the_others_marked_as_dutch(client, home):
    perceel = make_term("perceel", "Perceel")
    TermTranslation.objects.create(of=perceel, language="en", term="Lot", meaning="A piece of a contract.")
    make_term("taakveld", "Taakveld")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = shown(client)
    assert [(dt.get("lang"), dt.text_content().strip()) for dt in page.xpath("//main//dt")] == [
        ("en", "Lot"),
        ("nl", "Taakveld"),
    ]
    assert page.xpath("//div[@id='perceel']")


def test_a_changed_explanation_is_changed_in_every_text_that_refers_to_it(client, home):
    term = make_term("perceel", "Perceel", "Het oude.")
    page = make_page(body=body_of(term))
    assert "Het oude." in client.get(page.url).content.decode()
    term.meaning = "Het nieuwe."
    term.save()
    assert "Het nieuwe." in client.get(page.url).content.decode()


def test_one_term_stands_open_and_several_are_cards_that_each_lead_to_the_glossary(client, home):
    perceel, impact = make_term("perceel", "Perceel"), make_term("impact", "Impact")
    single = html.fromstring(client.get(make_page(body=body_of(perceel)).url).content)
    several = html.fromstring(client.get(make_page(body=body_of(perceel, impact)).url).content)
    assert single.xpath("//dl//a/@href") == [f"{reverse('glossary')}#perceel"]
    assert several.xpath("//details//a/@href") == [f"{reverse('glossary')}#{key}" for key in ("perceel", "impact")]


def test_a_term_that_was_deleted_leaves_no_hole(client, home):
    perceel, impact = make_term("perceel", "Perceel"), make_term("impact", "Impact")
    page = make_page(body=body_of(perceel, impact))
    perceel.delete()
    content = html.fromstring(client.get(page.url).content)
    assert [dfn.text_content() for dfn in content.xpath("//dfn")] == ["Impact"]


def test_many_terms_take_as_many_queries_as_one(client, home, django_assert_num_queries):
    make_term("a", "A")
    with CaptureQueriesContext(connection) as one:
        shown(client)
    for number in range(8):
        term = make_term(f"b{number}", f"B {number}")
        TermTranslation.objects.create(of=term, language="en", term="C", meaning="D")
    with django_assert_num_queries(len(one)):
        shown(client)
