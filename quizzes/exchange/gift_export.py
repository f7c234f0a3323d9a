"""Entries as GIFT. What GIFT cannot say stands in a comment of our own, which other programs pass over."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from .entries import Data, Written
from .gift import GENERAL, OWN_COMMENT, read
from .own_part import own_part, question_text
from .same import remarks_on_export, says_the_same

SPECIAL = re.compile(r"([\\~=#{}:])")


def write(entries: list[Data]) -> Written:
    written = Written("")
    questions = []
    for data in entries:
        text, native = _question(data)
        questions.append(text)
        written.remarks += remarks_on_export(data, text, read, native=native)
        if data.get("image"):
            written.remarks.append((data["id"], _("Other programs do not show the picture. This platform does.")))
    comments = [f"// {key}: {remark}" for key, remark in written.remarks]
    written.text = "\n\n".join([*(["\n".join(comments)] if comments else []), *questions]) + "\n"
    return written


def _question(data: Data) -> tuple[str, bool]:
    """The question, and whether other programs will read it as one."""
    writer = WRITERS.get(data["type"])
    if writer:
        text = _lines(data, ["{", *writer(data), "}"], own_part(data, whole=False, picture=True))
        if says_the_same(data, text, read):
            return text, True
    return _lines(data, [], own_part(data, whole=True, picture=True)), False


def _lines(data: Data, answers: list[str], own: str) -> str:
    names = [("id", data["id"]), *(("tag", tag) for tag in data.get("tags", []))]
    said = "".join(f"[{kind}:{_in_comment(value)}]" for kind, value in names)
    prompt = f"::{escaped(data['id'])}::[plain]{escaped(question_text(data))}"
    if answers and data.get("explanation"):
        answers = [*answers[:-1], f"{GENERAL}{_worded(data['explanation'])}", answers[-1]]
    first = prompt + (answers[0] if answers else "")
    return "\n".join([f"//{said}", f"{OWN_COMMENT}{own}", first, *answers[1:]])


def _in_comment(value: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", value)


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", r"\n")


def _worded(text: str) -> str:
    """A text that may begin with what looks like a format."""
    return f"[plain]{escaped(text)}" if text.startswith("[") else escaped(text)


def _told(feedback: str) -> str:
    return f"#{_worded(feedback)}" if feedback else ""


def _weight(sign: str, weight: float) -> str:
    return f"{sign}%{weight:.5g}%"


def _choice(data: Data) -> list[str]:
    options = data["options"]
    if data["type"] == "single_choice":
        return [
            f"{_sign(option['text'], correct=option['correct'])}{_worded(option['text'])}{_told(option['feedback'])}"
            for option in options
        ]
    share = 100 / (sum(option["correct"] for option in options) or 1)
    return [
        f"{_weight('~', share if option['correct'] else -share)}{_worded(option['text'])}{_told(option['feedback'])}"
        for option in options
    ]


def _sign(text: str, *, correct: bool) -> str:
    """A text that itself begins with % needs its weight said."""
    sign, weight = ("=", 100) if correct else ("~", 0)
    return _weight(sign, weight) if text.startswith("%") else sign


def _true_false(data: Data) -> list[str]:
    when_true, when_false = data["options"]
    right, wrong = (when_true, when_false) if when_true["correct"] else (when_false, when_true)
    if_right, if_wrong = _worded(right["feedback"]), _worded(wrong["feedback"])
    answer = "TRUE" if when_true["correct"] else "FALSE"
    return [f"{answer}#{if_wrong}#{if_right}" if if_right else answer + _told(wrong["feedback"])]


def _numeric(data: Data) -> list[str]:
    part = data["numeric"]
    lines = ["#", f"={part['answer']}:{part['tolerance']}{_told(part['feedback_correct'])}"]
    lines += [f"{_weight('=', 0)}{error['value']}:0{_told(error['feedback'])}" for error in part["common_errors"]]
    if part["feedback_incorrect"]:
        lines.append(f"~{_told(part['feedback_incorrect'])}")
    return lines


def _short_answer(data: Data) -> list[str]:
    part = data["short_answer"]
    lines = []
    for form in part["accepted"]:
        plain = form["percentage"] == 100 and not form["text"].startswith("%")
        sign = "=" if plain else _weight("=", form["percentage"])
        lines.append(f"{sign}{_worded(form['text'])}{_told(form['feedback'])}")
    if part["feedback_incorrect"]:
        lines.append(f"{_weight('=', 0)}*{_told(part['feedback_incorrect'])}")
    return lines


def _matching(data: Data) -> list[str]:
    pairs = [(pair["left"], pair["right"]) for pair in data["pairs"]]
    pairs += [("", distractor) for distractor in data.get("distractors", [])]
    return [f"={_worded(left)} -> {_worded(right)}" for left, right in pairs]


def _open_answer(_data: Data) -> list[str]:
    return []


WRITERS: dict[str, Callable[[Data], list[str]]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_answer": _short_answer,
    "matching": _matching,
    "open_answer": _open_answer,
}
