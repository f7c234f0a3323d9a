"""How well the questions of a quiz work. Pure: neither Django nor Wagtail, only numbers in and numbers out.

Everything is computed on fractions, so the order in which people come changes nothing and no rounding can lift
a figure over its bound. None means that a figure does not exist, because there is nothing to compare.

Sources: facility and discrimination as in classical test theory (Ebel and Frisbie, Essentials of Educational
Measurement, 1991, chapter 13); the correction for overlap after Henrysson, Psychometrika 28 (1963); alpha after
Cronbach, Psychometrika 16 (1951).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from math import isqrt
from statistics import median


def facility(shares: Sequence[Fraction]) -> Fraction | None:
    """The average share of its points that a question gave, 0 to 1; also called p-value or difficulty index.

    1: everyone has it right. An answer that was not given counts as 0.
    """
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def discrimination(shares: Sequence[Fraction], rests: Sequence[Fraction]) -> float | None:
    """Pearson's correlation, -1 to 1, between what people have for a question and for the rest of the quiz.

    For a question that is right or wrong it is the point-biserial one. The rest leaves the question itself out,
    or every question would agree with itself. rests: one for each of `shares`, of the same person.
    None when everyone has the same for the question, or for the rest.
    """
    spread = _covariance(shares, shares) * _covariance(rests, rests)
    if not spread:
        return None
    shared = _covariance(shares, rests)
    root = _square_root(shared * shared / spread)
    return root if shared >= 0 else -root


def cronbach_alpha(rows: Sequence[Sequence[Fraction]]) -> float | None:
    """The reliability of the scores, at most 1: how far the questions measure the same thing.

    k / (k - 1) * (1 - sum of the variances of the questions / variance of the total). rows: for each person the
    points per question, of the same k questions. Below 0 when questions contradict each other. None for fewer
    than two questions, or when everyone has the same total.
    """
    count = len(rows[0]) if rows else 0
    totals = [sum(row, Fraction(0)) for row in rows]
    total_variance = _covariance(totals, totals)
    if count < 2 or not total_variance:
        return None
    columns = list(zip(*rows, strict=True))
    parts = sum((_covariance(column, column) for column in columns), Fraction(0))
    return float(Fraction(count, count - 1) * (1 - parts / total_variance))


def median_minutes(durations: Sequence[timedelta]) -> int | None:
    """The middle one in whole minutes, rounded to the nearest: one lunch break does not move it."""
    return round(median(duration.total_seconds() for duration in durations) / 60) if durations else None


def time_spent(started_at: datetime, writes: Sequence[tuple[datetime, Collection[int]]]) -> dict[int, timedelta]:
    """How long somebody was busy with each question: from one write of answers to the next, for the one question it
    was about, all its writes together. A write about several questions tells of none of them how long it took.

    writes: in their order, when and the numbers of the questions.
    """
    spent: dict[int, timedelta] = {}
    unknown: set[int] = set()
    before = started_at
    for moment, numbers in writes:
        if len(numbers) == 1:
            (number,) = numbers
            spent[number] = spent.get(number, timedelta(0)) + (moment - before)
        else:
            unknown |= set(numbers)
        before = moment
    return {number: time for number, time in spent.items() if number not in unknown}


def median_seconds(durations: Sequence[timedelta]) -> int | None:
    """The middle one in whole seconds."""
    return round(median(duration.total_seconds() for duration in durations)) if durations else None


def _covariance(first: Sequence[Fraction], second: Sequence[Fraction]) -> Fraction:
    """That of the whole group, so divided by the number of people; 0 for nobody."""
    if not first:
        return Fraction(0)
    count = len(first)
    products = sum((one * other for one, other in zip(first, second, strict=True)), Fraction(0))
    return products / count - (sum(first, Fraction(0)) / count) * (sum(second, Fraction(0)) / count)


def _square_root(square: Fraction) -> float:
    """Of something between 0 and 1, to twelve decimals rounded down, so never above 1."""
    return isqrt(square.numerator * 10**24 // square.denominator) / 10**12
