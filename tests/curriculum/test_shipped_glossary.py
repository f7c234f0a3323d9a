"""The glossary that ships: every term in two languages, easy to read, and used by the lessons."""

import re
from collections import Counter

import pytest

from cms.models import Term
from cms.readability import readability_of
from curriculum import shipped
from curriculum.load import load_glossary, load_sources

TERMS = shipped.glossary()


def test_all_terms_of_the_issue_ship_each_with_a_place_and_a_name_of_its_own():
    assert len(TERMS) >= 62
    for name in ("key", "term"):
        assert max(Counter(term[name] for term in TERMS).values()) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_explanation_is_short_and_easy(language):
    meanings = [term["meaning"] if language == "nl" else term["translations"][language]["meaning"] for term in TERMS]
    for meaning in meanings:
        assert max(len(sentence.split()) for sentence in re.split(r"[.!?]", meaning)) <= 24, meaning
    assert readability_of("\n".join(meanings)).average <= 12


@pytest.mark.django_db
def test_loading_twice_leaves_alone_what_an_editor_changed():
    load_sources()
    load_glossary()
    Term.objects.filter(key="perceel").update(meaning="Van de redactie.")
    load_glossary()
    assert Term.objects.count() == len(TERMS)
    assert Term.objects.get(key="perceel").meaning == "Van de redactie."
    assert Term.objects.get(key="perceel").translations.get().term == "Lot"


def test_lessons_refer_only_to_terms_that_ship():
    known = {term["key"] for term in TERMS}
    courses = [*shipped.courses(), *shipped.translated_courses("en")]
    used = {
        key
        for course in courses
        for module in course["modules"]
        for step in module["steps"]
        for block in step.get("body", [])
        for key in block.get("glossary_terms", [])
    }
    assert used
    assert used <= known


# Course and word: why it keeps an explanation of its own.
OWN_EXPLANATIONS = {
    ("artikel-2-82", "Doelgroep"): "says which words of the law the course means by it",
    ("budgetten-verbinden", "Bestemmingsreserve"): "names the article of the rules it stands in",
    ("creatief-met-beperkte-middelen", "Attributie"): "stands in a list with a word that the glossary lacks",
    ("creatief-met-beperkte-middelen", "Verdringing"): "stands in a list with a word that the glossary lacks",
}


def test_a_word_of_the_glossary_is_explained_by_the_glossary():
    words = {term[name] for term in TERMS for name in ("term", "abbreviation") if term.get(name)}
    explained = {
        (course["slug"], entry["term"])
        for course in shipped.courses()
        for module in course["modules"]
        for step in module["steps"]
        for block in step.get("body", [])
        for entry in [*block.get("terms", []), *([block["definition"]] if "definition" in block else [])]
    }
    assert {(course, word) for course, word in explained if word in words} <= OWN_EXPLANATIONS.keys()
