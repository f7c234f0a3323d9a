"""The self-scan of how one works with social enterprises: fourteen statements on the seven recommendations.

It stands on its own, beside those of single courses: nobody needs a path or a course for it. The first
round can be filled in at any moment, best before the first course. The next one opens when its learner finished a path
since the round before, or half a year after it. Until then the latest answers can be changed. Shown are the first and
the latest round. Only the learner sees any of it; what the learner removes is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.facets import Theme
from courses.languages import each_once, published_courses
from courses.models import CoursePage, PathCompletion
from people.models import User

from .models import HIGHEST, LOWEST, PracticeAnswer

NEXT_ROUND_AFTER = timedelta(days=182)

# Key of a statement: value.
Values = dict[str, int]


@dataclass(frozen=True)
class Statement:
    """A sentence that one rates oneself on. For another meaning take another `key`: answers are kept by it."""

    key: str
    theme: Theme
    text: Promise


STATEMENTS = (
    Statement("explain", Theme.TRAIN, _("I can explain to a colleague what a social enterprise is.")),
    Statement("find", Theme.TRAIN, _("I know where to find social enterprises for my work.")),
    Statement("talk", Theme.INVITE, _("In the past year I talked with a social entrepreneur about my work.")),
    Statement("invite", Theme.INVITE, _("I know how to invite an entrepreneur without favouring anyone.")),
    Statement("gain", Theme.BUDGETS, _("I know which other departments gain from what a social enterprise does.")),
    Statement("share", Theme.BUDGETS, _("I look for money together with colleagues of another department.")),
    Statement("sdgs", Theme.SDGS, _("I can say to which goals of the United Nations (SDGs) my work contributes.")),
    Statement("measure", Theme.SDGS, _("I agree with partners beforehand how we measure what we achieve.")),
    Statement("reserve", Theme.PROCUREMENT, _("I know when I may reserve a contract with article 2.82.")),
    Statement(
        "consider",
        Theme.PROCUREMENT,
        _("With every contract I look whether a social enterprise can do it, or a part of it."),
    ),
    Statement("buyers", Theme.MEET, _("I know businesses here that could buy from a social enterprise.")),
    Statement("connect", Theme.MEET, _("I bring businesses and social enterprises in touch with each other.")),
    Statement("begin", Theme.CREATIVE, _("I know ways to begin without extra money.")),
    Statement(
        "reckon",
        Theme.CREATIVE,
        _("I can roughly work out what an approach yields, and what would have happened anyway."),
    ),
)


@dataclass(frozen=True)
class Round:
    """The answers of one moment; at: when the first of them was given."""

    number: int
    at: datetime
    values: Values


@dataclass(frozen=True)
class Rating:
    """One recommendation: the mean of its statements in the first round and in the latest, from 1 to 5.

    later: None as long as there is one round.
    """

    theme: Theme
    first: float
    later: float | None

    @property
    def now(self) -> float:
        return self.first if self.later is None else self.later

    @property
    def difference(self) -> float:
        return 0 if self.later is None else self.later - self.first

    @property
    def bars(self) -> list[int]:
        """The means as a percentage of the scale."""
        means = [self.first] if self.later is None else [self.first, self.later]
        return [round((mean - LOWEST) / (HIGHEST - LOWEST) * 100) for mean in means]


@dataclass(frozen=True)
class Practice:
    """The scan of one learner."""

    rounds: list[Round]
    next_is_open: bool

    @property
    def latest(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def to_fill_in(self) -> int:
        """The round that answers are for now: the next one, or the latest again."""
        return len(self.rounds) + 1 if self.next_is_open else len(self.rounds)

    @property
    def kept(self) -> Values:
        """What the form shows: the answers that can be changed; nothing for a new round, so that each is new."""
        return {} if self.next_is_open or self.latest is None else self.latest.values

    @property
    def opens_on(self) -> datetime | None:
        """When the next round opens at the latest; None when it is open."""
        return None if self.next_is_open or self.latest is None else self.latest.at + NEXT_ROUND_AFTER

    @property
    def ratings(self) -> list[Rating]:
        """The recommendations in their order; only statements that were answered in both rounds are compared."""
        if not self.rounds:
            return []
        first, later = self.rounds[0].values, self.rounds[-1].values if len(self.rounds) > 1 else None
        found = (_rating(theme, first, later) for theme in _themes())
        return [rating for rating in found if rating]

    @property
    def lowest(self) -> Rating | None:
        """Where most is to be won now; of two alike the first recommendation."""
        return min(self.ratings, key=lambda rating: rating.now, default=None)


def _themes() -> list[Theme]:
    return list(dict.fromkeys(statement.theme for statement in STATEMENTS))


def _rating(theme: Theme, first: Values, later: Values | None) -> Rating | None:
    keys = [one.key for one in STATEMENTS if one.theme == theme and one.key in first]
    if later is not None:
        keys = [key for key in keys if key in later]
    if not keys:
        return None
    return Rating(
        theme, fmean(first[key] for key in keys), None if later is None else fmean(later[key] for key in keys)
    )


def practice_of(user: User) -> Practice:
    """The own answers; two queries."""
    rounds: dict[int, Round] = {}
    for answer in PracticeAnswer.objects.filter(user=user).order_by("round", "at"):
        one = rounds.setdefault(answer.round, Round(answer.round, answer.at, {}))
        one.values[answer.statement] = answer.value
    found = list(rounds.values())
    return Practice(rounds=found, next_is_open=not found or _has_opened(user, found[-1]))


def _has_opened(user: User, latest: Round) -> bool:
    if latest.at + NEXT_ROUND_AFTER <= timezone.now():
        return True
    return PathCompletion.objects.filter(enrolment__user=user, completed_at__gt=latest.at).exists()


def answer(user: User, number: int, values: Mapping[str, int]) -> None:
    """Keep an answer to every statement in this round, or change those that are there.

    Whoever sends the same form twice answers the same round twice; `at` stays that of the first time.
    """
    now = timezone.now()
    PracticeAnswer.objects.bulk_create(
        [PracticeAnswer(user=user, round=number, statement=key, value=value, at=now) for key, value in values.items()],
        update_conflicts=True,
        unique_fields=["user", "round", "statement"],
        update_fields=["value"],
    )


def remove(user: User) -> None:
    """All own answers, of all rounds."""
    PracticeAnswer.objects.filter(user=user).delete()


def course_that_fits(rating: Rating) -> CoursePage | None:
    """The first published course about this recommendation, in the language of the reader where it is in that."""
    about = [course for course in published_courses().order_by("path") if rating.theme in course.themes]
    versions = each_once(about, [str(get_language())])
    return versions[0][0] if versions else None
