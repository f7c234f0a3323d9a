"""Entries of questions, to export."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from quizzes.models import Question
from quizzes.types import type_of

from .entries import Data
from .images import picture_of


def entries_of(questions: Iterable[Question]) -> tuple[list[Data], list[tuple[str, str]]]:
    """The entries, and by key why a question has none: of what is published, or else of the newest draft."""
    entries, remarks = [], []
    for question in questions:
        try:
            entries.append(entry_of(question if question.live else question.get_latest_revision_as_object()))
        except (LookupError, TypeError, ValueError, ArithmeticError):
            remarks.append((question.key, _("Not in the file: this draft has no complete answers yet.")))
    return entries, remarks


def entry_of(question: Question) -> Data:
    """The entry of this version of a question. Raises LookupError without answers."""
    block = question.body[0]
    question_type = type_of(block.block_type)
    data: Data = {
        "id": question.key,
        "type": question_type.bank_names[0],
        "prompt": question.prompt,
        "context": question.context,
        "explanation": question.explanation,
        "source": question.source,
        "status": question.status,
        "topic": question.topic,
        "difficulty": question.difficulty,
        "bloom": question.bloom,
        "language": question.language,
        "tags": sorted(question.tags.names()),
    }
    if sources := [citation.source.key for citation in question.citations.all()]:
        data["sources"] = sources
    if picture := picture_of(question.image):
        data["image"] = picture
    entry: Data = _with_newlines(data | question_type.to_bank(block.value))
    return entry


def _with_newlines(value: Any) -> Any:
    """Browsers send a new line as two characters; in a file it is one."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        return {name: _with_newlines(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_newlines(inner) for inner in value]
    return value
