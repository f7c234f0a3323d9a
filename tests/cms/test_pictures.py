"""A picture of somebody from outside is looked at by its content, drawn anew and kept without what it told."""

import hashlib
import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.models import CmsImage
from cms.pictures import LARGEST_FILE, PictureRefusedError, picture_from
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(home):
    return make_user()


def photograph(width=60, height=40) -> Image.Image:
    """As many colours as a photograph has."""
    return Image.frombytes("RGB", (width, height), hashlib.shake_128(b"photograph").digest(width * height * 3))


def file_of(picture: Image.Image, kind: str, **options) -> bytes:
    written = io.BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def sent(content: bytes, name="portret.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def kept(image: CmsImage) -> Image.Image:
    with image.file.open("rb") as file:
        picture = Image.open(io.BytesIO(file.read()))
        picture.load()
        return picture


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def test_a_photograph_is_kept_with_its_words_and_a_name_that_tells_nothing(sender):
    image = picture_from(
        sent(file_of(photograph(400, 300), "JPEG"), "jan-jansen.jpg"), "Portret", " Jan  lacht. ", sender
    )

    image = CmsImage.objects.get(pk=image.pk)
    assert (image.title, image.description, image.uploaded_by_user) == ("Portret", "Jan lacht.", sender)
    assert (image.width, image.height) == (400, 300)
    assert image.file_size
    assert image.file_hash
    assert "jansen" not in image.file.name
    assert image.file.name.endswith(".jpg")
    assert kept(image).format == "JPEG"


def test_place_camera_and_comment_are_not_kept(sender):
    exif = Image.Exif()
    exif[0x010F] = "Geheime camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 3.0)
    for kind, options in (
        ("JPEG", {"comment": b"Geheime camera"}),
        ("PNG", {}),
        ("WEBP", {"xmp": b"<x>Geheime camera</x>"}),
    ):
        content = file_of(photograph(200, 200), kind, exif=exif, icc_profile=b"Geheime camera", **options)
        assert b"Geheime camera" in content

        image = picture_from(sent(content), "Portret", "Iemand.", sender)

        with image.file.open("rb") as file:
            assert b"Geheime" not in file.read()
        assert not kept(image).getexif()
        assert not set(kept(image).info) & {"exif", "icc_profile", "xmp", "comment"}


def test_a_picture_that_lies_on_its_side_is_set_upright(sender):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = Image.new("RGB", (80, 40), "red")
    picture.paste((0, 0, 255), (0, 0, 40, 40))

    for kind in ("JPEG", "PNG"):
        upright = kept(picture_from(sent(file_of(picture, kind, exif=exif)), "Portret", "Iemand.", sender))

        assert upright.size == (40, 80)
        assert upright.convert("RGB").getpixel((20, 10))[2] > 200, "the left side is above now"


def test_a_large_picture_becomes_2400_pixels_on_its_long_side(sender):
    image = picture_from(sent(file_of(Image.new("RGB", (3000, 1000), "red"), "JPEG")), "Portret", "Iemand.", sender)

    assert (image.width, image.height) == (2400, 800)


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("RGBA", "WEBP"), ("P", "PNG"), ("LA", "PNG")])
def test_a_drawing_stays_sharp_and_see_through(sender, mode, kind):
    drawing = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    drawing.paste((200, 0, 0, 255), (10, 10, 40, 40))

    image = kept(picture_from(sent(file_of(drawing.convert(mode), kind)), "Logo", "Logo van ons.", sender))

    assert image.format == "PNG"
    assert image.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_other_colours_are_made_ours(sender, mode):
    kind = "PNG" if mode == "1" else "JPEG"

    assert kept(picture_from(sent(file_of(photograph().convert(mode), kind)), "x", "x", sender)).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen plaatje",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 ",
        file_of(Image.new("RGB", (9, 9)), "GIF"),
        file_of(Image.new("RGB", (9, 9)), "TIFF"),
        file_of(Image.new("RGB", (9, 9)), "BMP"),
        file_of(photograph(300, 300), "JPEG")[:500],
        file_of(photograph(300, 300), "PNG")[:5000],
    ],
)
def test_what_is_no_picture_or_a_broken_one_is_refused_whatever_its_name(sender, content):
    with pytest.raises(PictureRefusedError, match=r"JPEG.*PNG"):
        picture_from(sent(content, "portret.jpg"), "Portret", "Iemand.", sender)
    assert not CmsImage.objects.exists()


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_the_picture_of_an_iphone_is_refused_with_how_to_send_it(sender, brand):
    with pytest.raises(PictureRefusedError, match="HEIC"):
        picture_from(sent(b"\0\0\0\x18ftyp" + brand + b"\0" * 50, "portret.jpg"), "Portret", "Iemand.", sender)


@pytest.mark.parametrize("side", [7_000, 40_000])
def test_a_small_file_that_unfolds_to_gigabytes_is_not_opened(sender, side):
    with pytest.raises(PictureRefusedError, match="40"):
        picture_from(sent(bomb(side)), "Portret", "Iemand.", sender)


def test_words_in_a_picture_that_unfold_to_gigabytes_are_not_read(sender):
    good = file_of(photograph(), "PNG")
    words = b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000)

    with pytest.raises(PictureRefusedError):
        picture_from(sent(good[:33] + chunk(b"zTXt", words) + good[33:]), "Portret", "Iemand.", sender)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(sender):
    upload = sent(file_of(photograph(), "JPEG"))
    upload.size = LARGEST_FILE + 1

    with pytest.raises(PictureRefusedError, match="20 MB"):
        picture_from(upload, "Portret", "Iemand.", sender)


def test_what_hides_behind_a_picture_is_not_kept(sender):
    content = file_of(photograph(200, 200), "JPEG") + b"PK\x03\x04<script>alert(1)</script>"

    image = picture_from(sent(content), "Portret", "Iemand.", sender)

    with image.file.open("rb") as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize("words", ["", "  ", "x" * 256])
def test_without_words_for_who_cannot_see_it_there_is_no_picture(sender, words):
    with pytest.raises(PictureRefusedError):
        picture_from(sent(file_of(photograph(), "JPEG")), "Portret", words, sender)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["JPEG", "PNG", "WEBP"]), data=st.data())
def test_damaged_pictures_are_kept_or_refused_with_a_sentence(sender, kind, data):
    content = bytearray(file_of(photograph(), kind))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        image = picture_from(sent(bytes(content)), "Portret", "Iemand.", sender)
    except PictureRefusedError:
        return
    assert kept(image).size == (image.width, image.height)
