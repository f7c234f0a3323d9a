"""XML as a tree with line numbers. A document type is refused, so no entity can be defined, fetched or multiplied."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from .entries import UnusableFileError

MAXIMUM_DEPTH = 30


@dataclass
class Node:
    """An element; `text` is what stands directly in it."""

    tag: str
    attributes: dict[str, str]
    line: int
    parts: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def child(self, tag: str) -> "Node | None":
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)

    def text_of(self, tag: str) -> str:
        """The text of the first child of this name; empty when there is none."""
        found = self.child(tag)
        return found.text if found else ""


class _Builder:
    def __init__(self) -> None:
        # What the file says of its encoding is of no use: it has been decoded already.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.top = Node("", {}, 0)
        self.open = [self.top]

    def _refuse_document_type(self, name: str, *_more: object) -> None:
        if name.lower() == "html":
            raise _web_page(self.parser.CurrentLineNumber)
        reason = _("The file has a document type (DOCTYPE). No Moodle file has one; for safety it is not read.")
        raise UnusableFileError(reason, self.parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) > MAXIMUM_DEPTH:
            reason = _("Parts of the file are nested too deep. This is no Moodle file.")
            raise UnusableFileError(reason, self.parser.CurrentLineNumber)
        node = Node(tag, attributes, self.parser.CurrentLineNumber)
        self.open[-1].children.append(node)
        self.open.append(node)

    def _end(self, _tag: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        self.open[-1].parts.append(text)


def _web_page(line: int) -> UnusableFileError:
    return UnusableFileError(_("This is a web page (HTML), not Moodle XML. Export the questions as Moodle XML."), line)


def parse_xml(text: str) -> Node:
    """The outermost element. Raises UnusableFileError for what is no XML or has a document type."""
    builder = _Builder()
    try:
        builder.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        if text[:1000].lstrip().lower().startswith(("<html", "<!doctype html")):
            raise _web_page(error.lineno) from None
        reason = _("The XML is damaged here (%(reason)s). Export the questions again.")
        raise UnusableFileError(reason % {"reason": expat.ErrorString(error.code)}, error.lineno) from None
    root = builder.top.children[0]
    if root.tag.lower() == "html":
        raise _web_page(root.line)
    return root
