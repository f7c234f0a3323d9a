"""Entries of the JSON bank for tests: one strategy for each type of question."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from quizzes.models import Question

# What an editor can type: no control characters, and no characters that are none.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TRICKY = st.sampled_from(
    ["a < b & c", "{x} = ~y~ # z: \\n", "::titel::", "####", "%50%half", "[html]<b>vet</b>", "//geen", "->", "&amp;"]
)


def lines(longest: int = 40) -> SearchStrategy[str]:
    """One line, as a form field keeps it."""
    return (st.text(LETTERS, min_size=1, max_size=longest) | TRICKY).map(str.strip).filter(bool)


def texts() -> SearchStrategy[str]:
    """One or more lines."""
    return st.lists(st.just("") | lines(), min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)


def maybe(strategy: SearchStrategy[str]) -> SearchStrategy[str]:
    return st.just("") | strategy


NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=3).map(float).filter(
    lambda number: not number.is_integer()
)


@st.composite
def choices(draw: Any, several: bool = False) -> dict[str, Any]:
    count = draw(st.integers(2, 5))
    right = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if several else 1))
    return {
        "options": [
            {"text": draw(texts()), "correct": number in right, "feedback": draw(maybe(texts()))}
            for number in range(count)
        ]
    }


@st.composite
def true_or_not(draw: Any) -> dict[str, Any]:
    answer = draw(st.booleans())
    return {
        "options": [
            {"text": text, "correct": correct, "feedback": draw(maybe(texts()))}
            for text, correct in (("Waar", answer), ("Niet waar", not answer))
        ]
    }


@st.composite
def numerics(draw: Any) -> dict[str, Any]:
    answer, *errors = draw(st.lists(NUMBERS, min_size=1, max_size=4, unique=True))
    return {
        "numeric": {
            "answer": answer,
            "tolerance": abs(draw(NUMBERS)),
            "unit": draw(maybe(lines(30))),
            "feedback_correct": draw(maybe(texts())),
            "feedback_incorrect": draw(maybe(texts())),
            "common_errors": [{"value": value, "feedback": draw(texts())} for value in errors],
        }
    }


def short_answers() -> SearchStrategy[dict[str, Any]]:
    accepted = st.fixed_dictionaries({"text": lines(), "percentage": st.integers(1, 100), "feedback": maybe(texts())})
    part = {
        "accepted": st.lists(accepted, min_size=1, max_size=4),
        "feedback_incorrect": maybe(texts()),
        "case_sensitive": st.booleans(),
    }
    return st.fixed_dictionaries({"short_answer": st.fixed_dictionaries(part)})


def orders() -> SearchStrategy[dict[str, Any]]:
    steps = st.lists(st.tuples(texts(), maybe(texts())), min_size=3, max_size=5)
    return steps.map(
        lambda found: {
            "order": [
                {"position": place, "text": text, "feedback": feedback}
                for place, (text, feedback) in enumerate(found, start=1)
            ]
        }
    )


def pairs() -> SearchStrategy[dict[str, Any]]:
    pair = st.fixed_dictionaries({"left": texts(), "right": texts(), "feedback": maybe(texts())})
    return st.fixed_dictionaries(
        {"pairs": st.lists(pair, min_size=2, max_size=4), "distractors": st.lists(texts(), max_size=2)}
    )


def open_answers() -> SearchStrategy[dict[str, Any]]:
    part = {
        "model_answer": texts(),
        "assessment": st.sampled_from(["self", "person"]),
        "maximum": st.integers(1, 10),
    }
    more = {"instruction": lines()}
    return st.fixed_dictionaries({"open_answer": st.fixed_dictionaries(part, optional=more)})


def cases() -> SearchStrategy[dict[str, Any]]:
    kinds = {
        "single_choice": choices(),
        "multiple_choice": choices(several=True),
        "true_false": true_or_not(),
        "numeric": numerics(),
        "short_answer": short_answers(),
        "ordering": orders(),
        "matching": pairs(),
    }
    part = st.one_of(*(st.tuples(st.just(kind), texts(), own) for kind, own in kinds.items()))
    return st.lists(part, min_size=2, max_size=3).map(
        lambda found: {"parts": [{"type": kind, "prompt": prompt, **own} for kind, prompt, own in found]}
    )


# By the name that exports use.
PARTS = {
    "single_choice": choices(),
    "multiple_choice": choices(several=True),
    "true_false": true_or_not(),
    "numeric": numerics(),
    "short_answer": short_answers(),
    "ordering": orders(),
    "matching": pairs(),
    "open_answer": open_answers(),
    "case": cases(),
}


@st.composite
def entries(draw: Any, kind: str) -> dict[str, Any]:
    return {
        "id": draw(st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,49}", fullmatch=True)),
        "type": kind,
        "prompt": draw(texts()),
        "context": draw(maybe(texts())),
        "explanation": draw(maybe(texts())),
        "source": draw(maybe(texts())),
        "status": draw(st.sampled_from(Question.Status.values)),
        "topic": draw(st.sampled_from(Question.Topic.values)),
        "difficulty": draw(st.sampled_from(Question.Difficulty.values)),
        "bloom": draw(st.sampled_from(Question.Bloom.values)),
        "language": draw(st.sampled_from(["nl", "en"])),
        "tags": sorted(draw(st.sets(lines(20), max_size=3))),
        **draw(PARTS[kind]),
    }
