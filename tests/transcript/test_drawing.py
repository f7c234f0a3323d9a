"""The transcript as a PDF: what stands on it, on how many sides, and what happens when it cannot be drawn."""

import socket

import pikepdf
import pytest

from certificates.pdf import NotDrawnError
from cms.models import Branding
from tests.certificates.pages import main_of
from tests.certificates.pdf_reading import fonts_of, opened, tags_of, text_of
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.evidence import make_evidence
from transcript import views
from transcript.record import transcript_of
from transcript.transcript_page import draw_transcript

PDF = "/mijn-leren/leeroverzicht.pdf"
PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture
def content(learner, home) -> bytes:
    make_certificate(learner, make_course("Artikel 2.82"))
    make_evidence(learner, title="Studiedag inkoop")
    return draw_transcript(transcript_of(learner), "Gemeente Rivierdam")


@pytest.fixture
def long(learner, home) -> bytes:
    for number in range(60):
        make_evidence(learner, title=f"Training nummer {number} over maatschappelijk inkopen", provider="Delta")
    return draw_transcript(transcript_of(learner), "Gemeente Rivierdam")


def test_it_says_whose_it_is_and_of_which_day(content):
    text = text_of(content)
    for words in ("GemeenteRivierdam", "Leeroverzicht", "SannedeVries", "totenmet", "Artikel2.82", "Pagina1van1"):
        assert words in text


def test_in_english_it_is_english(learner, home, as_learner):
    as_learner.cookies["django_language"] = "en"
    content = as_learner.get(PDF).content
    assert "Transcript" in text_of(content)
    assert "Page1of1" in text_of(content)
    assert opened(content).Root.Lang == "en"


def test_it_names_the_municipality_of_the_site(home, as_learner):
    Branding.objects.create(site=home.get_site(), organisation_name="Gemeente Ergens")
    assert "GemeenteErgens" in text_of(as_learner.get(PDF).content)


@pytest.mark.row("A17")
def test_it_meets_both_standards_as_far_as_one_can_see(content):
    document = opened(content)
    metadata = document.open_metadata()
    assert metadata[f"{PDF_A}part"] == "3"
    assert metadata[f"{PDF_A}conformance"] == "A"
    assert metadata[f"{PDF_UA}part"] == "1"
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "nl"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert document.docinfo.Title == "Leeroverzicht van Sanne de Vries"
    assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert "/OpenAction" not in document.Root
    assert not list(document.attachments)


def test_all_fonts_are_inside_and_are_ours(content):
    names = ("Certificate-Sans", "Certificate-Sans-Semi-Bold", "Certificate-Serif-Medium")
    assert fonts_of(content) == dict.fromkeys(names, True)


@pytest.mark.row("A17")
def test_headings_and_tables_are_tagged_in_order(content):
    types = [tag for tag, _alt in tags_of(content)]
    assert [tag for tag in types if tag in ("/H1", "/H2", "/H3", "/Table")] == [
        "/H1",
        "/H2",
        "/Table",
        "/H2",
        "/Table",
    ]
    assert types.count("/TH") == 2 * 4 + 2
    assert types.count("/TD") == 2 * 3
    assert "/Figure" not in types


@pytest.mark.row("A17")
def test_cells_know_their_headers(content):
    document = opened(content)
    cells = [item for item in document.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"]
    assert len(cells) == 6
    assert all(len(cell.A.Headers) == 2 for cell in cells)


def test_it_takes_as_many_sides_as_it_needs_each_with_its_number(long):
    document = opened(long)
    count = len(document.pages)
    assert count >= 3
    text = text_of(long)
    for number in range(1, count + 1):
        assert f"Pagina{number}van{count}" in text
    assert text.count("LeeroverzichtvanSannedeVries,") == count - 1
    for page in document.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    # The heading of the table stands on every side again.
    assert text.count("OordeelvanHR") == count


def test_words_of_a_hundred_letters_stay_on_the_paper(learner, home):
    make_evidence(learner, title="W" * 200, provider="W" * 200)
    content = draw_transcript(transcript_of(learner), "W" * 100)
    assert "W" * 400 in text_of(content)


HOSTILE = [
    "</p><img src=http://127.0.0.1:9/x.png>",
    "<link rel=attachment href='file:///etc/passwd'>",
    "<style>@import url(http://127.0.0.1:9/)</style>",
    '" data-page="x"><script>app.alert(1)</script>',
    "{{ transcript.name }}{% debug %}",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_words_is_text_and_opens_nothing(learner, home, content, hostile, monkeypatch):
    def no_socket(*args, **kwargs):
        raise AssertionError("A transcript opens no connection.")

    learner.name = hostile
    evidence = make_evidence(learner, title=hostile, provider=hostile)
    assert evidence.title == hostile
    monkeypatch.setattr(socket, "socket", no_socket)
    drawn = draw_transcript(transcript_of(learner), hostile)
    assert text_of(drawn).count(hostile.replace(" ", "")) >= 4
    assert not list(opened(drawn).attachments)
    assert b"root:" not in drawn


def test_a_character_no_font_can_draw_gives_a_page_that_names_it(learner, as_learner):
    make_evidence(learner, title="Cursus 學 en 🎓")
    response = as_learner.get(PDF)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
    assert "學 🎓" in main_of(response)
    assert "afdrukken" in main_of(response)


def test_a_renderer_that_fails_gives_a_page_and_a_line_in_the_log(as_learner, monkeypatch, caplog):
    def fail(*args):
        raise NotDrawnError("Something outside itself.")

    monkeypatch.setattr(views, "draw_transcript", fail)
    assert "ging iets mis" in main_of(as_learner.get(PDF))
    assert "not drawn" in caplog.text


def test_an_empty_transcript_is_a_transcript(as_learner):
    text = text_of(as_learner.get(PDF).content)
    assert "Erisnognietsafgerond." in text
    assert "0minuten" in text
