"""A file is there whole or not at all: with a full disk, with a disk that is only read, with a name that is taken."""

import errno
import os
import resource
import subprocess
import sys
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import Client

from config.whole_files import WholeFileStorage
from tests.factories.people import make_user

pytestmark = pytest.mark.row("R14")


def names(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def storage(tmp_path) -> WholeFileStorage:
    return WholeFileStorage(location=tmp_path, file_permissions_mode=0o600)


def test_what_is_saved_is_there_with_its_rights_and_nothing_else(storage, tmp_path):
    assert storage.save("evidence/a.pdf", ContentFile(b"whole")) == "evidence/a.pdf"
    with TemporaryUploadedFile("b.pdf", "application/pdf", 5, None) as upload:
        upload.write(b"large")
        upload.flush()
        assert storage.save("evidence/b.pdf", upload) == "evidence/b.pdf"
    assert names(tmp_path) == ["evidence/a.pdf", "evidence/b.pdf"]
    assert (tmp_path / "evidence" / "a.pdf").stat().st_mode & 0o777 == 0o600


def test_a_name_that_was_taken_meanwhile_is_not_replaced(storage, tmp_path):
    storage.save("a.pdf", ContentFile(b"first"))
    with patch.object(storage, "get_available_name", side_effect=["a.pdf", "a_2.pdf"]):
        assert storage.save("a.pdf", ContentFile(b"second")) == "a_2.pdf"
    assert ((tmp_path / "a.pdf").read_bytes(), (tmp_path / "a_2.pdf").read_bytes()) == (b"first", b"second")


FILL = """
import resource, signal, sys
from django.conf import settings
settings.configure()
from django.core.files.base import ContentFile
from config.whole_files import WholeFileStorage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
storage = WholeFileStorage(location=sys.argv[1])
storage.save("small.pdf", ContentFile(b"x" * 1000))
try:
    storage.save("large.pdf", ContentFile(b"x" * 1_000_000))
except OSError as error:
    print(error.errno)
"""


def test_a_write_that_the_system_breaks_off_leaves_nothing(tmp_path):
    """The limit on the size of a file breaks off in the middle, as a full disk does."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path)], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == errno.EFBIG
    assert names(tmp_path) == ["small.pdf"]


class Broken(ContentFile):
    """Half of it can be written."""

    reason = errno.ENOSPC

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(self.reason, os.strerror(self.reason))


def test_without_room_nothing_is_left(storage, tmp_path):
    for reason in (errno.ENOSPC, errno.EROFS, errno.EDQUOT):
        content = Broken(b"")
        content.reason = reason
        with pytest.raises(OSError, match=os.strerror(reason)):
            storage.save("a.pdf", content)
        assert names(tmp_path) == []


@pytest.mark.django_db
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS])
def test_an_upload_without_room_is_told_in_words_and_keeps_no_row(home, settings, tmp_path, reason):
    from django.urls import reverse

    from cms.models import CmsDocument

    settings.MEDIA_ROOT = str(tmp_path)
    client = Client(raise_request_exception=False)
    client.force_login(make_user(is_superuser=True))
    file = ContentFile(b"a document", name="stuk.txt")
    with patch("config.whole_files.os.link", side_effect=OSError(reason, "no room")):
        response = client.post(reverse("wagtaildocs:add"), {"title": "Stuk", "file": file})

    assert response.status_code == 507
    assert "Er is niets van het bestand bewaard." in response.content.decode()
    assert (CmsDocument.objects.count(), names(tmp_path)) == (0, [])
