"""The registry of question types: every module of this package that names a TYPE.

A new type is one module here, one template in templates/quizzes/types/ and one test file.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from wagtail import blocks

from .base import Choice, QuestionType, ReviewLine, UnreadableAnswer

__all__ = ["TYPES", "Choice", "QuestionType", "ReviewLine", "UnreadableAnswer", "body_blocks", "type_of"]


def _discover() -> Iterator[QuestionType]:
    for module in pkgutil.iter_modules(__path__):
        question_type = getattr(import_module(f"{__name__}.{module.name}"), "TYPE", None)
        if question_type is not None:
            yield question_type


TYPES: dict[str, QuestionType] = {question_type.name: question_type for question_type in _discover()}


def type_of(name: str) -> QuestionType:
    """The type of this name. Raises KeyError for an unknown one."""
    return TYPES[name]


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """What an editor may choose from when writing a question."""
    return [(name, question_type.block()) for name, question_type in TYPES.items()]
