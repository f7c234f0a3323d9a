"""Pictures within a file: read from base64, and checked before anything draws them."""

import base64
import binascii
import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_PIXELS = 40_000_000
FORMATS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}


class UnusablePictureError(ValueError):
    """A picture that is not taken over. Its text is a sentence."""


def decoded_picture(encoded: str) -> bytes:
    """The bytes of a picture. Raises UnusablePictureError."""
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnusablePictureError(_("it is damaged")) from None
    picture_extension(content)
    return content


def picture_extension(content: bytes) -> str:
    """How the name of such a file ends. Raises UnusablePictureError for what is no picture or too large.

    Size and kind come from the first bytes; the points are not unpacked, so a small file cannot fill the memory.
    """
    if len(content) > MAXIMUM_BYTES:
        raise UnusablePictureError(_("it is larger than %(size)s MB") % {"size": MAXIMUM_BYTES // 1024 // 1024})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(FORMATS)) as image:
                width, height = image.size
                kind = image.format or ""
                if width * height > MAXIMUM_PIXELS:
                    raise UnusablePictureError(_("it has more than 40 million points"))
                image.verify()
    except UnusablePictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusablePictureError(_("it has more than 40 million points")) from None
    # Pillow's readers raise whatever they stumble over in a hostile file.
    except Exception:
        raise UnusablePictureError(_("it is not a PNG, JPEG, GIF or WebP picture, or it is damaged")) from None
    return FORMATS[kind]
