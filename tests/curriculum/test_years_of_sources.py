"""Under each lesson one reads from when its sources are: the date of a text, a year, or that it is not known."""

import re

from curriculum import shipped

YEAR = re.compile(r"\b(19|20)\d\d\b")
NAME_OF_A_LAW = "Aanbestedingswet 2012"
NOT_KNOWN, NOT_QUOTED = "Het jaar is niet bekend.", "niet geciteerd"


def says_from_when(source) -> bool:
    words = f"{source['title']} {source['note']}"
    return bool(
        source["text_date"]
        or NOT_KNOWN in words
        or NOT_QUOTED in words
        or YEAR.search(words.replace(NAME_OF_A_LAW, ""))
    )


def test_every_source_says_from_when_it_is_or_that_this_is_not_known():
    cited = [{"note": "", "text_date": None} | source for source in shipped.sources()]
    assert len(cited) > 80
    assert [source["key"] for source in cited if not says_from_when(source)] == []
