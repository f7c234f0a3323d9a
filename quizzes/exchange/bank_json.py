"""Reads the question bank that ships with the platform (curriculum/data/questions.json)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from quizzes.models import Question
from quizzes.types import TYPES, QuestionType

# What the bank calls a field and what we call it; the rest has the same name.
FIELDS = {
    "id": "key",
    "prompt": "prompt",
    "context": "context",
    "explanation": "explanation",
    "source": "source",
    "status": "status",
    "topic": "topic",
    "difficulty": "difficulty",
    "bloom": "bloom",
}


@dataclass
class ImportReport:
    """What became of each entry, by its key; nothing is dropped in silence.

    unsupported: key and the type we do not have. invalid: key and the reason.
    """

    created: list[str] = field(default_factory=list)
    existing: list[str] = field(default_factory=list)
    unsupported: dict[str, str] = field(default_factory=dict)
    invalid: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(self.unsupported.values()).items()))
        lines = [f"{len(self.created)} questions added, {len(self.existing)} were there already."]
        if counts:
            lines.append(f"Not asked yet, for want of their type: {counts}.")
        lines += [f"Refused {key}: {reason}" for key, reason in self.invalid.items()]
        return "\n".join(lines)


@transaction.atomic
def import_bank(entries: list[dict[str, Any]]) -> ImportReport:
    """Make and publish the questions that do not exist yet; those that exist are an editor's now."""
    report = ImportReport()
    types = {name: question_type for question_type in TYPES.values() for name in question_type.bank_names}
    existing = set(Question.objects.values_list("key", flat=True))
    for entry in entries:
        key = str(entry.get("id", ""))
        question_type = types.get(str(entry.get("type")))
        if key in existing:
            report.existing.append(key)
        elif question_type is None:
            report.unsupported[key] = str(entry.get("type"))
        else:
            _import(entry, question_type, report)
            existing.add(key)
    return report


def _import(entry: dict[str, Any], question_type: QuestionType, report: ImportReport) -> None:
    key = str(entry.get("id", ""))
    try:
        question = _question(entry, question_type)
    except (KeyError, TypeError, ValueError) as error:
        report.invalid[key] = f"{type(error).__name__}: {error}"
    except ValidationError as error:
        report.invalid[key] = "; ".join(_messages(error))
    else:
        question.save()
        question.save_revision().publish()
        report.created.append(key)


def _question(entry: dict[str, Any], question_type: QuestionType) -> Question:
    fields = {name: entry[source] for source, name in FIELDS.items() if source in entry}
    question = Question(**fields, body=[(question_type.name, question_type.from_bank(entry))])
    question.body.stream_block.clean(question.body)
    question.full_clean()
    return question


def _messages(error: ValidationError) -> Iterator[str]:
    """The sentences of an error, also those of blocks within blocks."""
    if not hasattr(error, "block_errors"):
        yield from error.messages
        return
    for outer in getattr(error, "non_block_errors", None) or []:
        yield str(outer)
    inner = error.block_errors or {}
    for nested in inner.values() if isinstance(inner, dict) else inner:
        yield from _messages(nested)
