"""Nobody finds the right answer of a question by the length of its options.

Whoever always takes the longest option, or always the shortest, is right about as often as whoever guesses. "About" is
one standard deviation of guessing; in one course, that asks few questions, two.
"""

from collections.abc import Callable
from math import sqrt
from statistics import fmean
from typing import Any

import pytest

from curriculum import shipped

LANGUAGES = ("nl", "en")
# The right option of one question, beside the longest and the shortest of the others.
FURTHEST = 1.5
# Where several are right: their mean length divided by that of the others, of one question and of all questions.
LEAST_RATIO, MOST_RATIO = 0.8, 1.25
LEAST_MEAN_RATIO, MOST_MEAN_RATIO = 0.92, 1.08

Options = list[dict[str, Any]]


def _questions(language: str) -> list[dict[str, Any]]:
    return shipped.questions() if language == "nl" else shipped.questions(language)


def _with_options(language: str) -> list[tuple[str, Options]]:
    """Questions that one chooses in, and the parts of those that have parts; not true or false."""
    questions = _questions(language)
    parts = [
        (f"{question['id']}/{number}", part)
        for question in questions
        for number, part in enumerate(question.get("parts", []), start=1)
    ]
    asked = [*((question["id"], question) for question in questions), *parts]
    return [(key, part["options"]) for key, part in asked if "options" in part and part["type"] != "true_false"]


def _in_lessons(*courses: dict[str, Any]) -> list[tuple[str, Options]]:
    return [
        (f"{course['slug']}: {step['slug']}", block["check_question"]["options"])
        for course in courses
        for module in course["modules"]
        for step in module["steps"]
        for block in step.get("body", [])
        if "check_question" in block
    ]


def _courses(language: str) -> list[dict[str, Any]]:
    return shipped.courses() if language == "nl" else shipped.translated_courses(language)


def _rights(options: Options) -> list[int]:
    return [len(option["text"]) for option in options if option["correct"]]


def _others(options: Options) -> list[int]:
    return [len(option["text"]) for option in options if not option["correct"]]


def _with_one_right(asked: list[tuple[str, Options]]) -> list[tuple[str, Options]]:
    return [(key, options) for key, options in asked if len(_rights(options)) == 1]


def _found_by(extreme: Callable[[list[int]], int], asked: list[tuple[str, Options]]) -> float:
    """How many right answers one finds who always takes the option of this length; of equal ones any."""
    found = 0.0
    for _key, options in asked:
        length = extreme([len(option["text"]) for option in options])
        taken = [option["correct"] for option in options if len(option["text"]) == length]
        found += sum(taken) / len(taken)
    return found


def _is_as_good_as_guessing(asked: list[tuple[str, Options]], deviations: int) -> bool:
    chances = [1 / len(options) for _key, options in asked]
    margin = deviations * sqrt(sum(chance * (1 - chance) for chance in chances))
    return all(abs(_found_by(extreme, asked) - sum(chances)) <= margin for extreme in (max, min))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_and_the_shortest_option_of_the_bank_are_right_as_often_as_a_guess(language):
    assert _is_as_good_as_guessing(_with_one_right(_with_options(language)), deviations=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_they_are_in_the_lessons_of_all_courses_and_of_each(language):
    assert _is_as_good_as_guessing(_with_one_right(_in_lessons(*_courses(language))), deviations=1)
    for course in _courses(language):
        assert _is_as_good_as_guessing(_with_one_right(_in_lessons(course)), deviations=2), course["slug"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_right_option_is_about_as_long_as_the_others(language):
    for key, options in _with_one_right([*_with_options(language), *_in_lessons(*_courses(language))]):
        (right,), others = _rights(options), _others(options)
        assert right <= FURTHEST * max(others), f"{key}: the right option is too long"
        assert right * FURTHEST >= min(others), f"{key}: the right option is too short"


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_right_options_are_on_average_as_long_as_the_others(language):
    ratios = {
        key: fmean(_rights(options)) / fmean(_others(options))
        for key, options in _with_options(language)
        if len(_rights(options)) > 1
    }
    assert ratios
    assert {key: ratio for key, ratio in ratios.items() if not LEAST_RATIO <= ratio <= MOST_RATIO} == {}
    assert LEAST_MEAN_RATIO <= fmean(ratios.values()) <= MOST_MEAN_RATIO
