"""The file that an editor is looking at before importing it: kept out of reach of others, and not for long."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils import timezone

from .entries import Data, Reading
from .formats import read_file

FOLDER = "question-import"
SESSION_KEY = "question_import"
# Somebody who looks away for longer chooses the file again.
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Upload:
    """path: in private storage. mark: of its bytes, so that what is imported is what was shown."""

    path: str
    name: str
    kind: str
    windows: bool
    defaults: Data
    mark: str

    def read(self) -> Reading:
        """Raises UnusableFileError, and OSError when the file is gone."""
        with _storage().open(self.path) as file:
            return read_file(self.name, file.read(), self.kind, windows=self.windows)


def _storage() -> Storage:
    return storages["private"]


def keep(
    session: SessionBase, name: str, content: bytes, kind: str, defaults: Data, *, windows: bool = False
) -> Upload:
    """Instead of what the same person chose before."""
    forget(session)
    _remove_old_files()
    path = _storage().save(f"{FOLDER}/{uuid4()}", ContentFile(content))
    mark = hashlib.sha256(content + repr((kind, windows, defaults)).encode()).hexdigest()
    upload = Upload(path, name[:200], kind, windows, defaults, mark)
    session[SESSION_KEY] = asdict(upload)
    return upload


def kept(session: SessionBase) -> Upload | None:
    """None when nothing was chosen, or too long ago."""
    data: dict[str, Any] | None = session.get(SESSION_KEY)
    upload = Upload(**data) if data else None
    return upload if upload and _storage().exists(upload.path) else None


def forget(session: SessionBase) -> None:
    data = session.pop(SESSION_KEY, None)
    if data:
        _storage().delete(data["path"])


def _remove_old_files() -> None:
    storage = _storage()
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for path in (f"{FOLDER}/{name}" for name in names):
        if storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
            storage.delete(path)
