"""The one file of a backup: a tar of database, files and manifest, compressed, perhaps encrypted, read as a stream."""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .encryption import DecryptingReader, EncryptingWriter, is_encrypted
from .errors import BackupError
from .manifest import MANIFEST, Manifest, manifest_from, refuse_strange

BLOCK = 1024 * 1024
# Much of what is kept is compressed already; more effort takes minutes and gains little.
_COMPRESSION = 3
Take = Callable[[str, IO[bytes]], None]


class _Hashed(io.RawIOBase):
    """Reads from `source` and remembers the SHA-256 of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._hash = source, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._hash.update(data)
        return data

    def read_on(self) -> None:
        """Also what nobody asked for."""
        while self.read(BLOCK):
            pass

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class Archive:
    """A backup that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Raises FileNotFoundError, before anything is written, when the file is gone by now."""
        with path.open("rb") as file:
            info = self._tar.gettarinfo(arcname=name, fileobj=file)
            hashed = _Hashed(file)
            self._tar.addfile(info, hashed)
        self.files[name] = hashed.sha256

    def finish(self, manifest: Manifest) -> None:
        """The manifest comes last, because only then everything is known."""
        content = manifest.as_json()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(content)
        self._tar.addfile(info, io.BytesIO(content))


@contextmanager
def writing(sink: IO[bytes], secret: bytes | None) -> Iterator[Archive]:
    encrypted = EncryptingWriter(sink, secret) if secret else None
    with (
        gzip.GzipFile(fileobj=encrypted or sink, mode="wb", compresslevel=_COMPRESSION, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        yield Archive(tar)
    if encrypted:
        encrypted.finish()


def read_through(path: Path, secret: bytes | None, take: Take) -> Manifest:
    """Hold every file against the manifest, and give each to `take` on the way.

    Raises BackupError when anything is missing, changed or too much. `take` got files by then: what it keeps counts
    only when this returns.
    """
    found: dict[str, str] = {}
    manifest = None
    for name, file in _members(path, secret):
        refuse_strange(name)
        if name == MANIFEST:
            manifest = manifest_from(file.read())
            continue
        hashed = _Hashed(file)
        take(name, hashed)  # type: ignore[arg-type]
        hashed.read_on()
        found[name] = hashed.sha256
    if manifest is None or found != manifest.files:
        raise BackupError("The backup is not whole: its files are not those of its manifest.")
    return manifest


def _members(path: Path, secret: bytes | None) -> Iterator[tuple[str, IO[bytes]]]:
    try:
        with (
            path.open("rb") as stored,
            gzip.GzipFile(fileobj=_opened(stored, secret)) as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file is None:
                    raise BackupError("The archive has more than plain files; nothing was restored.")
                yield member.name, file
    except FileNotFoundError as error:
        raise BackupError(f"There is no file {path}.") from error
    except (EOFError, tarfile.TarError, zlib.error, gzip.BadGzipFile) as error:
        raise BackupError("The backup is damaged: it ends too early, or is no backup at all.") from error


def _opened(stored: IO[bytes], secret: bytes | None) -> IO[bytes]:
    if not is_encrypted(stored):
        return stored
    if secret is None:
        raise BackupError("The backup is encrypted; name the file with its key: --key-file.")
    return io.BufferedReader(DecryptingReader(stored, secret))  # type: ignore[type-var]
