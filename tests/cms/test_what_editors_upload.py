"""What editors add in the Wagtail admin is what it says it is, and tells no more than it shows."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection

from cms.models import CmsDocument, CmsImage, CmsMedia
from tests.factories.guests import make_editor

pytestmark = [pytest.mark.django_db, pytest.mark.row("B25", "B26", "B27")]


@pytest.fixture
def as_editor(home, settings, tmp_path) -> Client:
    settings.MEDIA_ROOT = str(tmp_path)
    client = Client()
    client.force_login(make_editor())
    return client


def packed(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def add_document(client: Client, name: str, content: bytes) -> bool:
    """Whether it was taken."""
    before = CmsDocument.objects.count()
    fields = {"title": "Titel", "collection": Collection.get_first_root_node().pk}
    client.post("/admin/documents/add/", fields | {"file": SimpleUploadedFile(name, content)})
    return CmsDocument.objects.count() > before


PAGE = b"<!doctype html><script>alert(1)</script>"
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
XML = b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
TAKEN = {
    "brief.pdf": b"%PDF-1.7 ...",
    "brief.docx": packed(**{"word/document.xml": ""}),
    "lijst.xlsx": packed(**{"xl/workbook.xml": ""}),
    "dia.pptx": packed(**{"ppt/presentation.xml": ""}),
    "brief.odt": packed(mimetype=OPEN_TEXT),
    "lijst.csv": "naam;café\r\n".encode("cp1252"),
    "tekst.txt": "Café, naïef €".encode(),
}
REFUSED = {
    "bladzijde.html": PAGE,
    "tekening.svg": DRAWING,
    "bladzijde.xhtml": XML,
    "bladzijde.xml": XML,
    "programma.exe": b"MZ",
    "bladzijde.pdf": PAGE,
    "tekening.pdf": DRAWING,
    "bladzijde.txt": PAGE,
    "bladzijde.csv": b"\xef\xbb\xbf \n" + PAGE,
    "programma.txt": b"MZ\0\0",
    "geen.docx": b"PK\x03\x04 stuk",
    "lijst.docx": packed(**{"xl/workbook.xml": ""}),
    "archief.docx": packed(**{"virus.exe": "MZ"}),
    "macro.docx": packed(**{"word/document.xml": "", "word/vbaProject.bin": ""}),
    "macro.odt": packed(**{"mimetype": OPEN_TEXT, "Basic/Standard/Module1.xml": ""}),
    "brief.pdf.html": b"%PDF-1.7",
}


def test_a_document_is_taken_when_its_content_is_what_its_name_says(as_editor):
    assert {name for name, content in TAKEN.items() if not add_document(as_editor, name, content)} == set()


def test_a_document_that_is_something_else_is_refused(as_editor):
    assert {name for name, content in REFUSED.items() if add_document(as_editor, name, content)} == set()


def test_the_same_holds_when_several_are_dropped_at_once_and_in_the_chooser(as_editor):
    file = SimpleUploadedFile("bladzijde.pdf", PAGE)
    answer = as_editor.post(
        "/admin/documents/multiple/add/",
        {"title": "x", "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False
    file = SimpleUploadedFile("bladzijde.pdf", PAGE)
    fields = {"document-chooser-upload-title": "x", "document-chooser-upload-file": file}
    as_editor.post("/admin/documents/chooser/create/", fields)
    assert not CmsDocument.objects.exists()


def jpeg_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera van Jansen"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(file, "JPEG", exif=exif, comment=b"thuis bij Jansen")
    return file.getvalue() + b"<script>alert(1)</script>"


def add_image(client: Client, name: str, content: bytes) -> CmsImage | None:
    fields = {"title": "Titel", "description": "Een blauw vlak", "collection": Collection.get_first_root_node().pk}
    client.post("/admin/images/add/", fields | {"file": SimpleUploadedFile(name, content)})
    return CmsImage.objects.first()


def test_a_picture_is_drawn_anew_without_place_camera_and_what_hides_behind_it(as_editor):
    image = add_image(as_editor, "tuin van Jansen.jpg", jpeg_with_place())
    assert image is not None
    with image.file.open("rb") as file:
        kept = file.read()
    assert b"Jansen" not in kept
    assert b"script" not in kept
    assert "Jansen" not in image.file.name
    with Image.open(io.BytesIO(kept)) as drawn:
        assert not drawn.getexif()
        assert "comment" not in drawn.info
        assert drawn.size == (image.width, image.height) == (60, 40)


def test_what_is_no_picture_or_unfolds_too_far_is_refused(as_editor, settings):
    assert add_image(as_editor, "tekening.svg", DRAWING) is None
    assert add_image(as_editor, "bladzijde.png", PAGE) is None
    assert add_image(as_editor, "stuk.jpg", jpeg_with_place()[:80]) is None
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    assert bomb.tell() < 100_000
    assert add_image(as_editor, "bom.png", bomb.getvalue()) is None


@pytest.mark.parametrize("content", [PAGE, DRAWING, b"%PDF-", b"\0\0\0\x18ftypheic"])
def test_only_a_video_comes_in_the_folder_of_videos(as_editor, content):
    fields = {"title": "x", "collection": Collection.get_first_root_node().pk, "duration": 1}
    as_editor.post("/admin/media/video/add/", fields | {"file": SimpleUploadedFile("film.mp4", content)})
    assert not CmsMedia.objects.exists()


def test_a_video_is_taken(as_editor):
    fields = {"title": "x", "collection": Collection.get_first_root_node().pk, "duration": 1}
    film = SimpleUploadedFile("film.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 60)
    as_editor.post("/admin/media/video/add/", fields | {"file": film})
    assert CmsMedia.objects.count() == 1


CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:04.000\nWelkom.\n"


def add_captions(client: Client, name: str, content: bytes) -> bytes | None:
    """What was kept of them, beside a video that is in order."""
    fields = {"title": "x", "collection": Collection.get_first_root_node().pk, "duration": 1}
    files = {
        "file": SimpleUploadedFile("film.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 60),
        "captions": SimpleUploadedFile(name, content),
    }
    client.post("/admin/media/video/add/", fields | files)
    video = CmsMedia.objects.first()
    if video is None:
        return None
    with video.captions.open("rb") as file:
        return file.read()


@pytest.mark.parametrize(
    "content", [PAGE, b"%PDF-1.7", b"WEBVTT", CAPTIONS.replace(b"04.000", b"00.500"), "é".encode("cp1252")]
)
def test_captions_that_no_player_reads_are_refused_whatever_their_name(as_editor, content):
    assert add_captions(as_editor, "film.vtt", content) is None


def test_captions_are_kept_as_players_read_them(as_editor):
    assert add_captions(as_editor, "film.vtt", b"\xef\xbb\xbf" + CAPTIONS.replace(b"\n", b"\r\n")) == CAPTIONS


def test_captions_with_another_name_are_refused_as_the_server_would_call_them_something_else(as_editor):
    assert add_captions(as_editor, "film.html", CAPTIONS) is None


def test_captions_stay_and_can_be_taken_away_when_the_video_is_changed(as_editor):
    add_captions(as_editor, "film.vtt", CAPTIONS)
    video = CmsMedia.objects.get()
    fields = {"title": "Anders", "collection": video.collection_id, "duration": 1}
    as_editor.post(f"/admin/media/edit/{video.pk}/", fields)
    video.refresh_from_db()
    assert (video.title, bool(video.captions)) == ("Anders", True)
    as_editor.post(f"/admin/media/edit/{video.pk}/", fields | {"captions-clear": "on"})
    video.refresh_from_db()
    assert not video.captions
