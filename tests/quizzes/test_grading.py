"""Rules of quizzes/grading.py."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import (
    Mark,
    is_near,
    mark_number,
    mark_one,
    mark_order,
    mark_pairs,
    mark_several,
    mark_written,
    percentage,
    result,
)

IDS = st.sampled_from("abcdefgh")
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=3)
TOLERANCES = st.decimals(min_value=0, max_value=10, places=3)
# Parts as small as an eighth of a point.
marks = st.builds(
    lambda points, maximum, part: Mark(Fraction(min(points, maximum), part), Fraction(maximum, part)),
    st.integers(0, 40),
    st.integers(1, 40),
    st.integers(1, 8),
)


def test_the_right_option_earns_the_point():
    assert mark_one("a", "a") == Mark(Fraction(1), Fraction(1))
    assert mark_one("a", "a").correct


@pytest.mark.parametrize("chosen", ["b", None])
def test_another_option_or_none_earns_nothing(chosen):
    assert mark_one("a", chosen).points == 0
    assert not mark_one("a", chosen).correct


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        ("ab", Fraction(1)),
        ("a", Fraction(1, 2)),
        ("abc", Fraction(1, 2)),
        ("ac", Fraction(0)),
        ("abcd", Fraction(0)),
        ("cd", Fraction(0)),
        ("", Fraction(0)),
    ],
)
def test_partial_credit_is_right_ticks_less_wrong_ticks(chosen, points):
    assert mark_several("ab", list(chosen)).points == points


def test_a_question_without_a_right_option_cannot_be_marked():
    with pytest.raises(ValueError, match="without a right option"):
        mark_several([], ["a"])


@given(right=st.lists(IDS, min_size=1), chosen=st.lists(IDS))
def test_points_stay_between_zero_and_the_maximum(right, chosen):
    mark = mark_several(right, chosen)
    assert 0 <= mark.points <= mark.maximum == 1


@given(right=st.lists(IDS, min_size=1), chosen=st.lists(IDS), data=st.data())
def test_order_and_repetition_change_nothing(right, chosen, data):
    shuffled = mark_several(data.draw(st.permutations(right)), data.draw(st.permutations(chosen + chosen)))
    assert shuffled == mark_several(right, chosen)


@given(right=st.lists(IDS, min_size=1), chosen=st.lists(IDS))
def test_only_exactly_the_right_options_are_fully_correct(right, chosen):
    assert mark_several(right, chosen).correct == (set(right) == set(chosen))


@given(right=st.sets(IDS, min_size=1), chosen=st.sets(IDS), extra=IDS)
def test_a_wrong_tick_never_helps_and_a_right_one_never_harms(right, chosen, extra):
    before, after = mark_several(right, chosen).points, mark_several(right, chosen | {extra}).points
    assert after >= before if extra in right else after <= before


@given(st.lists(marks, min_size=1), st.integers(1, 100))
def test_one_passes_exactly_when_the_share_reaches_the_pass_mark(given_marks, pass_mark):
    outcome = result(given_marks, pass_mark)
    assert 0 <= outcome.score <= outcome.maximum
    assert 0 <= outcome.percentage <= 100
    assert outcome.passed == (outcome.score / outcome.maximum >= Fraction(pass_mark, 100))


@given(st.lists(marks, min_size=1), st.integers(1, 100))
def test_the_percentage_shown_agrees_with_passing(given_marks, pass_mark):
    outcome = result(given_marks, pass_mark)
    assert outcome.passed == (outcome.percentage >= pass_mark)


@given(st.lists(marks, min_size=1), st.integers(1, 100), st.data())
def test_the_order_of_questions_is_irrelevant(given_marks, pass_mark, data):
    assert result(data.draw(st.permutations(given_marks)), pass_mark) == result(given_marks, pass_mark)


def test_almost_the_pass_mark_is_not_the_pass_mark():
    almost = [Mark(Fraction(699), Fraction(1000))]
    assert result(almost, 70).percentage == 69
    assert not result(almost, 70).passed


def test_three_thirds_make_a_whole_point():
    thirds = [Mark(Fraction(1, 3), Fraction(1))] * 3
    assert result(thirds, 33).score == 1


@pytest.mark.parametrize("given_marks", [[], [Mark(Fraction(0), Fraction(0))]])
def test_nobody_passes_a_quiz_that_asks_nothing(given_marks):
    with pytest.raises(ValueError, match="nothing can be earned"):
        result(given_marks, 70)


def test_practice_without_points_is_done_by_handing_it_in():
    outcome = result([Mark(Fraction(0), Fraction(0))], 0)
    assert outcome.passed
    assert outcome.percentage == 0


def test_percentage_is_rounded_down():
    assert percentage(Fraction(2), Fraction(3)) == 66


@pytest.mark.parametrize(
    ("typed", "points"), [("29.2", 1), ("29.3", 1), ("29.1", 1), ("29.31", 0), ("29.09999999999999999999", 0)]
)
def test_the_limit_of_the_tolerance_counts_as_right(typed, points):
    assert mark_number(Decimal("29.2"), Decimal(typed), Decimal("0.1")).points == points


def test_no_number_earns_nothing():
    assert mark_number(Decimal(0), None, Decimal(10)) == Mark(Fraction(0), Fraction(1))


@given(NUMBERS, NUMBERS, TOLERANCES)
def test_a_number_is_all_or_nothing_and_nearness_is_mutual(right, typed, tolerance):
    assert mark_number(right, typed, tolerance).correct == is_near(typed, right, tolerance)
    assert mark_number(right, typed, tolerance).points in {0, 1}
    assert mark_number(right, right, tolerance).correct


@given(NUMBERS, NUMBERS, TOLERANCES, TOLERANCES)
def test_more_tolerance_never_harms(right, typed, tolerance, more):
    before, after = (mark_number(right, typed, each).points for each in (tolerance, tolerance + more))
    assert after >= before


@given(st.lists(st.integers(1, 100)))
def test_a_text_earns_the_best_of_what_it_equals(percentages):
    mark = mark_written(percentages)
    assert mark.points == (Fraction(max(percentages), 100) if percentages else 0)
    assert 0 <= mark.points <= mark.maximum == 1


@pytest.mark.parametrize(
    ("placed", "points"),
    [
        ("abcd", Fraction(1)),
        ("abdc", Fraction(1, 2)),
        ("bcda", Fraction(0)),
        (["a", None, None, None], Fraction(1, 4)),
        ([None, "a", None, None], Fraction(0)),
        ([], Fraction(0)),
    ],
)
def test_each_item_in_its_place_earns_its_part(placed, points):
    assert mark_order("abcd", placed).points == points


@given(st.lists(IDS, min_size=1, unique=True), st.data())
def test_an_order_earns_the_share_of_items_in_their_place(right, data):
    placed = data.draw(st.permutations(right))
    mark = mark_order(right, placed)
    assert mark.points * len(right) == sum(right[place] == item for place, item in enumerate(placed))
    assert mark.correct == (placed == right)
    # One item cannot be the only one out of place.
    assert mark.points * len(right) != len(right) - 1


@given(st.lists(IDS, min_size=1, unique=True), st.data())
def test_emptying_a_place_never_helps(right, data):
    placed = data.draw(st.permutations(right))
    emptied = data.draw(st.integers(0, len(right) - 1))
    fewer = [None if place == emptied else item for place, item in enumerate(placed)]
    assert mark_order(right, fewer).points <= mark_order(right, placed).points


@given(st.dictionaries(IDS, IDS, min_size=1), st.dictionaries(IDS, IDS))
def test_pairs_earn_the_share_that_is_right(right, chosen):
    mark = mark_pairs(right, chosen)
    assert 0 <= mark.points <= mark.maximum == 1
    assert mark.points * len(right) == len(right.items() & chosen.items())
    assert mark.correct == (right.items() <= chosen.items())


@pytest.mark.parametrize("rule", [mark_order, mark_pairs])
def test_a_question_without_parts_cannot_be_marked(rule):
    with pytest.raises(ValueError, match="A question without"):
        rule({}, {})
