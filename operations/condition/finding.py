"""What can be found out about the platform, and how it is judged."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)
Answers = dict[Callable[[], Any], Any]


class Level(IntEnum):
    """How urgent it is, the most first. NOW: something does not work, or work is at risk."""

    NOW = 0
    SOON = 1
    GOOD = 2

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


_LABELS = {
    Level.NOW: gettext_lazy("Do this now"),
    Level.SOON: gettext_lazy("Plan this"),
    Level.GOOD: gettext_lazy("In order"),
}


@dataclass(frozen=True)
class Seen:
    """What was seen. meaning: a sentence that says what it means and what to do. value: in the unit of its measure."""

    level: Level
    meaning: str
    value: float | None = None


@dataclass(frozen=True)
class Measure:
    """Something to look at. Without a `unit` its value is a number of things, if it has one.

    asks: what `look` is given; it is asked once for all measures that ask the same. link: name of the address in the
    admin where something can be done about it.
    """

    name: str
    title: str | Promise
    look: Callable[..., Seen]
    unit: str = ""
    link: str = ""
    asks: Callable[[], Any] | None = None


@dataclass(frozen=True)
class Finding:
    """One measure as it is now."""

    measure: Measure
    level: Level
    meaning: str
    value: float | None = None

    @property
    def is_good(self) -> bool:
        return self.level is Level.GOOD


def find_all(first: Measure, need_nothing: Iterable[Measure], need_database: Iterable[Measure]) -> list[Finding]:
    """Look at all of it; without a database (`first`) not at what is in it, for each would wait for it in turn."""
    answers: Answers = {}
    database = _find(first, answers)
    others = [*need_nothing] if database.level is Level.NOW else [*need_nothing, *need_database]
    return [database, *(_find(measure, answers) for measure in others)]


def _find(measure: Measure, answers: Answers) -> Finding:
    """Look; what cannot be looked at is wrong, and the log says why. answers: what was asked before."""
    try:
        seen = measure.look(*_told(measure, answers))
    except Exception as error:
        logger.exception("%s could not be looked at", measure.name)
        refusal = _("This does not answer (%(error)s). The log of the website says why.")
        return Finding(measure, Level.NOW, refusal % {"error": type(error).__name__})
    return Finding(measure, seen.level, seen.meaning, seen.value)


def _told(measure: Measure, answers: Answers) -> list[Any]:
    if measure.asks is None:
        return []
    if measure.asks not in answers:
        answers[measure.asks] = measure.asks()
    return [answers[measure.asks]]
