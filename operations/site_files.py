"""The folders of the site that belong in a backup, and writing a file into them whole or not at all."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import IO

from django.conf import settings

from .archive import BLOCK
from .manifest import MEDIA, PRIVATE


def folders() -> dict[str, Path]:
    """Where the files are, per first part of their name in the archive; nowhere here when they are in buckets."""
    if settings.FILES_ARE_IN_BUCKETS:
        return {}
    return {MEDIA: Path(settings.MEDIA_ROOT), PRIVATE: Path(settings.PRIVATE_MEDIA_ROOT)}


def all_files() -> Iterator[tuple[str, Path]]:
    """Every file, with its name in the archive; not one that is being written."""
    for first, folder in folders().items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".part":
                yield f"{first}/{path.relative_to(folder).as_posix()}", path


def remove_half_files(older_than: float) -> int:
    """Remove what a process that was killed was writing (config/whole_files.py), by the age in seconds."""
    before = time.time() - older_than
    found = [path for folder in folders().values() for path in folder.rglob(".*.part")]
    half = [path for path in found if path.stat().st_mtime < before]
    for path in half:
        path.unlink()
    return len(half)


def put_back(name: str, content: IO[bytes]) -> None:
    """Write the file where its name in the archive says. Private ones are for the own account only."""
    first, _slash, rest = name.partition("/")
    path = folders()[first] / rest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700 if first == PRIVATE else 0o755)
    part = path.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            part.chmod(0o600 if first == PRIVATE else 0o644)
            while block := content.read(BLOCK):
                file.write(block)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def remove_others(names: set[str]) -> int:
    """Remove the files that are not among these; returns how many."""
    others = [path for name, path in all_files() if name not in names]
    for path in others:
        path.unlink()
        # The folder goes when it is empty.
        with suppress(OSError):
            path.parent.rmdir()
    return len(others)
