"""Which groups of a tree may be shown with a number: no subtraction says anything about one to four people. Pure.

The rule, from the top down:

1. A group of fewer than five people is not shown, and nothing below it.
2. Of a group that is shown, those who are in none of the groups shown right below it are nobody or five people or
   more. When they are fewer, the smallest group below is hidden too, with all that is in it, until they are enough.

Groups beside each other have nobody in common, and groups below lie inside the one above. So whatever is worked out
from shown groups by adding and subtracting is about such rests together: about nobody or about five people or more.

What this does not prevent stands in commitments/counts.py: two people who put their screens together, the same screen
on two days. And a mean of exactly one or five says that everyone answered alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from .counts import FEWEST_PEOPLE, is_few

Key = TypeVar("Key")


@dataclass(frozen=True)
class Group(Generic[Key]):
    """people: those of the groups below included. below: groups in it that have nobody in common."""

    key: Key
    people: frozenset[int]
    below: tuple["Group[Key]", ...] = ()


def groups_that_may_be_shown(group: Group[Key]) -> Iterator[Key]:
    """Keys of the groups of this tree that may be shown, each before what is below it."""
    if len(group.people) < FEWEST_PEOPLE:
        return
    yield group.key
    for one in _shown_below(group):
        yield from groups_that_may_be_shown(one)


def _shown_below(group: Group[Key]) -> list[Group[Key]]:
    enough = [one for one in group.below if len(one.people) >= FEWEST_PEOPLE]
    # The smallest is hidden first; of two alike always the same one, so that looking again shows nothing new.
    enough.sort(key=lambda one: len(one.people), reverse=True)
    while is_few(group.people.difference(*(one.people for one in enough))):
        enough.pop()
    shown = set(map(id, enough))
    return [one for one in group.below if id(one) in shown]
