"""Pictures on paper: any picture of the site as a small PNG, and a page of a PDF as a picture."""

import hashlib
import io
import threading
from typing import IO

from PIL import Image, ImageOps

# 15 by 7.5 cm at 200 dots an inch; no logo or signature is printed larger.
LARGEST = (1200, 600)

# PDFium may be called by one thread at a time.
_one_at_a_time = threading.Lock()


class UnreadablePictureError(Exception):
    """It is no picture, or one that is too large to open."""


def printed_picture(file: IO[bytes]) -> bytes:
    """The picture as PNG on white, no larger than LARGEST. Raises UnreadablePictureError.

    Flat, since transparency is what PDF/A and PDF/UA are strict about. Drawn anew, so that nothing
    that was hidden in the file goes along. Too many pixels are refused by the header (cms/apps.py).
    """
    try:
        with Image.open(file, formats=("PNG", "JPEG", "WEBP")) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadablePictureError(str(error)) from error
    upright.thumbnail(LARGEST, Image.Resampling.LANCZOS)
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    return _as_png(flat)


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def picture_of_page(pdf: bytes, scale: float = 2) -> bytes:
    """The first page as PNG; scale 1 is 72 dots an inch."""
    # Only editors who look at a preview need it.
    import pypdfium2

    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return _as_png(document[0].render(scale=scale).to_pil())
        finally:
            document.close()


def _as_png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
