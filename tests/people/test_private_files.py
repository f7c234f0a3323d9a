"""Files for some people only: sent by the platform, or by the web server in front when it says so."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.http import HttpResponse
from django.test import RequestFactory

from guests.video_answer import video_answer
from people.private_files import private_file

pytestmark = pytest.mark.row("B25")


class Stored:
    """A file on one of the storages, as a field of a row has it."""

    instance = SimpleNamespace(pk=1, _meta=SimpleNamespace(model_name="bewijs"))

    def __init__(self, storage, name: str, content: bytes) -> None:
        self.storage = storage
        self.name = storage.save(name, ContentFile(content))
        self.size = len(content)

    def open(self, mode: str):
        return self.storage.open(self.name, mode)


def given(stored: Stored, name: str = "bewijs.pdf") -> HttpResponse:
    return private_file(RequestFactory().get("/"), stored, name, "application/pdf", "/terug/")


def looks_safe(response: HttpResponse) -> bool:
    return (
        response["Content-Disposition"].startswith("attachment")
        and response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        and response["X-Content-Type-Options"] == "nosniff"
        and response["Cache-Control"] == "private, no-store"
    )


def test_without_a_web_server_that_sends_the_platform_does(settings):
    settings.PRIVATE_FILES_ACCEL = ""
    response = given(Stored(storages["private"], "evidence/a.pdf", b"%PDF-a"))
    assert b"".join(response.streaming_content) == b"%PDF-a"
    assert "X-Accel-Redirect" not in response
    assert looks_safe(response)


def test_a_web_server_is_told_which_file_and_nothing_is_sent(settings):
    settings.PRIVATE_FILES_ACCEL = "/niet-van-buiten/"
    stored = Stored(storages["private"], "evidence/b c.pdf", b"%PDF-b")
    response = given(stored, "Bewijs — één.pdf")
    assert response["X-Accel-Redirect"] == f"/niet-van-buiten/private/{stored.name.replace(' ', '%20')}"
    assert response.content == b""
    assert response["Content-Type"] == "application/pdf"
    assert "filename*=utf-8''Bewijs" in response["Content-Disposition"]
    assert looks_safe(response)


def test_a_document_of_the_site_is_looked_for_in_the_other_folder(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.PRIVATE_FILES_ACCEL = "/niet-van-buiten/"
    stored = Stored(default_storage, "documents/brief.pdf", b"%PDF-")
    assert given(stored)["X-Accel-Redirect"] == "/niet-van-buiten/media/documents/brief.pdf"


def test_a_name_cannot_lead_the_web_server_elsewhere(settings):
    settings.PRIVATE_FILES_ACCEL = "/niet-van-buiten/"
    stored = Stored(storages["private"], "evidence/a.pdf", b"%PDF-")
    stored.open = lambda mode: ContentFile(b"%PDF-")
    stored.name = "evidence/a.pdf\r\nX-Other: 1?#"
    response = given(stored)
    assert "\n" not in response["X-Accel-Redirect"]
    assert response["X-Accel-Redirect"].endswith("a.pdf%0D%0AX-Other%3A%201%3F%23")


def test_a_recording_is_sent_by_the_web_server_too(settings):
    settings.PRIVATE_FILES_ACCEL = "/niet-van-buiten/"
    stored = Stored(storages["private"], "sessions/film.mp4", b"x" * 100)
    response = video_answer(stored, "video/mp4", "bytes=0-9")
    assert response["X-Accel-Redirect"].startswith("/niet-van-buiten/private/sessions/film")
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/mp4"
