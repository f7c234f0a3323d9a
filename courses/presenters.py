"""Guests who present a part of a course, as readers meet them."""

from collections.abc import Iterable

from .models import StepPage
from .outline import CourseOutline


def presenters_of(outlines: Iterable[CourseOutline]) -> list[str]:
    """Their names, each once; a query for each kind of step that has guests."""
    steps = [step for outline in outlines for step in outline.steps]
    names: dict[str, None] = {}
    for kind in StepPage.__subclasses__():
        of_kind = [step.pk for step in steps if step.kind == kind._meta.model_name]
        names |= dict.fromkeys(kind.presenters_in(of_kind) if of_kind else [])
    return list(names)
