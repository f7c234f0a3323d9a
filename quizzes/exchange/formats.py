"""The formats of files, and which of them a file has."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import aiken, bank_json, csv_file, gift, gift_export, moodle_xml, moodle_xml_export
from .encoding import decode
from .entries import Data, Reading, UnusableFileError, Written


@dataclass(frozen=True)
class Format:
    """endings: of names of files, the first one for what is written. write: None for what is only read."""

    label: str | Promise
    endings: tuple[str, ...]
    read: Callable[[str], Reading]
    write: Callable[[list[Data]], Written] | None = None
    content_type: str = "text/plain; charset=utf-8"


FORMATS = {
    "gift": Format("GIFT", (".gift", ".txt"), gift.read, gift_export.write),
    "moodle_xml": Format("Moodle XML", (".xml",), moodle_xml.read, moodle_xml_export.write, "application/xml"),
    "json": Format(
        gettext_lazy("JSON of this platform"), (".json",), bank_json.read, bank_json.write, "application/json"
    ),
    "aiken": Format("Aiken", (".aiken", ".txt"), aiken.read),
    "csv": Format("CSV", (".csv",), csv_file.read),
}
EXPORTS = {name: each for name, each in FORMATS.items() if each.write}
AIKEN_LINE = re.compile(r"^ANSWER:", re.M)


def read_file(name: str, content: bytes, kind: str = "", *, windows: bool = False) -> Reading:
    """What is in a file, in the format `kind` or else the one its name and its text tell. Raises UnusableFileError.

    windows: see `decode`.
    """
    text = decode(content, windows=windows)
    return FORMATS[kind or _format_of(name, text)].read(text)


def _format_of(name: str, text: str) -> str:
    ending = PurePath(name.lower()).suffix
    if ending == ".txt":
        return "aiken" if AIKEN_LINE.search(text) else "gift"
    for kind, each in FORMATS.items():
        if ending in each.endings:
            return kind
    raise UnusableFileError(_("The name of the file does not tell its format. Choose the format in the list."))
