"""Rules of quizzes/grading.py."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import Mark, mark_one, mark_several, percentage, result

IDS = st.sampled_from("abcdefgh")
marks = st.builds(
    lambda points, maximum: Mark(points=min(points, maximum), maximum=maximum),
    st.fractions(min_value=0, max_value=5, max_denominator=8),
    st.fractions(min_value=1, max_value=5, max_denominator=8),
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


def test_nobody_passes_a_quiz_without_questions():
    with pytest.raises(ValueError, match="without questions"):
        result([], 70)


def test_percentage_is_rounded_down():
    assert percentage(Fraction(2), Fraction(3)) == 66
