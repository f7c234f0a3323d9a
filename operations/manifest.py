"""What a backup says of itself, so that a restore can be held against it."""

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from .errors import BackupError

FORMAT = 1
# The first part of the name of a file in the archive says where it belongs.
DATABASE, MEDIA, PRIVATE, MANIFEST = "database", "media", "private", "manifest.json"


@dataclass
class Manifest:
    """One backup.

    made_at: ISO 8601 in UTC, the moment of the copy of the database. engine: sqlite or postgresql. migrations: names
    as "app.0001_initial". rows: per table. files: SHA-256 per name in the archive.
    """

    made_at: str
    engine: str
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, str]
    format: int = FORMAT

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def manifest_from(content: bytes) -> Manifest:
    """Raises BackupError for what is no manifest that this version can read."""
    try:
        values: dict[str, Any] = json.loads(content)
        manifest = Manifest(**values)
    except (ValueError, TypeError) as error:
        raise BackupError("The backup has no manifest that this version can read.") from error
    if manifest.format != FORMAT:
        raise BackupError(f"The backup has format {manifest.format}; this version reads format {FORMAT} only.")
    return manifest


def refuse_strange(name: str) -> None:
    """Raises BackupError for a name that leads outside the folders it belongs in."""
    parts = PurePosixPath(name).parts
    known = name in (DATABASE, MANIFEST) or (len(parts) > 1 and parts[0] in (MEDIA, PRIVATE))
    if not known or ".." in parts or "\0" in name or "\\" in name:
        raise BackupError("The archive has a file that does not belong in a backup; nothing was restored.")
