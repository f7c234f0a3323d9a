"""The figures of the analysis: examples worked out by hand, and what must hold whatever people answer."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis import cronbach_alpha, discrimination, facility, median_minutes, median_seconds, time_spent

HALF = Fraction(1, 2)
shares = st.fractions(min_value=0, max_value=1, max_denominator=6)


def test_the_facility_is_the_average_share_of_the_points():
    assert facility([Fraction(1), Fraction(1), Fraction(0), HALF]) == Fraction(5, 8)
    assert facility([]) is None


def test_discrimination_of_a_worked_example():
    """Covariance 1/16, variances 1/4 and 1/32: 1/16 divided by the root of 1/128 is the root of a half."""
    item = [Fraction(1), Fraction(1), Fraction(0), Fraction(0)]
    rest = [Fraction(3, 4), HALF, HALF, Fraction(1, 4)]
    assert discrimination(item, rest) == pytest.approx(sqrt(0.5))
    assert discrimination(item[::-1], rest) == pytest.approx(-sqrt(0.5))


def test_discrimination_of_a_question_that_follows_the_rest_exactly():
    item = [Fraction(1), Fraction(0), HALF]
    assert discrimination(item, item) == 1
    assert discrimination(item, [1 - share for share in item]) == -1


@pytest.mark.parametrize(
    ("item", "rest"), [([], []), ([HALF, HALF], [HALF, Fraction(1)]), ([HALF, Fraction(1)], [HALF, HALF])]
)
def test_without_differences_there_is_no_discrimination(item, rest):
    assert discrimination(item, rest) is None


def test_alpha_of_a_worked_example():
    """A perfect staircase: variances 3/16, 1/4 and 3/16 against 5/4 for the totals 3, 2, 1, 0."""
    rows = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert cronbach_alpha([[Fraction(points) for points in row] for row in rows]) == 0.75


def test_alpha_of_questions_that_say_the_same_is_one():
    assert cronbach_alpha([[Fraction(1)] * 4, [Fraction(0)] * 4, [HALF] * 4]) == 1


@pytest.mark.parametrize("rows", [[], [[]], [[HALF], [Fraction(1)]], [[HALF, HALF], [Fraction(1), Fraction(0)]]])
def test_without_two_questions_or_different_totals_there_is_no_alpha(rows):
    assert cronbach_alpha(rows) is None


def test_the_time_is_the_middle_one():
    minutes = [5, 7, 600]
    assert median_minutes([timedelta(minutes=count) for count in minutes]) == 7
    assert median_minutes([timedelta(seconds=100)]) == 2
    assert median_minutes([]) is None


@given(st.lists(shares, min_size=1))
def test_facility_stays_between_nothing_and_everything(values):
    assert 0 <= facility(values) <= 1


@given(st.lists(st.tuples(shares, shares), min_size=1))
def test_discrimination_stays_between_minus_one_and_one(pairs):
    found = discrimination([item for item, _ in pairs], [rest for _, rest in pairs])
    assert found is None or -1 <= found <= 1


def test_the_seconds_are_those_in_the_middle():
    assert median_seconds([timedelta(seconds=10.4), timedelta(hours=2), timedelta(seconds=3)]) == 10
    assert median_seconds([]) is None


def test_time_goes_from_one_write_to_the_next_for_the_question_that_was_written():
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    writes = [(start + timedelta(seconds=at), [number]) for at, number in ((30, 1), (90, 2), (100, 1))]
    assert time_spent(start, writes) == {1: timedelta(seconds=40), 2: timedelta(seconds=60)}
    assert time_spent(start, []) == {}


def test_of_answers_that_came_together_nobody_knows_how_long_each_took():
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    writes = [(start + timedelta(seconds=at), numbers) for at, numbers in ((30, [1]), (90, [1, 2]), (100, [3]))]
    assert time_spent(start, writes) == {3: timedelta(seconds=10)}


@given(st.lists(st.tuples(st.integers(0, 3600), st.sets(st.integers(1, 4), min_size=1)), max_size=12))
def test_the_times_of_all_questions_are_never_more_than_the_whole(found):
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    writes = [(start + timedelta(seconds=at), numbers) for at, numbers in sorted(found, key=lambda one: one[0])]
    spent = time_spent(start, writes)
    assert all(time >= timedelta(0) for time in spent.values())
    assert sum(spent.values(), timedelta(0)) <= (writes[-1][0] - start if writes else timedelta(0))


@st.composite
def tables(draw):
    count = draw(st.integers(min_value=1, max_value=5))
    return draw(st.lists(st.lists(shares, min_size=count, max_size=count), min_size=1, max_size=12))


@given(tables())
def test_alpha_is_never_above_one(rows):
    found = cronbach_alpha(rows)
    assert found is None or found <= 1


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert cronbach_alpha(shuffled) == cronbach_alpha(rows)
    firsts, lasts = [row[0] for row in rows], [row[-1] for row in rows]
    assert facility([row[0] for row in shuffled]) == facility(firsts)
    found = discrimination([row[0] for row in shuffled], [row[-1] for row in shuffled])
    assert found == discrimination(firsts, lasts)


@given(tables())
def test_alpha_is_the_same_for_points_that_count_double(rows):
    doubled = [[2 * points for points in row] for row in rows]
    assert cronbach_alpha(doubled) == cronbach_alpha(rows)
