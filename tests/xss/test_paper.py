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

pytestmark = [pytest.mark.row("B45", "B46", "C10"), pytest.mark.once]

# What a PDF does by itself (ISO 32000-1, 12.6.4), and files that it carries.
RUNS = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/EF", "/RichMedia")


def squeezed(text: str) -> str:
    return "".join(text.split())


def refuse(*_arguments: object, **_named: object) -> None:
    raise AssertionError("Drawing a certificate asks nothing of a network.")


def does(one: pikepdf.Dictionary) -> bool:
    """Whether this part of a PDF runs something, or leads to what stands in the corpus."""
    return any(name in one or one.get("/S") == name for name in RUNS) or "elders" in str(one.get("/URI", ""))


def batched(words: list[str], size: int) -> list[list[str]]:
    return [words[at : at + size] for at in range(0, len(words), size)]


def test_words_of_the_corpus_are_printed_and_nothing_in_them_is_done(monkeypatch):
    draw_pdf(certificate_words())  # fonts are read before the socket closes
    monkeypatch.setattr(socket.socket, "connect", refuse)
    printable = [" ".join(word.split()) for word in corpus() if not missing_glyphs(word)]
    assert len(printable) > 250
    for batch in batched(printable, 9):
        name, *goals = (" ".join(some) for some in batched(batch, 2))
        content = draw_pdf(certificate_words(holder_name=name, course_title=batch[0], goals=goals[:3]))
        text = squeezed(text_of(content))
        assert [one for one in (name, *goals[:3]) if squeezed(one) not in text] == []
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and does(one)] == []
            assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})


def test_words_without_a_glyph_stop_instead_of_a_box():
    unprintable = [word for word in corpus() if missing_glyphs(word)]
    assert unprintable
    for word in unprintable:
        with pytest.raises(MissingGlyphError):
            draw_pdf(certificate_words(holder_name=word))
