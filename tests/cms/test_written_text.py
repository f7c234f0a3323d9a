"""A field for what people write does not cut it off."""

import pytest
from django import forms

from cms.written_text import WrittenText
from courses.private import NoteForm


class LetterForm(forms.Form):
    text = WrittenText(max_length=5)


def test_the_browser_is_not_told_to_cut_a_pasted_text():
    assert "maxlength" not in str(LetterForm()["text"])
    assert "maxlength" not in str(NoteForm()["text"])


def test_a_line_end_counts_as_one_character():
    form = LetterForm({"text": "ab\r\ncd"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "ab\ncd"


@pytest.mark.parametrize("text", ["abcdef", "abcdef" * 20_000])
def test_a_text_that_is_too_long_is_refused_and_comes_back_whole(text):
    form = LetterForm({"text": text})
    assert not form.is_valid()
    assert form["text"].value() == text
