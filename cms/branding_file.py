"""A municipality's colours out of its design token file: pure reading, nothing is kept.

Three kinds of file are read: design tokens as JSON with "value" (Style Dictionary) or "$value" (the Design
Tokens format of the W3C community group), and CSS with custom properties, as NL Design System themes are
published. Only the names in MAIN_NAMES and HEADER_NAMES are looked at, the first of the list that is there.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

MAXIMUM_BYTES = 200_000
MAXIMUM_DEPTH = 40
# A name counts when it is one of these or ends with one: `utrecht.button.primary-action.background-color`
# and `--utrecht-button-primary-action-background-color` are the same name.
MAIN_NAMES = (
    "button-primary-action-background-color",
    "color-primary",
    "color-primary-default",
    "brand-primary",
    "primary-color",
    "link-color",
)
HEADER_NAMES = (
    "page-header-background-color",
    "header-background-color",
    "color-header",
    "brand-header",
    "header-color",
)
_LONGEST_NAME = 200
_LONGEST_CHAIN = 20
_CSS_PROPERTY = re.compile(r"(?<![\w-])--([\w-]{1,200})\s*:([^;{}]{1,200})")
_CSS_REFERENCE = re.compile(r"var\(\s*--([\w-]{1,200})\s*(?:,[^()]*)?\)")
_JSON_REFERENCE = re.compile(r"\{([^{}]{1,200})\}")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*(?:1|1\.0|100%)\s*)?\)")


class UnusableFileError(Exception):
    """Why nothing can be done with a file, as a sentence for the person who chose it."""


@dataclass(frozen=True)
class FoundColour:
    """One token: its name as normalised, and its colour as #rrggbb."""

    name: str
    colour: str


@dataclass(frozen=True)
class FoundColours:
    """What a file holds for us; None where it has no such colour. At least one is there."""

    primary: FoundColour | None
    header: FoundColour | None


def read_colours(content: bytes) -> FoundColours:
    """Raises UnusableFileError when the file is too large, cannot be read or has no colour we know."""
    if len(content) > MAXIMUM_BYTES:
        raise UnusableFileError(
            _("The file is larger than 200 kB. Choose a file with only the tokens of your house style.")
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnusableFileError(_("This is not a text file. Choose a JSON or CSS file with design tokens.")) from None
    tokens = _from_json(text) if text.lstrip()[:1] in ("{", "[") else _from_css(text)
    found = FoundColours(primary=_first(MAIN_NAMES, tokens), header=_first(HEADER_NAMES, tokens))
    if not found.primary and not found.header:
        raise UnusableFileError(
            _("The file has no main colour and no colour of the top bar under a name we know, such as %(name)s.")
            % {"name": "utrecht.button.primary-action.background-color"}
        )
    return found


def _from_json(text: str) -> dict[str, str]:
    try:
        # A number is never a colour; kept as text, a huge one costs nothing.
        content = json.loads(text, parse_int=str, parse_float=str)
    except RecursionError:
        raise UnusableFileError(_too_deep()) from None
    except ValueError:
        raise UnusableFileError(_("The file is not valid JSON. Export the tokens again.")) from None
    tokens: dict[str, str] = {}
    for name, value in _leaves(content):
        tokens.setdefault(name, value)
    return tokens


def _leaves(content: Any) -> Iterator[tuple[str, str]]:
    """Name and value of each token, in the order of the file."""
    waiting: list[tuple[str, Any, int]] = [("", content, 0)]
    while waiting:
        name, value, depth = waiting.pop()
        if depth > MAXIMUM_DEPTH:
            raise UnusableFileError(_too_deep())
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict):
            waiting += [(_below(name, key), item, depth + 1) for key, item in reversed(value.items())]


def _below(name: str, key: str) -> str:
    if key.lower() in ("value", "$value"):
        return name
    # A colour of the W3C format is an object that has its hexadecimal form beside the components.
    if key.lower() == "hex":
        return name
    # Only the end of a name decides; a file of long keys must not grow into gigabytes of names.
    return f"{name}-{_normalised(key)}".strip("-")[-_LONGEST_NAME:]


def _too_deep() -> str:
    return _("The file is nested too deeply to be a token file.")


def _from_css(text: str) -> dict[str, str]:
    first, *rest = text.split("/*")
    without_comments = first + "".join(part.partition("*/")[2] for part in rest)
    tokens: dict[str, str] = {}
    for name, value in _CSS_PROPERTY.findall(without_comments):
        tokens.setdefault(_normalised(name), value)
    return tokens


def _normalised(name: str) -> str:
    """Lower case with hyphens, without the dashes in front: `Utrecht.Button` and `--utrecht-button` are one."""
    return re.sub(r"[._\s/]", "-", name[-_LONGEST_NAME:].lower()).strip("-")


def _first(names: tuple[str, ...], tokens: dict[str, str]) -> FoundColour | None:
    for wanted in names:
        for name, value in tokens.items():
            if name == wanted or name.endswith(f"-{wanted}"):
                colour = _as_colour(value, tokens)
                if colour:
                    return FoundColour(name, colour)
    return None


def _as_colour(value: str, tokens: dict[str, str]) -> str | None:
    """#rrggbb; None for what is no opaque colour. A reference to another token is followed."""
    for _step in range(_LONGEST_CHAIN):
        value = value.strip().lower()
        reference = _CSS_REFERENCE.fullmatch(value) or _JSON_REFERENCE.fullmatch(value)
        if not reference:
            return _opaque(value)
        value = tokens.get(_normalised(reference.group(1)).removesuffix("-value"), "")
    return None


def _opaque(value: str) -> str | None:
    if found := _HEX.fullmatch(value):
        return _from_hexadecimal(found.group(1))
    if found := _RGB.fullmatch(value):
        channels = [int(channel) for channel in found.groups()]
        return "#" + "".join(f"{channel:02x}" for channel in channels) if max(channels) <= 255 else None
    return None


def _from_hexadecimal(figures: str) -> str | None:
    if len(figures) in (3, 4):
        figures = "".join(figure * 2 for figure in figures)
    if len(figures) == 8 and figures.endswith("ff"):
        figures = figures[:6]
    return f"#{figures}" if len(figures) == 6 else None
