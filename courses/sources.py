"""The sources a course rests on: those that its published lessons show."""

from collections.abc import Iterator
from typing import Any

from cms.content_version import kept
from cms.models import Source

from .models import LessonPage
from .outline import CourseOutline


def shown_sources_of(outline: CourseOutline) -> tuple[Source, ...]:
    """The same to show: kept until an editor changes something."""
    return _kept_sources_in(_lessons_of(outline))


@kept(most=1000)
def _kept_sources_in(lessons: tuple[int, ...]) -> tuple[Source, ...]:
    return tuple(_sources_in(lessons))


def sources_of(outline: CourseOutline) -> list[Source]:
    """Sources in quotations and lists of sources, each once, in the order in which a reader meets them.

    Two queries: the text is read as it is kept, for each block would otherwise fetch its own source.
    """
    return _sources_in(_lessons_of(outline))


def _lessons_of(outline: CourseOutline) -> tuple[int, ...]:
    return tuple(step.pk for step in outline.steps if step.kind == LessonPage._meta.model_name)


def _sources_in(lessons: tuple[int, ...]) -> list[Source]:
    bodies = LessonPage.objects.filter(pk__in=lessons).order_by("path").values_list("body", flat=True)
    keys = dict.fromkeys(key for body in bodies for key in _source_keys(list(body.raw_data)))
    sources = Source.objects.in_bulk(keys)
    # A source can have been deleted since.
    return [sources[key] for key in keys if key in sources]


def _source_keys(kept: Any) -> Iterator[int]:
    """Primary keys of the sources in blocks as JSON, also in blocks inside blocks."""
    if isinstance(kept, list):
        for part in kept:
            yield from _source_keys(part)
    elif isinstance(kept, dict) and kept.get("type") == "sources":
        # Items of a list may be kept with an id of their own, or bare.
        items = [item["value"] if isinstance(item, dict) else item for item in kept["value"]]
        yield from (item for item in items if item)
    elif isinstance(kept, dict):
        if kept.get("type") == "legal_quote" and kept["value"].get("source"):
            yield kept["value"]["source"]
        yield from _source_keys(list(kept.values()))
