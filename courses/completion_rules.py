"""What "finished" means. Pure: neither Django nor Wagtail, only values in and values out.

A course is finished when every required step is done. Steps that are not required never count,
neither for nor against. Someone who has finished stays finished: a step that is added later is
new since then, and takes nothing back.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Step:
    """One step of a course as the rule sees it; `key` is the same in every language."""

    key: UUID
    required: bool = True


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
    """Keys of the steps that must be done, in the order of the course."""
    return [step.key for step in steps if step.required]


def earns_completion(steps: Sequence[Step], done: Collection[UUID]) -> bool:
    """Whether these steps, with these done, finish a course. A course without required steps never is."""
    required = required_keys(steps)
    return bool(required) and all(key in done for key in required)


def progress(steps: Sequence[Step], done: Collection[UUID], already_finished: bool = False) -> Progress:
    """How far someone is. After finishing, later additions do not lower it."""
    required = required_keys(steps)
    if already_finished:
        return Progress(done=len(required), total=len(required), finished=True)
    return Progress(done=sum(key in done for key in required), total=len(required), finished=False)
