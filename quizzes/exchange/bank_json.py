"""The JSON bank: a list of entries, as curriculum/data/questions.json has them. It can say everything."""

import json
import re

from django.utils.translation import gettext as _

from .entries import Data, Entry, Reading, UnusableFileError, Written, give_keys

SPACE = re.compile(r"[ \t\n\r]*")


def read(text: str) -> Reading:
    """Raises UnusableFileError for what is no list of questions."""
    reading = Reading()
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    place = _after_space(text, 0)
    if not text.startswith("[", place):
        reason = _("A JSON file with questions begins with [ and has a list of questions.")
        raise UnusableFileError(reason, text.count("\n", 0, place) + 1)
    line, counted = 1, 0
    place = _after_space(text, place + 1)
    ended = text.startswith("]", place)
    while not ended:
        line, counted = line + text.count("\n", counted, place), place
        data, place = _decoded(decoder, text, place, line)
        if isinstance(data, dict):
            reading.add(Entry(line, _without_key(data)))
        else:
            reading.refuse(line, _("This is not a question: a question stands between { and }."))
        place = _after_space(text, place)
        ended = text.startswith("]", place)
        if not ended and not text.startswith(",", place):
            reason = _("After this question there is no comma and no ].")
            raise UnusableFileError(reason, text.count("\n", 0, place) + 1)
        if not ended:
            place = _after_space(text, place + 1)
    if text[place + 1 :].strip():
        reason = _("There is more after the list of questions.")
        raise UnusableFileError(reason, text.count("\n", 0, place + 1) + 1)
    give_keys(reading.entries, {})
    return reading


def write(entries: list[Data]) -> Written:
    return Written(json.dumps(entries, ensure_ascii=False, indent=1) + "\n")


def _after_space(text: str, place: int) -> int:
    found = SPACE.match(text, place)
    return found.end() if found else place


def _decoded(decoder: json.JSONDecoder, text: str, place: int, line: int) -> tuple[object, int]:
    try:
        return decoder.raw_decode(text, place)
    except json.JSONDecodeError as error:
        reason = _("The JSON is damaged here (%(reason)s).") % {"reason": error.msg}
        raise UnusableFileError(reason, error.lineno) from None
    except (ValueError, RecursionError):
        reason = _("The JSON is damaged in the question that begins here.")
        raise UnusableFileError(reason, line) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _without_key(data: Data) -> Data:
    """A number as key is its text; anything else that is no text is no key."""
    key = data.get("id", "")
    return {**data, "id": str(key) if isinstance(key, (str, int)) else ""}
