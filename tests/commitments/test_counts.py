"""Sums that say nothing about anyone: never, and by no subtraction, about one to four people."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.counts import (
    FEWEST_PEOPLE,
    Counts,
    Endings,
    counts_by_course,
    counts_that_may_be_shown,
    courses_that_ask,
)
from commitments.models import Outcome
from people.models import User
from tests.factories.commitments import make_asking_course, make_intention
from tests.factories.courses import make_course, module_of
from tests.factories.people import make_user

COLUMNS = ("done", "changed", "blocked", "open")


def columns_of(done=0, changed=0, blocked=0, open=0):
    """So many people in each column, each with one intention."""
    people = iter(range(1000))
    sizes = {"done": done, "changed": changed, "blocked": blocked, "open": open}
    return {name: [next(people) for _person in range(size)] for name, size in sizes.items()}


def about(columns, names) -> int:
    return len({person for name in names for person in columns[name]})


people = st.lists(st.integers(1, 12), max_size=12)


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, people)))
def test_no_number_and_no_difference_is_about_one_to_four_people(columns):
    counts = counts_that_may_be_shown(columns)
    if counts is None:
        assert about(columns, COLUMNS) < FEWEST_PEOPLE
        return
    assert counts.made == sum(map(len, columns.values()))
    visible = COLUMNS if counts.endings else ()
    assert all(getattr(counts.endings, name) == len(columns[name]) for name in visible)
    # Every number on the screen, every sum of them, and the total minus any of these.
    for chosen in chain.from_iterable(combinations(visible, size) for size in range(len(visible) + 1)):
        left = [name for name in COLUMNS if name not in chosen]
        for group in (chosen, left):
            assert about(columns, group) == 0 or about(columns, group) >= FEWEST_PEOPLE


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, st.integers(0, 6))))
@settings(max_examples=40, deadline=None)
def test_what_is_hidden_cannot_be_worked_out_even_by_who_knows_the_rule(sizes):
    counts = counts_that_may_be_shown(columns_of(**sizes))
    if counts is None or counts.endings:
        return
    tables = [dict(zip(COLUMNS, split, strict=True)) for split in splits(counts.made, len(COLUMNS))]
    possible = [table for table in tables if counts_that_may_be_shown(columns_of(**table)) == counts]
    assert all(len({table[name] for table in possible}) > FEWEST_PEOPLE - 1 for name in COLUMNS)


def splits(total, parts):
    """Every way to divide `total` over so many columns."""
    if parts == 1:
        return [(total,)]
    return [(first, *others) for first in range(total + 1) for others in splits(total - first, parts - 1)]


@given(st.fixed_dictionaries(dict.fromkeys(COLUMNS, st.sampled_from([0, 5, 6, 30]))))
def test_what_is_safe_is_shown(sizes):
    counts = counts_that_may_be_shown(columns_of(**sizes))
    assert counts == (Counts(sum(sizes.values()), Endings(**sizes)) if any(sizes.values()) else None)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({}, None),
        ({"open": 4}, None),
        ({"open": 5}, Counts(5, Endings(done=0, changed=0, blocked=0, open=5))),
        ({"done": 4, "open": 1}, Counts(5, None)),
        ({"done": 20, "blocked": 3, "open": 7}, Counts(30, None)),
        # Hiding the two small ones alone would give them away: both must be 4.
        ({"changed": 5, "blocked": 4, "open": 4}, Counts(13, None)),
    ],
)
def test_examples(sizes, expected):
    assert counts_that_may_be_shown(columns_of(**sizes)) == expected


def test_five_intentions_of_one_person_are_one_person():
    assert counts_that_may_be_shown(columns_of() | {"done": [1] * 5}) is None
    assert counts_that_may_be_shown(columns_of(open=5) | {"done": [900] * 5}) == Counts(10, None)


@pytest.mark.django_db
def test_each_course_is_counted_over_these_people_by_their_latest_answer(home, django_assert_num_queries):
    course, small, of_others = make_asking_course(), make_asking_course(), make_asking_course()
    users = [make_user() for _number in range(5)]
    for user in users:
        make_intention(user, course, outcome=Outcome.DONE)
        make_intention(make_user(), of_others)
    for user in users[:4]:
        make_intention(user, small)
    with django_assert_num_queries(1):
        counts = counts_by_course(User.objects.filter(pk__in=[user.pk for user in users]).values("pk"))
    assert counts == {course.translation_key: Counts(5, Endings(done=5, changed=0, blocked=0, open=0))}


@pytest.mark.django_db
def test_a_course_asks_when_a_published_module_does(home):
    asking, silent, offline = make_asking_course(), make_course(), make_asking_course()
    module_of(offline).unpublish()
    assert courses_that_ask() == {asking.translation_key}
    assert silent.translation_key not in courses_that_ask()
