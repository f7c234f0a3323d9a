"""The corpus as the words of a certificate: printed as they are written, or stopped with a sentence; never obeyed."""

import io
import socket

import pikepdf
import pytest

from certificates.certificate_page import draw_pdf
from certificates.pdf import MissingGlyphError, missing_glyphs
from tests.certificates.pdf_reading import text_of
from tests.factories.certificates import certificate_words

from .corpus import corpus

pytestmark = pytest.mark.row("B45", "B46", "C10")

# What a PDF does by itself (ISO 32000-1, 12.6.4), and files that it carries.
RUNS = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/RichMedia")
# As many as a certificate always has room for.
BATCH = 3


def squeezed(text: str) -> str:
    return "".join(text.split())


def refuse(*_arguments: object, **_named: object) -> None:
    raise AssertionError("Drawing a certificate asks nothing of a network.")


def objects_of(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "\n".join(repr(one) for one in pdf.objects if not isinstance(one, pikepdf.Stream)) + repr(pdf.Root)


def test_words_of_the_corpus_are_printed_and_nothing_in_them_is_done(monkeypatch):
    draw_pdf(certificate_words())  # fonts are read before the socket closes
    monkeypatch.setattr(socket.socket, "connect", refuse)
    printable = [" ".join(word.split()) for word in corpus() if not missing_glyphs(word)]
    assert len(printable) > 250
    for at in range(0, len(printable), BATCH):
        goals = printable[at : at + BATCH]
        name, title = goals[0][:100], goals[-1][:150]
        content = draw_pdf(certificate_words(holder_name=name, course_title=title, goals=goals))
        text = squeezed(text_of(content))
        assert [one for one in (name, title, *goals) if squeezed(one) not in text] == []
        objects = objects_of(content)
        assert [one for one in RUNS if one in objects] == []
        assert "elders.example" not in objects


def test_words_without_a_glyph_stop_instead_of_a_box():
    unprintable = [word for word in corpus() if missing_glyphs(word)]
    assert unprintable
    for word in unprintable:
        with pytest.raises(MissingGlyphError):
            draw_pdf(certificate_words(holder_name=word))
