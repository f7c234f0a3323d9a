"""No group that is shown, and nothing worked out from shown groups, is about one to four people."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.counts import FEWEST_PEOPLE
from commitments.group_sums import Group, groups_that_may_be_shown

pytestmark = pytest.mark.row("P2")


def group_of(tree, people) -> Group:
    """tree: number of people in the group itself, and the trees below it."""
    own, below = tree
    mine = frozenset(next(people) for _person in range(own))
    groups = tuple(group_of(one, people) for one in below)
    return Group(object(), mine.union(*(one.people for one in groups)), groups)


def all_of(group: Group) -> list[Group]:
    return [group, *(found for one in group.below for found in all_of(one))]


TREES = st.recursive(
    st.tuples(st.integers(0, 9), st.just([])),
    lambda trees: st.tuples(st.integers(0, 9), st.lists(trees, max_size=3)),
    max_leaves=6,
)


def shown_in(group: Group) -> list[frozenset]:
    keys = list(groups_that_may_be_shown(group))
    return [one.people for one in all_of(group) if one.key in keys]


@given(TREES)
def test_no_difference_of_shown_groups_is_about_few(tree):
    shown = shown_in(group_of(tree, iter(range(1000))))
    for whole in shown:
        parts = [one for one in shown if one < whole]
        for size in range(min(len(parts), 4) + 1):
            for some in combinations(parts, size):
                if sum(map(len, some)) == len(frozenset().union(*some)):
                    rest = len(whole.difference(*some))
                    assert rest == 0 or rest >= FEWEST_PEOPLE, (len(whole), list(map(len, some)))


@given(TREES)
def test_what_is_hidden_has_a_reason(tree):
    group = group_of(tree, iter(range(1000)))
    keys = set(groups_that_may_be_shown(group))
    assert (group.key in keys) == (len(group.people) >= FEWEST_PEOPLE)
    for one in all_of(group):
        if one.key in keys and not any(0 < len(below.people) < FEWEST_PEOPLE for below in one.below):
            own = len(one.people.difference(*(below.people for below in one.below)))
            if own == 0 or own >= FEWEST_PEOPLE:
                assert {below.key for below in one.below if below.people} <= keys


def names(group: Group) -> list[str]:
    return list(groups_that_may_be_shown(group))


def group(name: str, people: range, *below: Group) -> Group:
    return Group(name, frozenset(people), below)


def test_a_small_department_takes_the_smallest_other_one_with_it():
    top = group("all", range(18), group("a", range(8)), group("b", range(8, 15)), group("c", range(15, 18)))
    assert names(top) == ["all", "a"]


def test_departments_that_are_everyone_are_all_shown():
    top = group("all", range(12), group("a", range(5)), group("b", range(5, 12), group("c", range(5, 12))))
    assert names(top) == ["all", "a", "b", "c"]


def test_of_fewer_than_five_nothing_is_shown():
    assert names(group("all", range(4))) == names(group("all", range(0))) == []
