"""The blocks of a lesson's text, as places to come back to and to write beside.

A block keeps its id when an editor changes or moves it, so a place and a note stay with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue

from .models import StepPage

# What already says where it belongs, or has nothing to think about.
WITHOUT_NOTE = frozenset({"heading", "sources"})
REFLECTION = "reflection"


def block_ids(step: StepPage) -> list[str]:
    """Ids of the blocks of a step in the order of the text; a quiz or a case has none."""
    return [block["id"] for block in _raw_blocks(step)]


def takes_text(step: StepPage, block_id: str) -> bool:
    """Whether a learner can write beside this block."""
    return any(block["id"] == block_id and block["type"] not in WITHOUT_NOTE for block in _raw_blocks(step))


def words_of_block(step: StepPage, block_id: str) -> str:
    """What a block is about: the question of a reflection, or the heading above it; empty when there is none."""
    heading = ""
    for block in _raw_blocks(step):
        if block["type"] == "heading":
            heading = block["value"]
        if block["id"] == block_id:
            return block["value"]["question"] if block["type"] == REFLECTION else heading
    return ""


@dataclass(frozen=True)
class LessonBlock:
    """A block as a learner meets it; `number` counts the blocks one can write beside, from 1."""

    block: StreamValue.StreamChild
    number: int
    takes_note: bool

    @property
    def is_reflection(self) -> bool:
        return bool(self.block.block_type == REFLECTION)


def lesson_blocks(body: Iterable[StreamValue.StreamChild]) -> list[LessonBlock]:
    """The blocks of a text, numbered."""
    blocks = []
    number = 0
    for block in body:
        takes_note = bool(block.id) and block.block_type not in WITHOUT_NOTE
        number += takes_note
        blocks.append(LessonBlock(block=block, number=number, takes_note=takes_note))
    return blocks


def _raw_blocks(step: StepPage) -> list[dict[str, Any]]:
    body = getattr(step.specific, "body", None)
    return [block for block in body.raw_data if block.get("id")] if body else []
