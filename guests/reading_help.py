"""What an author is told about the sentences of a part: numbers in words, and no verdict."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import ngettext

from cms.readability import readability_of

from .models import CasePage

MEASURED = ("summary", *CasePage.PARTS)


def reading_help(texts: Mapping[str, Any]) -> dict[str, str]:
    """By name of a part: how long its sentences are and its LIX; empty for a part without a text."""
    return {name: _in_words(str(texts.get(name) or "")) for name in MEASURED}


def _in_words(text: str) -> str:
    measured = readability_of(text)
    if measured is None:
        return ""
    sentence = ngettext(
        "One sentence, of %(longest)s words. LIX %(lix)s.",
        "%(count)s sentences, of %(average)s words on average. The longest has %(longest)s words. LIX %(lix)s.",
        measured.sentences,
    )
    return sentence % {
        "count": measured.sentences,
        "average": round(measured.average),
        "longest": measured.longest,
        "lix": measured.lix,
    }
