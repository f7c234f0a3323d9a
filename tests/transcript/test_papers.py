"""Which files are accepted, and what is kept of them."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.factories.evidence import a_pdf, a_photo_with_a_place, a_picture
from transcript.papers import LARGEST_FILE, UnacceptableError, accepted

pytestmark = pytest.mark.row("B27", "B26")

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
HTML = b"<!doctype html><script>alert(1)</script>"


def reopened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_pdf_is_kept_as_it_is():
    content = a_pdf()
    paper = accepted(content, "Diploma.PDF")
    assert (paper.content, paper.content_type, paper.file_name) == (content, "application/pdf", "Diploma.pdf")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (HTML, "bewijs.pdf"),
        (b"  %PDF-1.7\n", "bewijs.pdf"),
        (SVG, "bewijs.svg"),
        (SVG, "bewijs.png"),
        (HEIC, "IMG_0001.HEIC"),
        (HEIC, "IMG_0001.jpg"),
        (b"GIF89a" + bytes(40), "bewijs.gif"),
        (b"PK\x03\x04" + bytes(40), "bewijs.docx"),
        (b"MZ" + bytes(40), "bewijs.exe"),
        (b"", "bewijs.pdf"),
    ],
)
@pytest.mark.row("B26", "B27")
def test_anything_else_is_refused_whatever_it_is_called(content, name):
    with pytest.raises(UnacceptableError, match="geen PDF, PNG of JPEG"):
        accepted(content, name)


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
@pytest.mark.parametrize("rest", [b"", HTML, bytes(500)])
def test_what_only_begins_as_a_picture_is_refused(start, rest):
    with pytest.raises(UnacceptableError, match="kan niet worden geopend"):
        accepted(start + rest, "bewijs.png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_refused(kind):
    noise = Image.effect_noise((200, 200), 80)
    file = BytesIO()
    noise.save(file, kind)
    with pytest.raises(UnacceptableError, match="kan niet worden geopend"):
        accepted(file.getvalue()[: len(file.getvalue()) // 2], "bewijs.png")


def test_a_pdf_that_is_html_as_well_is_a_pdf_to_us_and_is_called_so():
    paper = accepted(b"%PDF-1.7\n" + HTML, "bewijs.html")
    assert (paper.content_type, paper.file_name) == ("application/pdf", "bewijs.pdf")


@pytest.mark.row("B26", "B27")
def test_a_picture_with_a_script_behind_it_loses_the_script():
    for kind in ("PNG", "JPEG"):
        assert b"script" not in accepted(a_picture(kind) + HTML, "bewijs.png").content


@pytest.mark.row("B26", "B27")
def test_place_camera_and_comment_of_a_photo_are_gone_and_it_stands_upright():
    photo = a_photo_with_a_place()
    assert dict(reopened(photo).getexif().get_ifd(0x8825))
    kept = accepted(photo, "IMG_0001.jpg").content
    assert len(reopened(kept).getexif()) == 0
    for secret in (b"Exif", b"GPS", b"Merk-van-telefoon", b"Geheime opmerking"):
        assert secret not in kept
    assert reopened(kept).size == (40, 60)


def test_words_and_place_inside_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Geheime maker")
    words.add_itxt("XML:com.adobe.xmp", "Geheime plek")
    exif = Image.Exif()
    exif[0x010F] = "Merk-van-telefoon"
    kept = accepted(a_picture("PNG", pnginfo=words, exif=exif), "bewijs.png").content
    assert not reopened(kept).info
    for secret in (b"Geheime", b"eXIf", b"Merk-van-telefoon"):
        assert secret not in kept


@pytest.mark.parametrize(
    ("kind", "mode", "kept_mode"),
    [
        ("JPEG", "L", "RGB"),
        ("JPEG", "CMYK", "RGB"),
        ("PNG", "1", "RGB"),
        ("PNG", "P", "RGB"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "I;16", "RGB"),
    ],
)
def test_pictures_of_every_kind_of_colour_are_accepted(kind, mode, kept_mode):
    kept = accepted(a_picture(kind, mode=mode), "bewijs").content
    assert (reopened(kept).format, reopened(kept).mode) == (kind, kept_mode)


def test_the_same_picture_twice_is_the_same_paper():
    photo = a_photo_with_a_place()
    assert accepted(photo, "een.jpg").sha256 == accepted(photo, "twee.jpg").sha256


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes that unpacks to a picture of this size."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(900))) + chunk(b"IEND", b"")
    )


@pytest.mark.row("B26", "B27")
@pytest.mark.parametrize("side", [6400, 10_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_unopened(side):
    """Above 40 million pixels by us; from 89 and 179 million Pillow warns and refuses by itself."""
    with pytest.raises(UnacceptableError, match="40 miljoen pixels"):
        accepted(png_that_claims(side, side), "bom.png")


def test_a_file_above_the_limit_is_refused():
    with pytest.raises(UnacceptableError, match="groter dan 10 MB"):
        accepted(b"%PDF-" + bytes(LARGEST_FILE), "groot.pdf")
    assert accepted(b"%PDF-" + bytes(LARGEST_FILE - 5), "net-niet.pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Certificaat Ünal.jpeg", "Certificaat Ünal.pdf"),
        ("..", "bewijs.pdf"),
        ("", "bewijs.pdf"),
        ("foto\u202efdp.exe", "fotofdp.pdf"),
        ('a"; filename="b.html\r\nX: y', 'a"; filename="b.pdf'),
        ("lang" * 60 + ".pdf", "lang" * 25 + ".pdf"),
    ],
)
def test_the_name_is_kept_for_people_with_the_ending_of_what_it_is(name, kept):
    assert accepted(a_pdf(), name).file_name == kept
