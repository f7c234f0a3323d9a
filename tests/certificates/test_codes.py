"""A code cannot be guessed, and can be typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, LENGTH, canonical_code, grouped_code, new_code, verification_url

pytestmark = pytest.mark.row("B49")

codes = st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH)
SEPARATORS = st.text(alphabet=" -–\u2011\u00a0\t", max_size=2)


@pytest.mark.row("B49")
def test_a_code_has_at_least_128_bits():
    assert len(set(ALPHABET)) == 32
    assert LENGTH * 5 >= 128


@pytest.mark.row("B49")
def test_codes_differ_and_use_the_whole_alphabet():
    many = [new_code() for _ in range(500)]
    assert len(set(many)) == 500
    assert set("".join(many)) == set(ALPHABET)


@given(codes)
def test_a_grouped_code_is_read_back(code):
    groups = grouped_code(code).split("-")
    assert all(4 <= len(group) <= 5 for group in groups)
    assert canonical_code(grouped_code(code)) == code


@given(codes, st.lists(SEPARATORS, min_size=LENGTH, max_size=LENGTH), st.data())
def test_separators_lower_case_and_look_alikes_do_not_matter(code, separators, data):
    typed = ""
    for character, separator in zip(code, separators, strict=True):
        alike = {"0": "0Oo", "1": "1IiLl"}.get(character, character + character.lower())
        typed += data.draw(st.sampled_from(alike)) + separator
    assert canonical_code(typed) == code


@given(codes)
def test_a_pasted_address_is_read_as_its_code(code):
    assert canonical_code(f" {verification_url(code)} ") == code


@given(st.text(max_size=60))
def test_whatever_is_typed_the_answer_is_a_code_or_nothing(typed):
    code = canonical_code(typed)
    assert code is None or re.fullmatch(f"[{ALPHABET}]{{{LENGTH}}}", code)


@pytest.mark.parametrize("typed", ["", "/", "A" * 25, "A" * 27, "U" * 26, "ß" * 26, "٣" * 26, "A" * 13 + "\x00" * 13])
def test_what_cannot_be_a_code_is_nothing(typed):
    assert canonical_code(typed) is None
