"""Whether two entries say the same. Each export reads back what it wrote, so what a format cannot say is found out."""

import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .entries import Data, Reading, UnusableFileError
from .own_part import FIELDS, type_part

# The names a reader of a remark knows fields by.
LABELS = {
    "id": gettext_lazy("key"),
    "type": gettext_lazy("type"),
    "prompt": gettext_lazy("question"),
    "context": gettext_lazy("case"),
    "explanation": gettext_lazy("explanation"),
    "tags": gettext_lazy("tags"),
    "image": gettext_lazy("picture"),
    "answers": gettext_lazy("answers"),
    "source": gettext_lazy("source"),
    "sources": gettext_lazy("sources"),
    "status": gettext_lazy("rests on"),
    "topic": gettext_lazy("topic"),
    "difficulty": gettext_lazy("difficulty"),
    "bloom": gettext_lazy("level of thinking"),
    "language": gettext_lazy("language"),
}


def canonical(data: Data) -> dict[str, Any]:
    """The entry with what may be left out filled in, and what says nothing left out."""
    part = type_part(data)
    if data.get("type") == "true_false":
        # The two texts follow the language of whoever reads them.
        part["options"] = [{**option, "text": ""} for option in part["options"]]
    if data.get("type") == "matching":
        part.setdefault("distractors", [])
    known: dict[str, Any] = {name: data.get(name) or "" for name in ("id", "type", "prompt", "context", "explanation")}
    known |= {name: data[name] for name in FIELDS if name in data}
    known["tags"] = sorted(data.get("tags") or [])
    known["sources"] = data.get("sources") or []
    image = data.get("image")
    known["image"] = [image["data"], image["description"]] if image else None
    known["answers"] = part
    return known


def differences(first: Data, second: Data) -> list[str]:
    """The labels of what differs."""
    one, other = canonical(first), canonical(second)
    return [str(label) for name, label in LABELS.items() if _plain(one.get(name)) != _plain(other.get(name))]


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def says_the_same(data: Data, text: str, read: Callable[[str], Reading]) -> bool:
    """Whether a file with this one question has its type and its answers."""
    try:
        found = [entry.data for entry in read(text).entries]
    except UnusableFileError:
        return False
    return len(found) == 1 and not {str(LABELS["type"]), str(LABELS["answers"])} & set(differences(data, found[0]))


def remarks_on_export(data: Data, text: str, read: Callable[[str], Reading], *, native: bool) -> list[tuple[str, str]]:
    """What a file with this one question does not say of it. native: whether the format knows such a question."""
    remarks = []
    if not native:
        remarks.append(_("Other programs read this kind of question as a text only. This platform reads all of it."))
    try:
        found = [entry.data for entry in read(text).entries]
    except UnusableFileError:
        found = []
    if len(found) != 1:
        remarks.append(_("This question cannot be read back from this format. Use JSON for it."))
    elif changed := differences(data, found[0]):
        remarks.append(_("Not exactly the same in this format: %(parts)s.") % {"parts": ", ".join(changed)})
    return [(data["id"], remark) for remark in remarks]
