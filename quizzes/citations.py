"""The sources of a question as a learner reads them, frozen into an attempt with the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from .models import Question


class FrozenSource(TypedDict):
    """A source as it was named; text_date in ISO form, empty without one."""

    name: str
    language: str
    url: str
    text_date: str


@dataclass(frozen=True)
class CitedSource:
    """What is shown of a source: its name, where to read it and the date of the text that was read."""

    name: str
    language: str
    url: str
    text_date: date | None


def freeze_sources(question: Question) -> list[FrozenSource]:
    sources = [citation.source for citation in question.citations.all()]
    return [
        {
            "name": str(source),
            "language": source.language,
            "url": source.url,
            "text_date": source.text_date.isoformat() if source.text_date else "",
        }
        for source in sources
    ]


def shown_sources(frozen: Iterable[FrozenSource]) -> list[CitedSource]:
    return [
        CitedSource(
            source["name"],
            source["language"],
            source["url"],
            date.fromisoformat(source["text_date"]) if source["text_date"] else None,
        )
        for source in frozen
    ]
