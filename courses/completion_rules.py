"""What "finished" means. Pure: neither Django nor Wagtail, only values in and values out.

A course is finished when every required step is done. Steps that are not required never count,
neither for nor against. Someone who has finished stays finished: a step that is added later is
new since then, and takes nothing back.

A step can open after another one. Such an order never shuts anybody out: only a step that is part of
the course can hold another one back, and an order that leads back to its own start does not count.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class DoneBy(StrEnum):
    """How somebody does a step: by saying so, by passing it, or by having been somewhere."""

    SAYING_SO = "saying_so"
    PASSING = "passing"
    ATTENDING = "attending"


@dataclass(frozen=True)
class Step:
    """One published step of a course as the rule sees it; keys are the same in every language."""

    key: UUID
    required: bool = True
    opens_after: UUID | None = None


@dataclass(frozen=True)
class Progress:
    """done and total count required steps; 0 <= done <= total."""

    done: int
    total: int
    finished: bool

    @property
    def percentage(self) -> int:
        """0 to 100, rounded down; 100 exactly when finished."""
        if self.finished:
            return 100
        if self.total == 0:
            return 0
        return min(99, self.done * 100 // self.total)


def required_keys(steps: Iterable[Step]) -> list[UUID]:
    """Keys of the steps that must be done, each once, in the order of the course."""
    return list(dict.fromkeys(step.key for step in steps if step.required))


def earns_completion(steps: Sequence[Step], done: Collection[UUID]) -> bool:
    """Whether these steps, with these done, finish a course. A course without required steps never is."""
    required = required_keys(steps)
    return bool(required) and all(key in done for key in required)


def progress(steps: Sequence[Step], done: Collection[UUID], already_finished: bool = False) -> Progress:
    """How far someone is. Who has finished is there: what was added since counts as new, not as missing."""
    required = required_keys(steps)
    done_count = sum(key in done for key in required)
    total = done_count if already_finished else len(required)
    return Progress(done=done_count, total=total, finished=already_finished)


def locked_steps(steps: Sequence[Step], done: Collection[UUID], all_open: bool = False) -> dict[UUID, UUID]:
    """The steps that are not open yet, each with the step to do first.

    A step that was done stays open; all_open: as everything does for who has finished once.
    """
    if all_open:
        return {}
    after = {step.key: [step.opens_after] if step.opens_after else [] for step in steps}
    return {
        step.key: step.opens_after
        for step in steps
        if step.opens_after in after
        and step.opens_after not in done
        and step.key not in done
        and not leads_to(step.opens_after, step.key, after)
    }


def leads_to(start: UUID, goal: UUID, after: Mapping[UUID, Collection[UUID]]) -> bool:
    """Whether going back from `start` to what comes before it, and so on, arrives at `goal`."""
    seen: set[UUID] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            waiting.extend(after.get(key, ()))
    return False
