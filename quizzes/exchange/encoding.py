"""From the bytes of an upload to text. Everything that is no text we know is refused with what to do."""

import codecs
import re

from django.utils.translation import gettext as _

from .entries import MAXIMUM_BYTES, UnusableFileError

NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
BYTE_ORDER_MARKS = {
    "UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}


def decode(content: bytes, *, windows: bool = False) -> str:
    """The text, with lines that end in a newline. windows: what is not UTF-8 is Windows-1252.

    Raises UnusableFileError for a file that is too large, empty, no text, or in another encoding.
    """
    if len(content) > MAXIMUM_BYTES:
        reason = _("The file is larger than %(size)s MB. Split it into smaller files.")
        raise UnusableFileError(reason % {"size": MAXIMUM_BYTES // 1024 // 1024})
    for name, marks in BYTE_ORDER_MARKS.items():
        if content.startswith(marks):
            reason = _("The file was saved as %(encoding)s. Save it as UTF-8 and choose it again.")
            raise UnusableFileError(reason % {"encoding": name})
    text = _decoded(content, windows)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnusableFileError(_("The file is empty."))
    if found := NOT_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UnusableFileError(_("This is not a text file: it has characters that no text has."), line)
    return text


def _decoded(content: bytes, windows: bool) -> str:
    """Windows-1252 has a letter for nearly every byte, so it is not guessed: a damaged file would look like one."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if not windows:
            reason = _("This is not UTF-8. Save the file as UTF-8, or choose Windows-1252 below when Excel made it.")
            raise UnusableFileError(reason, content.count(b"\n", 0, error.start) + 1) from None
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        reason = _("The file is neither UTF-8 nor Windows-1252 text. Save it as UTF-8 and choose it again.")
        raise UnusableFileError(reason, content.count(b"\n", 0, error.start) + 1) from None
