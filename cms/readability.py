"""How long the sentences of a text are, and its LIX. Pure: text in, numbers out.

LIX (C.H. Björnsson, Läsbarhet, 1968): the average number of words in a sentence plus the percentage of words of
more than six letters. It counts the same in every language that is written with letters.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

LONG_WORD = 7

# A sentence ends with its full stop, not with that of an abbreviation in the middle ("bijv. een brood"): then no
# small letter follows. A paragraph, an item of a list and a heading end one too, with or without a full stop.
_END = re.compile(r"(?<!\b[^\W\d_])[.!?…]+[\"'”’»)\]]*(?=\s+[^\sa-zà-öø-ÿ]|\s*$)|\n+", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:[-'’.,:/@][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Readability:
    """Numbers about a text. longest, average: words in a sentence."""

    words: int
    sentences: int
    longest: int
    average: Fraction
    lix: int


def readability_of(text: str) -> Readability | None:
    """None where there is no sentence to measure."""
    sentences = [words for part in _END.split(text) if (words := _WORD.findall(part))]
    if not sentences:
        return None
    words = [word for sentence in sentences for word in sentence]
    average = Fraction(len(words), len(sentences))
    long_words = sum(len(_LETTER.findall(word)) >= LONG_WORD for word in words)
    return Readability(
        words=len(words),
        sentences=len(sentences),
        longest=max(map(len, sentences)),
        average=average,
        lix=round(average + Fraction(100 * long_words, len(words))),
    )
