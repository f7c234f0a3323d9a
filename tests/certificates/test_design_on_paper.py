"""A design on paper: both orientations and languages, within the standards, whatever the words are."""

import io
import re
import shutil
import socket
import subprocess
from datetime import date

import pikepdf
import pytest

from certificates.certificate_page import draw_pdf
from certificates.pdf import MissingGlyphError, NotDrawnError
from certificates.pictures import fingerprint, picture_of_page, printed_picture
from tests.factories.certificates import certificate_words
from tests.factories.designs import small_png

from .pdf_reading import opened, tags_of, text_of
from .test_drawing import HOSTILE, no_socket, squeezed

PRINTED = [printed_picture(io.BytesIO(small_png(colour))) for colour in ("maroon", "black")]
PICTURES = {fingerprint(content): content for content in PRINTED}
LOGO, SIGNATURE = PICTURES


SIGNATORY = {"name": "Şükrü Ő. van ’t Łoś-Ćuković", "position": "Burgemeester", "signature": SIGNATURE}


def designed(**fields):
    return {
        "orientation": "portrait",
        "text": "Onderdeel van het leerprogramma.",
        "accent": "#7a1f3d",
        "logo": LOGO,
        "logo_alt": "Wapen van Rivierdam",
        "signatories": [SIGNATORY] * 3,
    } | fields


def full_words(**words):
    known = {
        "result": "passed",
        "sdgs": [8, 12],
        "presenters": ["Hanneke Vos", "Ahmet Şahin"],
        "valid_until": date(2028, 12, 2),
    }
    return certificate_words(**(known | words))


@pytest.fixture(scope="module", params=[("portrait", "nl"), ("landscape", "en")], ids="-".join)
def paper(request) -> tuple[bytes, str, str]:
    orientation, language = request.param
    certificate = full_words(language=language, design=designed(orientation=orientation))
    return draw_pdf(certificate, PICTURES), orientation, language


WORDS = {
    "nl": ["geslaagdvoordetoets", "8Eerlijkwerkeneconomischegroei", "Metgastsprekers", "2december2028"],
    "en": ["Allrequiredparts", "thetestpassed", "8Decentworkandeconomicgrowth", "guestpresenters"],
}


def test_it_says_result_goals_guests_and_who_signed(paper):
    content, _orientation, language = paper
    text = text_of(content)
    for words in [*WORDS[language], "HannekeVos", "AhmetŞahin", "Onderdeelvanhetleerprogramma."]:
        assert words in text
    assert text.count("Burgemeester") == 3


def test_it_is_one_page_a4_in_the_chosen_orientation(paper):
    content, orientation, _language = paper
    pages = opened(content).pages
    assert len(pages) == 1
    sides = tuple(round(float(side)) for side in pages[0].mediabox[2:])
    assert sides == ((595, 842) if orientation == "portrait" else (842, 595))


def test_it_stays_within_both_standards(paper):
    content, _orientation, language = paper
    document = opened(content)
    metadata = document.open_metadata()
    assert metadata["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == language
    assert not list(document.attachments)
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            assert "/SMask" not in item, "No transparent pictures."
            assert float(item.get("/ca", 1)) == float(item.get("/CA", 1)) == 1


def test_every_picture_says_what_it_is_and_headings_do_not_jump(paper):
    content, _orientation, language = paper
    tags = tags_of(content)
    figures = [alt for tag, alt in tags if tag == "/Figure"]
    assert figures[0] == "Wapen van Rivierdam"
    signature = {"nl": "Handtekening van", "en": "Signature of"}[language]
    assert figures[1:4] == [f"{signature} Şükrü Ő. van ’t Łoś-Ćuković"] * 3
    assert figures[4].startswith("QR")
    headings = [tag for tag, _alt in tags if re.fullmatch(r"/H\d", tag)]
    assert headings == ["/H1", *["/H2"] * 4]


def test_qpdf_finds_nothing_wrong(paper, tmp_path):
    content, _orientation, _language = paper
    assert opened(content).check_pdf_syntax() == []
    file = tmp_path / "certificate.pdf"
    file.write_bytes(content)
    qpdf = shutil.which("qpdf")
    assert qpdf, "No qpdf found; `make test` installs it."
    checked = subprocess.run([qpdf, "--check", file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_without_a_design_it_is_the_look_that_ships():
    content = draw_pdf(certificate_words())
    assert [tag for tag, _alt in tags_of(content)].count("/Figure") == 1


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_longest_words_are_all_there_on_one_page(orientation):
    name = ("Wilhelmina Alexandra van Nassau-Dietz " * 4)[:150].strip()
    title = ("Maatschappelijk inkopen in de gemeente " * 7)[:255].strip()
    text = ("Deze zin is lang. " * 20)[:300].strip()
    by = {"name": name[:100].strip(), "position": title[:100].strip(), "signature": ""}
    design = designed(orientation=orientation, text=text, signatories=[by] * 3)
    certificate = full_words(holder_name=name, course_title=title, sdgs=list(range(1, 18)), design=design)
    content = draw_pdf(certificate, PICTURES)
    assert len(opened(content).pages) == 1
    for words in (name, title, text, by["name"], by["position"]):
        assert squeezed(words) in text_of(content)


def test_markup_in_a_design_is_text_and_opens_nothing(monkeypatch):
    draw_pdf(certificate_words())  # fonts are read before the socket closes
    monkeypatch.setattr(socket, "socket", no_socket)
    hostile = HOSTILE[1] + HOSTILE[4]
    by = {"name": hostile, "position": "http://127.0.0.1:9/", "signature": ""}
    design = designed(text=hostile, logo="", signatories=[by])
    content = draw_pdf(full_words(design=design, presenters=[hostile], goals=[]), {})
    assert text_of(content).count(squeezed(hostile)) == 3
    assert "/Names" not in opened(content).Root or "/EmbeddedFiles" not in opened(content).Root.Names
    assert [tag for tag, _alt in tags_of(content)].count("/Figure") == 1


@pytest.mark.parametrize("colour", ["red", "#fff;}@import url(http://127.0.0.1:9/);", "url(file:///etc/passwd)"])
def test_what_is_no_colour_is_not_drawn(colour):
    with pytest.raises((NotDrawnError, ValueError)):
        draw_pdf(certificate_words(design=designed(accent=colour)), PICTURES)


def test_words_of_a_design_without_glyphs_stop():
    for design in (designed(text="学"), designed(signatories=[{"name": "学", "position": "", "signature": ""}])):
        with pytest.raises(MissingGlyphError):
            draw_pdf(certificate_words(design=design), PICTURES)


def test_the_picture_of_a_page_is_that_page(paper):
    content, orientation, _language = paper
    picture = picture_of_page(content, scale=0.5)
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[start : start + 4]) for start in (16, 20))
    assert (width > height) == (orientation == "landscape")
