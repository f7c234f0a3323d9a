"""The corpus itself, and the reader that must see its words when they become markup."""

import pytest

from .corpus import MARK, corpus
from .reading import became_markup

pytestmark = pytest.mark.row("B46")


def test_the_corpus_is_large_and_each_of_its_words_can_be_found():
    words = corpus()
    assert len(set(words)) == len(words) >= 200
    assert [word for word in words if MARK not in word] == []


def test_the_reader_sees_what_becomes_markup():
    for word in corpus():
        page = f"<!doctype html><title>x</title><p>{word}</p>".encode()
        if word.startswith(("<img src", "<script>", "<svg/onload", "<a href=javascript", "<b on")):
            assert became_markup(page, "geheim"), word
