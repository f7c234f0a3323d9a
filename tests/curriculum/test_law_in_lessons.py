"""A lesson that says what the law says cites the article; and only the law is quoted."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curriculum import shipped

from .test_language import LESSONS

IDS = [f"{course}-{step['slug']}" for course, step in LESSONS]
ARTICLE = re.compile(r"\d+\.\d+[a-z]?")
# As in: artikel 1.8, 1.9 en 2.25; artikelen 2.114 tot en met 2.116.
CLAIM = re.compile(
    r"\bartikel(?:en)?\s+(\d+\.\d+[a-z]?(?:(?:,| en| of| tot en met)\s+\d+\.\d+[a-z]?)*)", re.IGNORECASE
)
RUN = 8
# Digests of every eight words in a row of the texts from which the courses were written; the law is left out.
FOREIGN = set((Path(__file__).parent / "own_words.txt").read_text().split())
NOT_OUR_WORDS = {"legal_quote", "sources", "source"}


def cited_articles(lesson: dict[str, Any]) -> set[str]:
    articles = {source["key"]: source["article"] for source in shipped.sources()}
    keys = {key for block in lesson["body"] for key in block.get("sources", [])}
    keys |= {block["legal_quote"]["source"] for block in lesson["body"] if "legal_quote" in block}
    return {number for key in keys for number in ARTICLE.findall(articles[key])}


@pytest.mark.parametrize(("course", "lesson"), LESSONS, ids=IDS)
def test_an_article_that_a_lesson_names_is_among_its_sources(course, lesson):
    text = json.dumps(lesson, ensure_ascii=False)
    named = {number for claim in CLAIM.findall(text) for number in ARTICLE.findall(claim)}
    assert named - cited_articles(lesson) == set()


def sentences(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.split(r"\n|(?<=[.!?])\s+", re.sub(r"<[^>]+>", "\n", value))
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_OUR_WORDS:
                yield from sentences(part)
    elif isinstance(value, list):
        for part in value:
            yield from sentences(part)


def copied(value: Any) -> list[str]:
    return [sentence for sentence in sentences(value) if not FOREIGN.isdisjoint(_digests(sentence))]


def _digests(sentence: str) -> Iterator[str]:
    words = re.findall(r"\w+", sentence.lower())
    for start in range(len(words) - RUN + 1):
        yield hashlib.sha256(" ".join(words[start : start + RUN]).encode()).hexdigest()[:10]


@pytest.mark.parametrize(("course", "lesson"), LESSONS, ids=IDS)
def test_no_sentence_of_a_lesson_has_eight_words_in_a_row_of_another_text(course, lesson):
    assert copied([lesson["intro"], lesson["body"]]) == []


def test_no_sentence_of_a_question_has_eight_words_in_a_row_of_another_text():
    assert [(question["id"], found) for question in shipped.questions() for found in copied(question)] == []


def test_eight_words_in_a_row_are_found_whatever_stands_around_them(monkeypatch):
    monkeypatch.setattr(f"{__name__}.FOREIGN", set(_digests("een twee drie vier vijf zes zeven acht")))
    assert copied(["<p>Nul, Eén.</p>", {"text": "Nul een twee drie, vier vijf zes zeven acht negen."}]) == [
        "Nul een twee drie, vier vijf zes zeven acht negen."
    ]
    assert copied("Een twee drie vier vijf zes zeven negen.") == []
    assert copied({"legal_quote": {"text": "Een twee drie vier vijf zes zeven acht."}}) == []


def test_the_digests_are_there():
    assert len(FOREIGN) > 1000
