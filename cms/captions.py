"""Whether a file with captions can be shown: WebVTT, as browsers read it (https://www.w3.org/TR/webvtt1/)."""

import re

from django.utils.translation import gettext as _

LARGEST_CAPTIONS = 1024 * 1024
_STAMP = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMING = re.compile(rf"^({_STAMP})[ \t]+-->[ \t]+({_STAMP})(?:[ \t].*)?$")


class CaptionsRefusedError(Exception):
    """The message says what to do, in the language that is active."""


def captions_from(content: bytes) -> str:
    """The captions as text. Raises CaptionsRefusedError with the line that is wrong."""
    if len(content) > LARGEST_CAPTIONS:
        raise CaptionsRefusedError(_("This file with captions is larger than 1 MB. Choose the .vtt file."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionsRefusedError(_("The captions cannot be read. Save the file as UTF-8.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        raise CaptionsRefusedError(
            _("This is not a WebVTT file: its first line must be WEBVTT. Save the captions as .vtt.")
        )
    _refuse_wrong_times(text.split("\n"))
    return text


def _refuse_wrong_times(lines: list[str]) -> None:
    count, before = 0, -1
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        found = _TIMING.match(line.strip())
        begins, ends = (_milliseconds(stamp) for stamp in found.groups()) if found else (0, 0)
        if ends <= begins or begins < before:
            words = _("Line %(line)s of the captions has a wrong time. Write it as 00:01.000 --> 00:04.000, in order.")
            raise CaptionsRefusedError(words % {"line": number})
        if number < len(lines) and lines[number].strip():
            count += 1
        before = begins
    if not count:
        raise CaptionsRefusedError(_("There are no words in this file with captions. Choose the right .vtt file."))


def _milliseconds(stamp: str) -> int:
    seconds, thousandths = stamp.split(".")
    total = 0
    for part in seconds.split(":"):
        total = total * 60 + int(part)
    return total * 1000 + int(thousandths)
