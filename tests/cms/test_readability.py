"""Sentences, words and LIX of a text."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.readability import readability_of

pytestmark = pytest.mark.row("A20")


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("Wij werken. Wij rusten!", [2, 2]),
        ("Bel ons, bijv. op maandag. Of mail.", [5, 2]),
        ("Wij deden dat o.a. in 2024. Toen stopte het.", [6, 3]),
        ("Dat kost € 3.500,50 per jaar. Echt?", [5, 1]),
        ("J. Jansen werkt hier. Wij hebben er 3. Dat is alles.", [4, 4, 3]),
        ("Zij zei: “Kom maar.” Toen gingen wij.", [4, 3]),
        ("Een kop\n\nEen alinea zonder punt", [2, 4]),
        ("- eerste punt\n- tweede punt\n", [2, 2]),
        ("Wat nu…  Niets.", [2, 1]),
        ("Zo'n social-return-eis is er.", [4]),
        ("één", [1]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, lengths):
    measured = readability_of(text)

    assert (measured.sentences, measured.words, measured.longest) == (len(lengths), sum(lengths), max(lengths))
    assert measured.average == Fraction(sum(lengths), len(lengths))


def test_lix_adds_the_percentage_of_words_of_more_than_six_letters():
    # Ten words in two sentences; three have seven letters or more: 5 + 30.
    measured = readability_of("De gemeente koopt iets in. Wij leveren planten aan haar.")

    assert measured.words == 10
    assert measured.lix == 5 + 30


@pytest.mark.parametrize("text", ["", "  \n ", "?!…", "—"])
def test_without_a_word_there_is_nothing_to_measure(text):
    assert readability_of(text) is None


@given(st.text(max_size=400))
def test_any_text_is_measured_within_its_own_bounds(text):
    measured = readability_of(text)

    if measured is not None:
        assert 1 <= measured.sentences <= measured.words
        assert measured.average <= measured.longest <= measured.words
        assert measured.average <= measured.lix + 1 <= measured.average + 102
