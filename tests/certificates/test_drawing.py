"""What stands on the PDF, whatever people are called."""

import socket

import pikepdf
import pytest
import segno
from PIL.Image import Image

from certificates import certificate_page, pdf
from certificates.certificate_page import Look, draw_pdf, qr_code
from certificates.pdf import MissingGlyphError, NotDrawnError, missing_glyphs
from tests.factories.certificates import certificate_words

from .pdf_reading import opened, text_of

NAMES = [
    "Şükrü Ő. van ’t Łoś-Ćuković",
    "Wouter Bĳl",
    "Đỗ Thị Hằng",
    "O'Neil",
    "Ĳsbrand van 't Hoff",
    "Çağla Işık",
    "Ștefan Țepeș",
    "Þórdís Ægisdóttir",
    "Γεώργιος Παπαδόπουλος",
    "Наталія Ґалаґан",
    "Ọ̀ṣun Adébáyọ̀",
    "<b>Sanne</b> & “Co”",
]


def squeezed(text: str) -> str:
    return text.replace(" ", "")


@pytest.mark.row("C10")
@pytest.mark.parametrize("name", NAMES)
def test_names_are_text_as_they_are_written(name):
    assert squeezed(name) in text_of(draw_pdf(certificate_words(holder_name=name)))


def test_the_page_says_all_in_dutch():
    certificate = certificate_words(study_minutes=130)
    text = text_of(draw_pdf(certificate))
    for words in [
        "Certificaat",
        "uitgereikt aan",
        certificate.holder_name,
        certificate.course_title,
        "3 december 2026",
        "2 uur en 10 minuten",
        "Gemeente Rivierdam",
        "kiezen tussen instrumenten",
        certificate.grouped_code,
    ]:
        assert squeezed(words) in text


def test_a_course_in_english_gives_an_english_certificate():
    text = text_of(draw_pdf(certificate_words(language="en")))
    assert "presentedto" in text
    assert "3December2026" in text
    assert "1hourand15minutes" in text


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 minuut"), (45, "45 minuten"), (60, "1 uur"), (61, "1 uur en 1 minuut"), (600, "10 uur")],
)
def test_study_time_is_in_hours_and_minutes(minutes, words):
    assert certificate_words(study_minutes=minutes).study_time == words


@pytest.mark.row("C10")
@pytest.mark.parametrize("name", ["李小龙", "Sanne 🎓", "محمد", "Sanne \ue000", "ཀ"])
def test_a_name_no_font_can_draw_stops_instead_of_a_box(name):
    with pytest.raises(MissingGlyphError, match=r"U\+"):
        draw_pdf(certificate_words(holder_name=name))


@pytest.mark.parametrize("field", ["course_title", "issuer_name"])
@pytest.mark.row("C10")
def test_other_words_without_glyphs_stop_as_well(field):
    with pytest.raises(MissingGlyphError):
        draw_pdf(certificate_words(**{field: "学"}))
    with pytest.raises(MissingGlyphError):
        draw_pdf(certificate_words(goals=["学"]))


def test_the_words_of_the_template_itself_can_be_drawn():
    for language in ("nl", "en"):
        page = certificate_page._page(certificate_words(language=language), Look({}, {}), "roomy", 6)
        assert missing_glyphs(page.replace("\n", " ")) == set()


