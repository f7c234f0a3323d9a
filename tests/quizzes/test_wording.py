"""Rules of quizzes/wording.py: when a short answer is an accepted text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.wording import folded, matches, readable, says_something

WORDS = st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), max_size=30)


@pytest.mark.parametrize(
    "typed",
    ["Café Noord", "cafe noord", " CAFÉ   NOORD ", "Cafe\u0301 Noord.", "café\u00a0noord!", "café noord ..."],
)
def test_what_does_not_matter_is_ignored(typed):
    assert matches("café Noord", typed)


@pytest.mark.parametrize("typed", ["café", "café noord 2", "cafénoord", "", "café, noord"])
def test_another_text_is_not_accepted(typed):
    assert not matches("café Noord", typed)


@pytest.mark.parametrize("typed", ["zo\u2019n", "zo\u2018n", "zo'n"])
def test_what_a_word_processor_makes_of_it_is_the_same(typed):
    assert matches("zo'n", typed)


def test_capitals_matter_only_when_asked():
    assert matches("PSO", "pso")
    assert not matches("PSO", "pso", case_sensitive=True)
    assert matches("PSÓ", "PSO", case_sensitive=True)


@pytest.mark.parametrize(
    ("accepted", "typed", "accepts"),
    [
        ("loon*", "loonkosten", True),
        ("loon*", "loon", True),
        ("loon*", "het loon", False),
        ("*subsidie", "loonkostensubsidie", True),
        ("*subsidie", "subsidies", False),
        ("*kosten*", "loonkostensubsidie", True),
        ("l*k*s", "loon kosten plus", True),
        ("l*k*s", "lks", True),
        ("l*k*s", "lsk", False),
        ("l*k*s", "lus", False),
        ("aa*aa", "aaa", False),
        ("a**b", "a en b", True),
        (r"5\*", "5*", True),
        (r"5\*", "55", False),
        (r"5\**", "5* hotel", True),
        ("a.c", "abc", False),
        ("[ab]+", "a", False),
        ("(a+)+$", "(A+)+$", True),
        ("?", "a", False),
    ],
)
def test_only_the_asterisk_has_a_meaning(accepted, typed, accepts):
    assert matches(accepted, typed) is accepts


def test_many_wildcards_take_no_time():
    start = time.perf_counter()
    assert not matches("a*" * 100 + "b", "a" * 200)
    assert not matches("*a" * 60 + "*b", "a" * 10_000)
    assert time.perf_counter() - start < 1


@given(WORDS)
def test_folding_twice_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(WORDS)
def test_every_text_accepts_itself_in_any_case(text):
    assert matches(text, text.upper()) or folded(text) != folded(text.upper())
    assert matches(text, f"  {text} .")


@given(st.lists(WORDS, min_size=2, max_size=5), st.lists(WORDS, min_size=5, max_size=5))
def test_a_wildcard_stands_for_anything(pieces, fillings):
    fixed = [folded(piece) for piece in pieces]
    typed = "".join(piece + filling for piece, filling in zip(fixed[:-1], fillings, strict=False)) + fixed[-1]
    if folded(typed) == typed:
        assert matches("*".join(fixed), typed)


@pytest.mark.parametrize(
    ("accepted", "says"), [("*", False), ("* ** .", False), ("...", False), ("a*", True), (r"\*", True), ("7", True)]
)
def test_a_text_must_say_something(accepted, says):
    assert says_something(accepted) is says


def test_a_person_reads_no_wildcards():
    assert readable(r"loon*subsidie\*") == "loon…subsidie*"
