"""HTML of other systems as the plain text that a question is here."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3
from django.utils.translation import gettext as _

from .entries import MAXIMUM_TEXT, UnusableQuestionError

PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}
LINES = {"br", "div", "li", "tr"}
FORMATTING = {"a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "code", "span", "td", "th", "img"}
ALLOWED = PARAGRAPHS | LINES | FORMATTING
# What is lost without a word: it says nothing that a line does not.
SILENT = {"p", "br", "div", "li", "ul", "ol", "span", "img", "tr"}
# Each tag may cost as many steps as there are tags around it.
MAXIMUM_TAGS = 2_000
A_TAG = re.compile(rf"</?(?:{'|'.join(sorted(ALLOWED))})(?:\s[^<>]*)?/?>|&(?:\#\d+|\#x[0-9a-f]+|[a-z]+);", re.I)
BLANK_LINES = re.compile(r"\n{3,}")


@dataclass
class PlainText:
    """lost: names of tags that meant something. pictures: address and description, in order."""

    text: str
    lost: set[str] = field(default_factory=set)
    pictures: list[tuple[str, str]] = field(default_factory=list)


def plain_text(html: str) -> PlainText:
    """Scripts and styles go with what is in them; paragraphs, lines and items of lists stay lines.

    Raises UnusableQuestionError for a text that is too long.
    """
    if len(html) > MAXIMUM_TEXT or html.count("<") > MAXIMUM_TAGS:
        raise UnusableQuestionError(_("The text of this question is too long."))
    clean = nh3.clean(html, tags=ALLOWED, attributes={"img": {"src", "alt"}}, link_rel=None)
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return PlainText(BLANK_LINES.sub("\n\n", "\n".join(lines)).strip(), reader.lost, reader.pictures)


def auto_text(text: str) -> PlainText:
    """Text that is HTML only when it looks so, as Moodle's “auto-format”: there its newlines count as well."""
    if not A_TAG.search(text):
        return PlainText(text)
    return plain_text(text.replace("\n", "<br>"))


class _Reader(HTMLParser):
    """Reads what nh3 wrote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: set[str] = set()
        self.pictures: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        if tag == "li":
            self.parts.append("- ")
        if tag == "img":
            told = dict(attrs)
            self.pictures.append((told.get("src") or "", told.get("alt") or ""))
        elif tag not in SILENT:
            self.lost.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self._break(tag)
        if tag in ("td", "th"):
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(data.split("\n")))

    def _break(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag in LINES and (tag == "br" or not self._at_line_start()):
            self.parts.append("\n")

    def _at_line_start(self) -> bool:
        return not self.parts or self.parts[-1].endswith("\n")