@pytest.mark.parametrize(
    "words",
    [
        {"holder_name": ("Wilhelmina Alexandra van Nassau-Dietz " * 3)[:100]},
        {"holder_name": "W" * 100},
        {"holder_name": "W" * 150, "course_title": "W" * 255, "issuer_name": "W" * 100, "goals": ["W" * 200] * 12},
        {"goals": ["uitleggen hoe een gemeente maatschappelijk inkoopt en wat dat vraagt"] * 20},
        {"goals": []},
    ],
)
def test_it_is_always_one_page_a4(words):
    pages = opened(draw_pdf(certificate_words(**words))).pages
    assert len(pages) == 1
    width, height = (float(side) for side in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


def test_the_longest_words_are_still_all_there():
    name = ("Wilhelmina Alexandra van Nassau-Dietz " * 4)[:150].strip()
    title = ("Maatschappelijk inkopen in de gemeente " * 7)[:255].strip()
    text = text_of(draw_pdf(certificate_words(holder_name=name, course_title=title)))
    assert squeezed(name) in text
    assert squeezed(title) in text


HOSTILE = [
    "</p><img src=http://127.0.0.1:9/x.png>",
    "</title></head><link rel=attachment href='file:///etc/passwd'>",
    "<object data='file:///etc/passwd'></object>",
    "<style>@import url(http://127.0.0.1:9/)</style>",
    "<img src='data:image/svg+xml,<svg/>'>",
    "{{ certificate.user.email }}{% debug %}",
    '"><script>app.alert(1)</script>',
]


@pytest.mark.row("B45")
@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_words_is_text_and_opens_nothing(hostile, monkeypatch):
    draw_pdf(certificate_words())  # fonts are read before the socket closes
    monkeypatch.setattr(socket, "socket", no_socket)
    content = draw_pdf(certificate_words(holder_name=hostile, course_title=hostile, goals=[hostile]))
    assert text_of(content).count(squeezed(hostile)) >= 3
    document = opened(content)
    assert "/Names" not in document.Root or "/EmbeddedFiles" not in document.Root.Names
    assert len(pictures(content)) == 1
    assert b"root:" not in content


def no_socket(*args, **kwargs):
    raise AssertionError("A certificate opens no connection.")


@pytest.mark.row("B45")
@pytest.mark.parametrize("address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "ftp://127.0.0.1/x"])
@pytest.mark.parametrize("markup", ["<img src='{}'>", "<style>@import url('{}');</style>", "<object data='{}'>"])
def test_a_template_that_asks_for_something_outside_is_not_drawn(markup, address, monkeypatch):
    draw_pdf(certificate_words())
    monkeypatch.setattr(socket, "socket", no_socket)
    monkeypatch.setattr(certificate_page, "_page", lambda *args: f"<html><body>{markup.format(address)}")
    with pytest.raises(NotDrawnError):
        draw_pdf(certificate_words())


def pictures(content: bytes) -> list[Image]:
    """All pictures in the document, those inside other drawings included."""
    document = opened(content)
    return [
        pikepdf.PdfImage(item).as_pil_image().convert("L")
        for item in document.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]


@pytest.mark.row("C4")
def test_the_qr_code_leads_to_the_verification_page(settings):
    settings.BASE_URL = "https://leren.rivierdam.example"
    certificate = certificate_words()
    url = f"https://leren.rivierdam.example/certificaat/{certificate.code}/"
    assert certificate.verification_url == url

    image = pictures(draw_pdf(certificate))[0]
    expected = segno.make(url, error="m", micro=False)
    modules = len(expected.matrix) + 8  # with the quiet zone of four on each side
    size = image.width / modules
    seen = [
        [image.getpixel((int((x + 4.5) * size), int((y + 4.5) * size))) < 128 for x in range(modules - 8)]
        for y in range(modules - 8)
    ]
    assert seen == [[bool(module) for module in row] for row in expected.matrix]


@pytest.mark.row("C4")
def test_the_qr_code_survives_a_stain():
    assert segno.make("https://leren.rivierdam.example/certificaat/", error="m", micro=False).error in {"M", "Q", "H"}
    assert qr_code("https://x.example").startswith("data:image/png;base64,")


def test_what_was_drawn_before_changes_nothing_about_the_form():
    """The form that a class begins with is remembered; a certificate drawn alone is the same."""
    goals = [f"uitleggen wat er in lid {number} van artikel 2.82 staat en waarom" for number in range(6)]
    short, long = (certificate_words(goals=goals, holder_name=name) for name in ("Bo", "Wilhelmina " * 12))
    certificate_page._first_to_try.cache_clear()
    alone = forms_of(draw_pdf(short))
    certificate_page._first_to_try.cache_clear()
    assert len(opened(draw_pdf(long)).pages) == 1
    assert forms_of(draw_pdf(short)) == alone


def forms_of(content: bytes) -> bytes:
    """What is drawn on the page, which differs with its form."""
    with opened(content) as document:
        return document.pages[0].Contents.read_bytes()


def test_many_of_one_course_are_laid_out_once_each(monkeypatch):
    laid_out = []
    lay_out = pdf._lay_out

    def counted(press, versions, css, most_pages):
        return lay_out(press, (laid_out.append(1) or version for version in versions), css, most_pages)

    monkeypatch.setattr(pdf, "_lay_out", counted)
    goals = ["uitleggen wat artikel 2.82 regelt en kiezen tussen instrumenten"] * 6
    certificates = [certificate_words(goals=goals, holder_name=f"Persoon {number}") for number in range(4)]
    draw_pdf(certificates[0])
    laid_out.clear()
    for certificate in certificates[1:]:
        draw_pdf(certificate)
    assert len(laid_out) == 3
