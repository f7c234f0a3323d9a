"""Which files count as proof, and what is kept of them. What a file is, its content says, never its name.

A picture is drawn anew, so that where and with what it was taken is gone. A PDF is kept as it is: it
is only ever given out as a file to save (people/private_files.py), never shown as a page of ours.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from certificates.printable import printable

LARGEST_FILE = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000

_PDF = "application/pdf"
_EXTENSIONS = {_PDF: "pdf", "image/png": "png", "image/jpeg": "jpg"}
_PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_LONGEST_NAME = 100


class UnacceptableError(Exception):
    """This file is not accepted. The text is for who handed it in, in the language that is active."""


@dataclass(frozen=True)
class Paper:
    """What is kept of a file that was accepted."""

    content: bytes
    content_type: str
    file_name: str

    @property
    def extension(self) -> str:
        return _EXTENSIONS[self.content_type]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def accepted(content: bytes, file_name: str) -> Paper:
    """The paper to keep of an uploaded file. Raises UnacceptableError."""
    refuse_size(len(content))
    if content.startswith(b"%PDF-"):
        return _paper(content, _PDF, file_name)
    kind = next((kind for start, kind in _PICTURES.items() if content.startswith(start)), None)
    if kind is None:
        raise UnacceptableError(
            _("This is not a PDF, PNG or JPEG. Save the file as a PDF, or make a photo or screenshot of it.")
        )
    return _paper(_drawn_anew(content, kind), f"image/{kind.lower()}", file_name)


def refuse_size(size: int) -> None:
    """Raises UnacceptableError when a file of so many bytes is too large."""
    if size > LARGEST_FILE:
        raise UnacceptableError(_("This file is larger than 10 MB. Make it smaller, or choose another file."))


def _paper(content: bytes, content_type: str, file_name: str) -> Paper:
    stem = printable(PurePath(file_name).stem)[:_LONGEST_NAME].strip(" .") or _("evidence")
    return Paper(content, content_type, f"{stem}.{_EXTENSIONS[content_type]}")


def _drawn_anew(content: bytes, kind: str) -> bytes:
    """The same picture, upright, with nothing beside it. Raises UnacceptableError."""
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_many_pixels()
            ImageOps.exif_transpose(picture, in_place=True)
            return _saved(picture, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_many_pixels() from bomb
    except UnacceptableError:
        raise
    except Exception as broken:
        # Each decoder has errors of its own; they all mean that nobody could look at it.
        raise UnacceptableError(_("This picture cannot be opened. Save it again, or choose another file.")) from broken


def _saved(picture: Image.Image, kind: str) -> bytes:
    drawn = picture.convert("RGBA" if kind == "PNG" and picture.has_transparency_data else "RGB")
    # Comments, place, camera and colour profile; some of them would be written again.
    drawn.info = {}
    file = BytesIO()
    drawn.save(file, kind)
    return file.getvalue()


def _too_many_pixels() -> UnacceptableError:
    return UnacceptableError(
        _("This picture has more than 40 million pixels. Make it smaller, or choose another file.")
    )
