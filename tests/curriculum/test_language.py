"""The lessons that ship can be read at level B1: short sentences and few long words.

Measured as the studio does (cms/readability.py). Only whole sentences count: headings and the short cells of tables
would make a text look easier than it is. Law is quoted as it is.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from cms.readability import readability_of
from curriculum import shipped

pytestmark = pytest.mark.row("A20")

LONGEST_AVERAGE, HIGHEST_LIX = 12, 40
LEFT_OUT = ("legal_quote", "sources", "heading", "image", "video", "calculation")
FEWEST_WORDS = 4
END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])[\"')]*\s+")
LESSONS = [
    (course["slug"], step)
    for course in shipped.courses()
    for module in course["modules"]
    for step in module["steps"]
    if step["kind"] == "lesson"
]


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(p|li)>", "\n", value))).splitlines()
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def prose_of(lesson: dict[str, Any]) -> str:
    """Its whole sentences, each on a line of its own."""
    blocks = [block for block in lesson["body"] if not set(block) & set(LEFT_OUT)]
    parts = [part for text in texts_of([lesson["intro"], blocks]) for part in END_OF_SENTENCE.split(text)]
    whole = [part for part in parts if re.search(r"[.!?][\"')]*\s*$", part)]
    return "\n".join(part for part in whole if len(part.split()) >= FEWEST_WORDS)


@pytest.mark.parametrize(("course", "lesson"), LESSONS, ids=[f"{course}-{step['slug']}" for course, step in LESSONS])
def test_a_lesson_is_easy_to_read(course, lesson):
    measured = readability_of(prose_of(lesson))
    assert measured.average <= LONGEST_AVERAGE
    assert measured.lix < HIGHEST_LIX


def test_every_number_that_a_reader_may_change_starts_with_a_result():
    """The block itself refuses a formula without one, but only an editor's form asks it."""
    from cms.blocks.calculation import CalculationBlock
    from curriculum.body import raw_body

    for _course, lesson in LESSONS:
        for block in lesson["body"]:
            if "calculation" in block:
                (raw,) = raw_body([block])
                CalculationBlock().clean(CalculationBlock().to_python(raw["value"]))


def test_no_tag_stands_where_words_are_shown_as_they_are():
    plain = {"heading", "definition", "terms", "table", "comparison_table", "check_question", "timeline", "case_quote"}
    for _course, lesson in LESSONS:
        for block in lesson["body"]:
            if plain & set(block):
                assert "</" not in str(block), lesson["slug"]
