"""Taking in what a browser sends for an open attempt; used by the pages and by the autosave alike."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest

from . import attempts
from .forms import AnswerForm, sent_form
from .models import Answer, Attempt
from .snapshot import FrozenQuestion

# Digits; an attempt has far fewer writes.
LONGEST_VERSION = 9
_FRAME = {"csrfmiddlewaretoken", "version", "asked", "action"}


def sent_version(data: Mapping[str, Any]) -> int:
    """The version of the answers the sender saw. Raises BadRequest without one."""
    text = str(data.get("version", ""))
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION):
        raise BadRequest("Without the version of the answers it saw, a page may overwrite newer ones.")
    return int(text)


def asked_items(items: Iterable[FrozenQuestion], data: Any) -> list[FrozenQuestion]:
    """The questions of which the sender shows the fields, named in `asked`; what is not asked is not answered.

    data: a QueryDict. Raises BadRequest for a question that is not among `items`.
    """
    numbers = set(data.getlist("asked"))
    asked = [item for item in items if str(item["number"]) in numbers]
    if len(asked) != len(numbers):
        raise BadRequest("A question that this page does not have.")
    return asked


def take_in(
    attempt: Attempt,
    items: Iterable[FrozenQuestion],
    data: Any,
    *,
    saved: Mapping[int, Answer] | None,
    arrived: datetime,
    checked: bool = False,
) -> AnswerForm:
    """Save what was sent for those of `items` that are asked; the form says where something cannot be read.

    saved: what was answered before, to write only what differs; None to write everything. What can be kept
    is kept, also beside something that cannot. Raises BadRequest for what no page can send, and what
    `attempts.save_answers` raises.
    """
    version = sent_version(data)
    asked = asked_items(items, data)
    form = sent_form(attempt, asked, data)
    _refuse_extra_fields(form, data)
    if form.is_tampered:
        raise BadRequest("An option or a field that this quiz does not have.")
    answers = form.answers() if saved is None or checked else form.changed_answers(saved)
    # What is checked stays: an answer that is not there could never be given any more.
    checked = checked and not form.refuse_unanswered()
    try:
        attempts.save_answers(
            attempt, answers, version=version, confidence=form.confidence(), checked=checked, arrived=arrived
        )
    except attempts.StaleError:
        attempt.refresh_from_db()
        latest = attempt.latest_answers()
        # The same answers once more, after a double click or when our answer got lost, are no conflict.
        if form.changed_answers(latest) or (checked and not all(latest[number].checked for number in answers)):
            raise
    return form


def _refuse_extra_fields(form: AnswerForm, data: Mapping[str, Any]) -> None:
    """Raises BadRequest for a field no page of ours has, such as a score."""
    if not set(data) <= _FRAME | form.names():
        raise BadRequest("A field that this page does not have.")
