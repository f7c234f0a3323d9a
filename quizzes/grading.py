"""Marking answers and passing a quiz. Pure: neither Django nor Wagtail, only values in and values out.

Points are fractions, never floats: one third is one third, and a score is compared with the pass
mark exactly. Nothing is rounded before the decision is taken.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class Mark:
    """What one answer earned; 0 <= points <= maximum."""

    points: Fraction
    maximum: Fraction

    @property
    def correct(self) -> bool:
        """Whether the answer is fully right."""
        return self.points == self.maximum


@dataclass(frozen=True)
class Result:
    """What all answers earned together. `percentage` is for reading: 0 to 100, rounded down,
    so that 69.9 % never looks like the 70 % that was needed.
    """

    score: Fraction
    maximum: Fraction
    percentage: int
    passed: bool


def mark_one(right: str, chosen: str | None) -> Mark:
    """A question with one right option: one point for exactly that option."""
    return Mark(points=Fraction(chosen == right), maximum=Fraction(1))


def mark_several(right: Collection[str], chosen: Collection[str]) -> Mark:
    """A question with several right options, one point in all, with partial credit.

    Each right option that was ticked adds its part of the point, each wrong one takes such a part
    away: (right ticks - wrong ticks) / number of right options, never below 0. So all right options
    and no wrong one earn the point, and ticking everything earns little or nothing.
    Raises ValueError when no option is right.
    """
    if not right:
        raise ValueError("A question without a right option cannot be marked.")
    ticked = set(chosen)
    balance = len(ticked & set(right)) - len(ticked - set(right))
    return Mark(points=max(Fraction(0), Fraction(balance, len(set(right)))), maximum=Fraction(1))


def is_near(right: Decimal, typed: Decimal, tolerance: Decimal) -> bool:
    """Whether a number is right: at most `tolerance` away, the limit included."""
    return abs(Fraction(typed) - Fraction(right)) <= Fraction(tolerance)


def mark_number(right: Decimal, typed: Decimal | None, tolerance: Decimal) -> Mark:
    """A question whose answer is a number: one point for a number that is near enough, else nothing."""
    return Mark(points=Fraction(typed is not None and is_near(right, typed, tolerance)), maximum=Fraction(1))


def mark_written(percentages: Iterable[int]) -> Mark:
    """A short text: the highest of the percentages of the accepted texts it equals; nothing when it equals none."""
    return Mark(points=Fraction(max(percentages, default=0), 100), maximum=Fraction(1))


def mark_order(right: Sequence[str], placed: Sequence[str | None]) -> Mark:
    """A question about the right order: each item that stands in its right place earns its part of the point.

    placed: the item in each place, None where none was put. Raises ValueError when there is nothing to order.
    """
    if not right:
        raise ValueError("A question without items cannot be marked.")
    in_place = sum(item == there for item, there in zip(right, placed, strict=False))
    return Mark(points=Fraction(in_place, len(right)), maximum=Fraction(1))


def mark_pairs(right: Mapping[str, str], chosen: Mapping[str, str]) -> Mark:
    """A question about what belongs together: each right pair earns its part of the point.

    Raises ValueError when there is no pair.
    """
    if not right:
        raise ValueError("A question without pairs cannot be marked.")
    paired = sum(chosen.get(left) == belonging for left, belonging in right.items())
    return Mark(points=Fraction(paired, len(right)), maximum=Fraction(1))


def percentage(score: Fraction, maximum: Fraction) -> int:
    """The score as a whole percentage of the maximum, rounded down."""
    return int(score * 100 // maximum)


def result(marks: Sequence[Mark], pass_mark: int) -> Result:
    """The marks of all questions together; passed from `pass_mark` per cent on.

    Raises ValueError when nothing can be earned and there is a pass mark: nobody passes a quiz that asks nothing.
    """
    score = sum((mark.points for mark in marks), Fraction(0))
    maximum = sum((mark.maximum for mark in marks), Fraction(0))
    if not maximum:
        if pass_mark:
            raise ValueError("A quiz in which nothing can be earned has no result.")
        return Result(score=score, maximum=maximum, percentage=0, passed=True)
    return Result(
        score=score,
        maximum=maximum,
        percentage=percentage(score, maximum),
        passed=score * 100 >= pass_mark * maximum,
    )
