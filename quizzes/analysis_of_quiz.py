"""The analysis of one quiz: reads what people answered and gives figures about groups, never about anybody.

What counts is the first attempt of each person that has ended and been judged, in the kind the quiz has now
(exam or practice): whoever tries again has seen the answers. Someone's attempts in another language of the quiz,
or when it was of the other kind, make a later attempt a second one all the same.

A question that was changed is a question of its own from then on. Marks are those that count now: corrected by
a regrade, given by a person. What earns no points is not in it.

No figure is about fewer than five people (quizzes.small_groups). What this does not prevent: the same editor can
look on two days, and the difference is who came in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from .analysis import cronbach_alpha, discrimination, facility, median_minutes, median_seconds, time_spent
from .analysis_choices import ChoiceLine, lines_of
from .grading import Mark
from .models import Answer, Attempt, Judgement, QuizPage, Regrade, RegradedAttempt
from .small_groups import FEWEST_PEOPLE, is_few, splits_off_few
from .types import Choice, type_of

# Primary key of the question and of the revision that was asked.
ItemKey = tuple[int, int | None]


@dataclass(frozen=True)
class Scored:
    """What one person had for one question. time: how long it took, None when that is not known."""

    mark: Mark
    choices: list[Choice]
    time: timedelta | None = None

    @property
    def share(self) -> Fraction:
        return self.mark.points / self.mark.maximum


# What one person had for every question they were asked.
Sheet = dict[ItemKey, Scored]


@dataclass(frozen=True)
class Wording:
    """How a revision of a question reads, from the attempt that was read last. options: what could be chosen."""

    key: str
    prompt: str
    type_label: Promise
    options: list[Choice]


class Few(StrEnum):
    """Which group is too small to be told. Mixed: with fewer than ten people, right or wrong is, or both are."""

    MIXED = "mixed"
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True)
class QuestionAnalysis:
    """The figures of one revision of a question.

    people: None for fewer than five; then nothing else is filled. facility: 0 to 1, None when it would tell how
    many a group of fewer than five is (`few` says which); then there is no discrimination either, because that
    compares the groups. seconds: the median time, None when it is known of fewer than five. choices: empty when they
    would be about too few.
    """

    question: int
    revision: int | None
    wording: Wording
    people: int | None = None
    facility: Fraction | None = None
    few: Few | None = None
    discrimination: float | None = None
    seconds: int | None = None
    choices: tuple[ChoiceLine, ...] = ()


@dataclass(frozen=True)
class QuizAnalysis:
    """people: None for fewer than five; then nothing else is filled. minutes: the median of their attempts.

    alpha: over the largest group of people who were asked exactly the same questions (alpha_people of them);
    None when that is fewer than five, or when there is nothing to compare.
    """

    people: int | None = None
    minutes: int | None = None
    alpha: float | None = None
    alpha_people: int = 0
    questions: tuple[QuestionAnalysis, ...] = ()


def analysis_of(quiz: QuizPage) -> QuizAnalysis:
    """The figures of a quiz; at most five queries, however many attempts there are."""
    reading = _Reading(quiz)
    if len(reading.sheets) < FEWEST_PEOPLE:
        return QuizAnalysis()
    same = _asked_the_same(reading.sheets)
    return QuizAnalysis(
        people=len(reading.sheets),
        minutes=median_minutes(reading.durations),
        alpha=cronbach_alpha([[scored.mark.points for scored in row] for row in same]),
        alpha_people=len(same),
        questions=tuple(
            _of_question(item, wording, reading.sheets)
            for item, wording in sorted(reading.wordings.items(), key=lambda pair: (pair[1].key, pair[0][1] or 0))
        ),
    )


def _first_attempts(quiz: QuizPage) -> QuerySet[Attempt]:
    earlier = Attempt.objects.filter(
        Q(finished_at__lt=OuterRef("finished_at")) | Q(finished_at=OuterRef("finished_at"), pk__lt=OuterRef("pk")),
        user=OuterRef("user"),
        quiz_key=OuterRef("quiz_key"),
    )
    return Attempt.objects.filter(
        ~Exists(earlier), quiz=quiz, finished_at__isnull=False, passed__isnull=False, rules__mode=quiz.mode
    )


class _Reading:
    """Everything that is read of the first attempts at a quiz, without who made them.

    What belongs to later attempts is read along: a database that has no statistics yet of new rows looks up
    who was first once for each answer, which takes half a minute for a thousand people.
    """

    def __init__(self, quiz: QuizPage) -> None:
        self.sheets: list[Sheet] = []
        self.durations: list[timedelta] = []
        self.wordings: dict[ItemKey, Wording] = {}
        self._answers, self._writes = _answers(quiz)
        self._judged = _points_given(quiz)
        self._corrected = _corrected_bodies(quiz)
        rows = _first_attempts(quiz).order_by("pk").values_list("pk", "started_at", "finished_at", "deadline", "items")
        for attempt, started_at, finished_at, deadline, items in rows.iterator(chunk_size=200):
            self.durations.append(_time_taken(started_at, finished_at, deadline))
            self.sheets.append(dict(self._sheet(attempt, started_at, items)))

    def _sheet(
        self, attempt: int, started_at: datetime, items: list[dict[str, Any]]
    ) -> Iterator[tuple[ItemKey, Scored]]:
        times = time_spent(started_at, self._writes[attempt])
        for frozen in items:
            kind, place = type_of(frozen["type"]), (attempt, frozen["number"])
            body = self._corrected.get(place, frozen["body"])
            if not kind.counts(body):
                continue
            item = (frozen["question"], frozen["revision"])
            if item not in self.wordings:
                self.wordings[item] = Wording(frozen["key"], frozen["prompt"], kind.label, options_of(frozen, body))
            answer = self._answers.get(place)
            mark = kind.mark(body, answer)
            if place in self._judged:
                mark = Mark(self._judged[place], mark.maximum)
            yield item, Scored(mark, kind.choices_made(body, answer), times.get(frozen["number"]))


# The number of a question in an attempt: primary key of the attempt, number.
Place = tuple[int, int]


# Per attempt: when answers were written, and to which questions.
Writes = dict[int, list[tuple[datetime, list[int]]]]


def _answers(quiz: QuizPage) -> tuple[dict[Place, Any], Writes]:
    """The newest answers, and the writes in their order."""
    latest: dict[Place, Any] = {}
    writes: dict[int, dict[int, tuple[datetime, list[int]]]] = defaultdict(dict)
    rows = Answer.objects.filter(attempt__quiz=quiz).order_by("version")
    named = rows.values_list("attempt", "item", "value", "version", "saved_at")
    for attempt, number, value, version, saved_at in named.iterator(chunk_size=2000):
        latest[(attempt, number)] = value
        writes[attempt].setdefault(version, (saved_at, []))[1].append(number)
    return latest, defaultdict(list, {attempt: list(each.values()) for attempt, each in writes.items()})


def _points_given(quiz: QuizPage) -> dict[Place, Fraction]:
    rows = Judgement.objects.filter(attempt__quiz=quiz).values_list("attempt", "item", "points")
    return {(attempt, number): Fraction(points) for attempt, number, points in rows}


def _corrected_bodies(quiz: QuizPage) -> dict[Place, dict[str, Any]]:
    """From the latest regrade of each. The bodies are read once, not once for each attempt."""
    rows = (
        RegradedAttempt.objects.filter(attempt__quiz=quiz)
        .order_by("regrade__made_at", "regrade_id")
        .values_list("attempt", "item", "regrade")
    )
    latest = {(attempt, number): regrade for attempt, number, regrade in rows}
    bodies = dict(Regrade.objects.filter(pk__in=set(latest.values())).values_list("pk", "body"))
    return {place: bodies[regrade] for place, regrade in latest.items()}


def _time_taken(started_at: datetime, finished_at: datetime | None, deadline: datetime | None) -> timedelta:
    """An attempt that was left lying took until its deadline, whenever it was closed."""
    return min(end for end in (finished_at, deadline) if end) - started_at


def options_of(frozen: dict[str, Any], body: dict[str, Any]) -> list[Choice]:
    """Everything a learner could choose; empty for a question in which one writes, or puts things together."""
    kind = type_of(frozen["type"])
    field = kind.form_field(body)
    if not isinstance(field, forms.ChoiceField):
        return []
    several = isinstance(field, forms.MultipleChoiceField)
    keys = [value for value, _label in cast("Iterable[tuple[str, str]]", field.choices) if value]
    return [choice for key in keys for choice in kind.choices_made(body, [key] if several else key)]


def _asked_the_same(sheets: Iterable[Sheet]) -> list[list[Scored]]:
    """What the largest group that was asked the same questions had, in one order; nobody when that is too small."""
    groups: dict[tuple[ItemKey, ...], list[list[Scored]]] = defaultdict(list)
    for sheet in sheets:
        asked = tuple(sorted(sheet, key=lambda item: (item[0], item[1] or 0)))
        groups[asked].append([sheet[item] for item in asked])
    largest = max(groups, key=lambda asked: (len(groups[asked]), len(asked), repr(asked)))
    return groups[largest] if len(groups[largest]) >= FEWEST_PEOPLE else []


def _of_question(item: ItemKey, wording: Wording, sheets: Iterable[Sheet]) -> QuestionAnalysis:
    asked = [sheet for sheet in sheets if item in sheet]
    scores = [sheet[item] for sheet in asked]
    if len(asked) < FEWEST_PEOPLE:
        return QuestionAnalysis(question=item[0], revision=item[1], wording=wording)
    few = _few(scores)
    return QuestionAnalysis(
        question=item[0],
        revision=item[1],
        wording=wording,
        people=len(asked),
        facility=None if few else facility([scored.share for scored in scores]),
        few=few,
        discrimination=None if few else _discrimination(item, asked),
        seconds=_seconds(scores),
        choices=lines_of([scored.choices for scored in scores], wording.options, right_is_known=not few),
    )


def _seconds(scores: list[Scored]) -> int | None:
    known = [scored.time for scored in scores if scored.time is not None]
    return median_seconds(known) if len(known) >= FEWEST_PEOPLE else None


def _few(scores: list[Scored]) -> Few | None:
    """Which group the facility would give away. Who is partly right, only where that is about one choice."""
    right = sum(scored.mark.correct for scored in scores)
    partly = sum(0 < scored.share < 1 for scored in scores)
    if splits_off_few(right, len(scores)):
        return _few_right_or_wrong(right, len(scores))
    one_choice = all(len(scored.choices) <= 1 for scored in scores)
    return Few.PARTLY if one_choice and is_few(partly) else None


def _few_right_or_wrong(right: int, people: int) -> Few:
    """Of six people, "few have it wrong" would tell that it is one: fewer than five on both sides, or not told."""
    if people < 2 * FEWEST_PEOPLE:
        return Few.MIXED
    return Few.RIGHT if is_few(right) else Few.WRONG


def _discrimination(item: ItemKey, asked: Iterable[Sheet]) -> float | None:
    """Of those who were asked something else too."""
    pairs = [(sheet[item].share, _rest(item, sheet)) for sheet in asked if len(sheet) > 1]
    return discrimination([share for share, _rest in pairs], [rest for _share, rest in pairs])


def _rest(item: ItemKey, sheet: Sheet) -> Fraction:
    """The share of the points of the other questions: with draws, people were not all asked the same."""
    others = [scored.mark for other, scored in sheet.items() if other != item]
    return sum((mark.points for mark in others), Fraction(0)) / sum((mark.maximum for mark in others), Fraction(0))
