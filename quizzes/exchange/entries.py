"""What every format is read into and written from: entries as the JSON bank has them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

# What one entry of the bank is: id, type, prompt, … and the part of its own type, such as "options".
Data = dict[str, Any]

MAXIMUM_BYTES = 10 * 1024 * 1024
MAXIMUM_QUESTIONS = 2_000
# A question of more text than this is no question; it also bounds what reading one can cost.
MAXIMUM_TEXT = 100_000
KEY_LENGTH = 50
# What Moodle calls the place of a category, and the root that it makes itself.
NO_CATEGORY = {"", "top", "$course$", "$module$", "$system$", "$cat$"}


class UnusableFileError(ValueError):
    """A file of which nothing can be taken over. `line` is 0 where no line is to blame."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class UnusableQuestionError(ValueError):
    """A question that cannot be taken over, while the rest of its file can. Its text is a sentence."""


@dataclass(frozen=True)
class Remark:
    """A sentence about one line of a file; `line` is 0 for the file as a whole."""

    line: int
    text: str


@dataclass
class Entry:
    """A question of a file. notes: what the file says of it that we cannot keep, in sentences."""

    line: int
    data: Data
    notes: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """What was read of a file. problems: questions that cannot be taken over, by the line they start at."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Raises UnusableFileError past the number of questions that one file may have."""
        if len(self.entries) + len(self.problems) >= MAXIMUM_QUESTIONS:
            reason = _("The file has more than %(number)s questions. Split it into smaller files.")
            raise UnusableFileError(reason % {"number": MAXIMUM_QUESTIONS}, entry.line)
        self.entries.append(entry)

    def refuse(self, line: int, reason: str) -> None:
        """Raises UnusableFileError as `add` does."""
        self.add(Entry(line, {}))
        self.entries.pop()
        self.problems.append(Remark(line, reason))

    def remark(self, line: int, text: str) -> None:
        self.notes.append(Remark(line, text))


@dataclass
class Written:
    """A file to export. remarks: by key, what the format cannot say of a question."""

    text: str
    remarks: list[tuple[str, str]] = field(default_factory=list)


def give_keys(entries: list[Entry], titles: dict[int, str]) -> None:
    """A key for each entry without one, made of what it says: the same question has the same key in whatever file
    it comes. `titles` are names the file gave, by the place of the entry.
    """
    taken = {entry.data["id"] for entry in entries if entry.data.get("id")}
    for place, entry in enumerate(entries):
        if entry.data.get("id"):
            continue
        made = _made_key(entry.data, titles.get(place, ""))
        key, number = made, 1
        while key in taken:
            number += 1
            key = f"{made}-{number}"
        taken.add(key)
        entry.data["id"] = key


def _made_key(data: Data, title: str) -> str:
    said = json.dumps([title, data], sort_keys=True, default=str)
    mark = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    words = slugify((title or str(data.get("prompt", "")))[:200].replace("_", " "))[:30].strip("-") or "vraag"
    return f"{words}-{mark}"


def as_key(name: str, notes: list[str]) -> str:
    """The name a file gives a question as a key of ours, with a note where it had to change."""
    name = name.strip()
    key = slugify(name)[:KEY_LENGTH].strip("-_") if _needs_change(name) else name
    if key != name and key:
        notes.append(_("The key “%(name)s” became “%(key)s”.") % {"name": name[:80], "key": key})
    return key


def _needs_change(name: str) -> bool:
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return len(name) > KEY_LENGTH or not plain


def tags_of_category(path: str) -> list[str]:
    """A Moodle category "$course$/top/Inkoop/Wet" as tags; two slashes are one within a name."""
    names = [name.replace("\0", "/").strip() for name in path.replace("//", "\0").split("/")]
    return [name for name in names if name.lower() not in NO_CATEGORY]


def texts_of(value: object) -> Iterator[str]:
    """Every text within an entry, names included."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found, dict):
            waiting += [*found.keys(), *found.values()]
        elif isinstance(found, (list, tuple)):
            waiting += found
