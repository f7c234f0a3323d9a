"""Files on the disk that are there whole or not at all, whatever happens while one is written."""

import os
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="config.whole_files.WholeFileStorage")
class WholeFileStorage(FileSystemStorage):
    """Writes a file beside its place and moves it there when it is whole.

    With a full disk Django would leave the half of it under its name. A process that is killed leaves a file
    `.….part`, which no row names; a backup removes it after a day (operations/site_files.py).
    """

    def _save(self, name: str, content: Any) -> str:
        """Raises OSError, and then nothing is left under any name."""
        part = str(PurePosixPath(name).parent / f".{uuid4().hex}.part")
        try:
            super()._save(part, content)  # type: ignore[misc]  # the stubs leave out what is not public
            # A link and not a move: what another just wrote under this name is not replaced.
            while True:
                try:
                    os.link(self.path(part), self.path(name))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            with suppress(OSError):
                os.unlink(self.path(part))
