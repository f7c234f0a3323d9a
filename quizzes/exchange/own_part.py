"""What our export adds to a format that cannot say it: one line of JSON that other programs pass over.

It holds only what the format has no words for, so that whoever changes the words in the file changes the question.
"""

import json
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from quizzes.types import TYPES

from .entries import Data, Entry

# Of the question itself.
FIELDS = ("source", "status", "topic", "difficulty", "bloom", "language")
# What every entry may have; the rest is the part of its type.
COMMON = {"id", "type", "prompt", "context", "explanation", "tags", "image", "sources", *FIELDS}
# What an open answer and a short answer are besides their texts.
DETAILS = {
    "open_answer": ("model_answer", "assessment", "maximum", "instruction"),
    "short_answer": ("case_sensitive",),
    "numeric": ("unit",),
}


def parse_json(text: str) -> Any:
    """As json.loads, without NaN and infinity, which are no JSON. Raises ValueError, also when it nests too deep."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _refuse(name: str) -> None:
    raise ValueError(name)


def type_part(data: Data) -> dict[str, Any]:
    """What the type of a question adds to its entry."""
    return {name: value for name, value in data.items() if name not in COMMON}


def question_text(data: Data) -> str:
    """The case and the question as one text, for formats that have one."""
    context, prompt = data.get("context") or "", data.get("prompt") or ""
    return f"{context}\n\n{prompt}" if context else prompt


def own_part(data: Data, *, whole: bool, native: Collection[str] = (), picture: bool = False) -> str:
    """One line of JSON. whole: also the type and its part, where the format knows no such question.
    native: which details the format has words for. picture: also the picture, where the format knows none.
    """
    own = {name: data[name] for name in FIELDS if name in data}
    if picture and data.get("image"):
        own["image"] = data["image"]
    if data.get("sources"):
        own["sources"] = data["sources"]
    if data.get("context"):
        own["context"] = data["context"]
    if whole:
        own |= {"type": data["type"], "part": type_part(data), "explanation": data.get("explanation", "")}
    else:
        own |= _details(data, native)
    return json.dumps(own, ensure_ascii=False, sort_keys=True)


def _details(data: Data, native: Collection[str]) -> dict[str, Any]:
    kind = data["type"]
    part = data.get(kind)
    own: dict[str, Any] = {"type": kind}
    if isinstance(part, dict):
        own["details"] = {name: part[name] for name in DETAILS.get(kind, ()) if name in part and name not in native}
    if kind == "matching":
        own["feedback"] = [pair.get("feedback", "") for pair in data["pairs"]]
    return own


def take_over(entry: Entry, text: str) -> None:
    """Complete an entry with what our own export said besides; of anything else it is a note."""
    try:
        own = parse_json(text)
    except ValueError:
        own = None
    if not isinstance(own, dict):
        entry.notes.append(_("What our own export added to this question is damaged and was passed over."))
        return
    data = entry.data
    data |= {name: own[name] for name in FIELDS if isinstance(own.get(name), (str, int))}
    _split_context(data, own.get("context"))
    if own.get("sources"):
        data["sources"] = own["sources"]
    if own.get("image"):
        data.setdefault("image", own["image"])
    if isinstance(own.get("explanation"), str):
        data["explanation"] = data.get("explanation") or own["explanation"]
    if isinstance(own.get("part"), dict) and own.get("type") in _bank_names():
        part = {name: value for name, value in own["part"].items() if name not in COMMON}
        entry.data = {name: value for name, value in data.items() if name in COMMON} | {"type": own["type"]} | part
    elif own.get("type") == data.get("type"):
        _add_details(data, own)


def _split_context(data: Data, context: object) -> None:
    prompt = data.get("prompt", "")
    if isinstance(context, str) and context and prompt.startswith(f"{context}\n\n"):
        data |= {"context": context, "prompt": prompt[len(context) + 2 :]}


def _add_details(data: Data, own: dict[str, Any]) -> None:
    kind = data["type"]
    part, details = data.get(kind), own.get("details")
    if isinstance(part, dict) and isinstance(details, dict):
        part |= {name: details[name] for name in DETAILS.get(kind, ()) if name in details}
    feedback = own.get("feedback")
    if kind == "matching" and isinstance(feedback, list) and len(feedback) == len(data["pairs"]):
        for pair, told in zip(data["pairs"], feedback, strict=True):
            pair["feedback"] = told if isinstance(told, str) else ""


def _bank_names() -> set[str]:
    return {name for question_type in TYPES.values() for name in question_type.bank_names}
