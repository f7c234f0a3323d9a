"""Marking answers and passing a quiz. Pure: neither Django nor Wagtail, only values in and values out.

Points are fractions, never floats: one third is one third, and a score is compared with the pass
mark exactly. Nothing is rounded before the decision is taken.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
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


def percentage(score: Fraction, maximum: Fraction) -> int:
    """The score as a whole percentage of the maximum, rounded down."""
    return int(score * 100 // maximum)


def result(marks: Sequence[Mark], pass_mark: int) -> Result:
    """The marks of all questions together; passed from `pass_mark` per cent on.

    Raises ValueError without marks: nobody passes a quiz that asks nothing.
    """
    if not marks:
        raise ValueError("A quiz without questions has no result.")
    score = sum((mark.points for mark in marks), Fraction(0))
    maximum = sum((mark.maximum for mark in marks), Fraction(0))
    return Result(
        score=score,
        maximum=maximum,
        percentage=percentage(score, maximum),
        passed=score * 100 >= pass_mark * maximum,
    )
