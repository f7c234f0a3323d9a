"""Freezing a quiz into an attempt: what was asked stays what was asked, whatever an editor changes later."""

from collections.abc import Iterable
from random import Random
from typing import Any, NotRequired, TypedDict

from django.db.models import prefetch_related_objects
from wagtail.images.models import AbstractImage

from .citations import FrozenSource, freeze_sources
from .models import Question
from .types import type_of

# Wide enough for a text column, sharp on a phone.
PICTURE_SIZE = "max-960x720"


class FrozenPicture(TypedDict):
    """A picture as it was shown; width and height in pixels."""

    url: str
    width: int
    height: int
    alt: str


class FrozenQuestion(TypedDict):
    """One question as an attempt keeps it. `number` starts at 1; `body` is what its type froze.

    picture and sources are left out without one.
    It holds the right answers and the feedback: nothing of `body` but the options' texts may
    leave the server before the attempt is handed in.
    """

    number: int
    question: int
    key: str
    revision: int | None
    type: str
    status: str
    context: str
    prompt: str
    explanation: str
    source: str
    sources: NotRequired[list[FrozenSource]]
    picture: NotRequired[FrozenPicture]
    body: dict[str, Any]


def freeze_quiz(questions: Iterable[Question], order: Random | None) -> list[FrozenQuestion]:
    """The questions in order, their options shuffled by `order` unless it is None."""
    asked = list(questions)
    prefetch_related_objects(asked, "citations__source")
    return [freeze_question(question, number, order) for number, question in enumerate(asked, start=1)]


def freeze_question(question: Question, number: int, order: Random | None) -> FrozenQuestion:
    block = question.body[0]
    frozen: FrozenQuestion = {
        "number": number,
        "question": question.pk,
        "key": question.key,
        "revision": question.live_revision_id,
        "type": block.block_type,
        "status": question.status,
        "context": question.context,
        "prompt": question.prompt,
        "explanation": question.explanation,
        "source": question.source,
        "body": type_of(block.block_type).freeze(block.value, order),
    }
    if sources := freeze_sources(question):
        frozen["sources"] = sources
    if question.image:
        frozen["picture"] = _freeze_picture(question.image)
    return frozen


def _freeze_picture(image: AbstractImage) -> FrozenPicture:
    rendition = image.get_rendition(PICTURE_SIZE)
    return {
        "url": rendition.url,
        "width": rendition.width,
        "height": rendition.height,
        "alt": image.default_alt_text,
    }
