"""PDF/A-3a and PDF/UA-1 at once, as far as one can see without veraPDF: the regressions known of WeasyPrint 70."""

import pikepdf
import pytest

from tests.factories.seals import drawn_pdf, sealed_pdf

from .pdf_reading import fonts_of, opened, tags_of

pytestmark = pytest.mark.row("A17", "C5")

PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"


@pytest.fixture(scope="module", params=["not sealed", "sealed"])
def content(request, tmp_path_factory) -> bytes:
    return drawn_pdf() if request.param == "not sealed" else sealed_pdf(tmp_path_factory.mktemp("seal"))


def test_it_claims_both_standards(content):
    document = opened(content)
    metadata = document.open_metadata()
    assert metadata[f"{PDF_A}part"] == "3"
    assert metadata[f"{PDF_A}conformance"] == "A"
    assert metadata[f"{PDF_UA}part"] == "1"


def test_the_claim_of_the_second_is_described_for_the_first(content):
    document = opened(content)
    xmp = document.Root.Metadata.read_bytes()
    assert b"pdfaExtension:schemas" in xmp
    assert xmp.count(b"<rdf:RDF") == xmp.count(b"</rdf:RDF>") == 1


def test_it_is_tagged_in_a_language_and_shows_its_title(content):
    document = opened(content)
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "nl"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    title = "Certificaat Artikel 2.82: voorbehouden opdrachten – Sanne de Vries"
    assert document.docinfo.Title == title
    assert title in str(document.open_metadata()["dc:title"])


def test_it_is_read_in_order_with_one_main_heading(content):
    types = [tag for tag, _alt in tags_of(content)]
    headings = [tag for tag in types if tag.startswith("/H") and tag != "/HTML"]
    assert headings == ["/H1", "/H2", "/H2"]
    assert types.index("/H1") < types.index("/L") < types.index("/Figure")


def test_the_only_picture_says_what_it_is(content):
    figures = [alt for tag, alt in tags_of(content) if tag == "/Figure"]
    assert len(figures) == 1
    assert figures[0].startswith("QR-code met het adres http")


def test_all_fonts_are_inside_and_are_ours(content):
    names = ("Certificate-Sans", "Certificate-Sans-Semi-Bold", "Certificate-Serif-Medium")
    assert fonts_of(content) == dict.fromkeys(names, True)


def test_it_runs_nothing_and_carries_nothing(content):
    document = opened(content)
    assert "/OpenAction" not in document.Root
    assert "/AA" not in document.Root
    assert not list(document.attachments)
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/Filespec"} & {
                str(item.get(key)) for key in ("/S", "/Type")
            } | ({"/JS"} & set(item.keys()))


def test_its_colours_have_a_profile(content):
    document = opened(content)
    assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"


@pytest.mark.row("C4")
def test_the_qr_code_is_at_least_two_centimetres(content):
    """Read from the transformation in force where the picture is drawn; 72 points are an inch."""
    document = opened(content)
    widths = []
    matrices = [pikepdf.Matrix()]
    for operands, operator in pikepdf.parse_content_stream(document.pages[0]):
        if str(operator) == "q":
            matrices.append(matrices[-1])
        elif str(operator) == "Q":
            matrices.pop()
        elif str(operator) == "cm":
            matrices[-1] = pikepdf.Matrix(*(float(number) for number in operands)) @ matrices[-1]
        elif str(operator) == "Do" and document.pages[0].Resources.XObject[str(operands[0])].Subtype == "/Image":
            widths.append(matrices[-1].a / 72 * 2.54)
    assert len(widths) == 1
    # The picture has a white edge of four modules on each side, which a reader needs and does not count.
    assert widths[0] * 33 / 41 >= 2
