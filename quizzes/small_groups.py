"""What may be shown about how many people did something, so that no number is about one to four of them. Pure.

The rule is that of the sums on intentions: no number that is shown, and no total minus numbers that are shown,
is about one to four people. How many people were asked is no secret; what they answered is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST_PEOPLE = 5


@dataclass(frozen=True)
class Together:
    """Things that are shown as one number; more than one when one alone was about too few people.

    positions: where they stand in the list they come from.
    """

    positions: tuple[int, ...]
    count: int


def is_few(count: int) -> bool:
    """Whether it is about somebody, and about too few to be shown."""
    return 0 < count < FEWEST_PEOPLE


def splits_off_few(count: int, people: int) -> bool:
    """Whether so many out of so many people, or the rest of them, are too few to be shown."""
    return is_few(count) or is_few(people - count)


def merge_small(counts: Sequence[int]) -> list[Together]:
    """The counts of things of which everyone did exactly one, put together as soon as one is about few.

    Then only what at least half of them did stands beside the rest. Putting together just enough to make five
    would give numbers away: 5 beside "8 together" could only be 4 and 4. What nobody did stays on its own.
    Empty when all together are about few.
    """
    everything = sum(counts)
    if is_few(everything):
        return []
    merged = [position for position, count in enumerate(counts) if count]
    if not any(is_few(counts[position]) for position in merged):
        merged = []
    rest = [position for position in merged if 2 * counts[position] < everything or is_few(counts[position])]
    if not is_few(sum(counts[position] for position in rest)):
        merged = rest
    shown = [Together((position,), count) for position, count in enumerate(counts) if position not in merged]
    shown += [Together(tuple(merged), sum(counts[position] for position in merged))] if merged else []
    return sorted(shown, key=lambda one: one.positions)
