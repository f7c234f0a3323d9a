"""A picture of somebody from outside: looked at by what is in it, drawn anew, kept as an image of the site.

Drawn anew, so that nothing that was in the file beside the picture (a place, a camera, a program) goes along.
"""

import io
import zlib
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .models import CmsImage

LARGEST_FILE = 20 * 1024 * 1024
# Pixels on the long side of what is kept: a screen shows no more.
LONGEST_SIDE = 2400
LONGEST_WORDS = 255
FORMATS = ("JPEG", "PNG", "WEBP")
# Above this many colours it is a photograph, which JPEG keeps ten times smaller; below, a drawing with sharp edges.
COLOURS_OF_A_DRAWING = 2**14
# The first brand in the file (ISO/IEC 23008-12): what telephones call HEIC or HEIF.
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
TOO_MANY_PIXELS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What Pillow raises about a file that is not what it says.
BROKEN = (OSError, ValueError, SyntaxError, TypeError, EOFError, IndexError, OverflowError, MemoryError, zlib.error)


class PictureRefusedError(Exception):
    """The message is one sentence for who sent the picture: what to do."""


def picture_from(upload: UploadedFile, title: str, alt: str, by: AbstractBaseUser) -> CmsImage:
    """Keep the picture with `alt` as its words for who cannot see it. Raises PictureRefusedError.

    JPEG, PNG or WebP of at most 20 MB and 40 million pixels; kept as JPEG or PNG, upright, without metadata.
    """
    words = " ".join(alt.split())
    if not words:
        raise PictureRefusedError(_("Describe what can be seen in the picture, for people who cannot see it."))
    if len(words) > LONGEST_WORDS:
        raise PictureRefusedError(_("Describe the picture in at most %(most)s characters.") % {"most": LONGEST_WORDS})
    name, content = drawn_anew(upload)
    image = CmsImage(title=title[:LONGEST_WORDS], description=words, uploaded_by_user=by)
    image.file = ContentFile(content, name=name)
    image._set_image_file_metadata()
    image.save()
    return image


def drawn_anew(upload: UploadedFile) -> tuple[str, bytes]:
    """Name and content of what is kept of an uploaded picture. Raises PictureRefusedError."""
    return _kept_as(_opened(upload))


def _opened(upload: UploadedFile) -> Image.Image:
    """The upright picture, no larger than LONGEST_SIDE, in colours that both formats know."""
    if (upload.size or 0) > LARGEST_FILE:
        raise PictureRefusedError(_("This picture is larger than 20 MB. Make it smaller and add it again."))
    _refuse_heic(upload)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            _refuse_too_many_pixels(picture.size)
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            upright = ImageOps.exif_transpose(picture)
            return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except TOO_MANY_PIXELS as error:
        raise _too_many_pixels() from error
    except BROKEN as error:
        raise PictureRefusedError(
            _("This file cannot be opened as a picture. Add a JPEG, PNG or WebP picture.")
        ) from error


def _refuse_heic(upload: IO[bytes] | UploadedFile) -> None:
    upload.seek(0)
    beginning = upload.read(12)
    upload.seek(0)
    if beginning[4:8] == b"ftyp" and beginning[8:12] in HEIC_BRANDS:
        raise PictureRefusedError(
            _(
                "This is a HEIC picture, as an iPhone makes, which most browsers cannot show. Make a JPEG of it and "
                "add that: open the picture on your telephone, choose “Share”, then “Options” and “Most compatible”, "
                "or mail it to yourself."
            )
        )


def _refuse_too_many_pixels(size: tuple[int, int]) -> None:
    """By the header, before anything is unfolded in memory."""
    width, height = size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> PictureRefusedError:
    return PictureRefusedError(
        _(
            "This picture has more than 40 million pixels, too many to open. Make it smaller, for example "
            "4000 by 3000 pixels, and add it again."
        )
    )


def _kept_as(picture: Image.Image) -> tuple[str, bytes]:
    """Name and content of the file. The name tells nothing: that of the upload may name a person."""
    # A new picture: Pillow writes along what an opened one knows about itself.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    written = io.BytesIO()
    if picture.mode == "RGBA" or picture.getcolors(COLOURS_OF_A_DRAWING):
        bare.save(written, "PNG", optimize=True)
        return f"{uuid4().hex}.png", written.getvalue()
    bare.save(written, "JPEG", quality=88, optimize=True, progressive=True)
    return f"{uuid4().hex}.jpg", written.getvalue()
