"""The text of a lesson as a learner meets it: each block with the place to write beside it.

The blocks and the empty places for notes are the same for everybody, so they are drawn once and kept
until an editor changes something; only what this learner wrote is drawn for each view.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Site

from cms.content_version import kept
from cms.drawn_once import TOKEN, with_token
from cms.site_identity import request_at, site_of

from .blocks import LessonBlock, lesson_blocks
from .models import LessonPage, Note
from .outline import StepOutline

# Stands in what is drawn for everybody for what this reader wrote. Nobody who writes a note can guess it.
_BESIDE = token_hex()


@dataclass(frozen=True)
class DrawnBlock:
    """HTML of a block, and of the empty place to write beside it (none for a block without one)."""

    entry: LessonBlock
    html: str
    beside: str


def lesson_text(
    page: LessonPage, step: StepOutline | None, notes: Mapping[str, Note] | None, context: Context
) -> SafeString:
    """The whole text. `notes` are by block id, for who may write; None is without places to write."""
    request = context["request"]
    site = site_of(request)
    if getattr(request, "is_preview", False):
        drawn = _draw(page, step, site)
    else:
        drawn = _kept_text(page.pk, step, site, str(get_language()))
    if step is None or notes is None:
        return mark_safe("".join(one.html.replace(_BESIDE, "") for one in drawn))  # noqa: S308 - escaped by templates
    with_notes = "".join(one.html.replace(_BESIDE, _beside(one, step, notes)) for one in drawn)
    return with_token(with_notes, context)


@kept(most=500)
def _kept_text(page_pk: int, step: StepOutline | None, site: Site | None, _language: str) -> tuple[DrawnBlock, ...]:
    return _draw(LessonPage.objects.get(pk=page_pk), step, site)


def _draw(page: LessonPage, step: StepOutline | None, site: Site | None) -> tuple[DrawnBlock, ...]:
    # One request for all blocks: an id that a heading has taken is not given to the next one.
    request = request_at(site)
    return tuple(_draw_block(entry, step, request) for entry in lesson_blocks(page.body))


def _draw_block(entry: LessonBlock, step: StepOutline | None, request: HttpRequest) -> DrawnBlock:
    context = {"block": entry.block, "beside": _BESIDE, "request": request}
    html = render_to_string("courses/lesson_block.html", context)
    return DrawnBlock(entry, html, _place_to_write(entry, step, None) if step and entry.takes_note else "")


def _place_to_write(entry: LessonBlock, step: StepOutline, note: Note | None) -> str:
    context = {"entry": entry, "step": step, "note": note, "csrf_token": TOKEN}
    return render_to_string("courses/note_beside.html", context)


def _beside(drawn: DrawnBlock, step: StepOutline, notes: Mapping[str, Note]) -> str:
    note = notes.get(drawn.entry.block.id) if drawn.beside else None
    return _place_to_write(drawn.entry, step, note) if note else drawn.beside
