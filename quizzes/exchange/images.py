"""Pictures of questions: from a file into the library of images, and out of it again."""

import base64
from hashlib import sha1
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.text import slugify

from cms.models import CmsImage

from .entries import Data
from .pictures import decoded_picture, picture_extension


def image_of(picture: Data, user: Any = None) -> tuple[CmsImage, bool]:
    """The image with these bytes and this description, made when the library does not have it yet; and whether it was.

    Raises UnusablePictureError.
    """
    content = decoded_picture(picture.get("data", ""))
    description = picture.get("description", "")[:255]
    # Wagtail's own mark of a file; it keeps nothing safe.
    file_hash = sha1(content, usedforsecurity=False).hexdigest()
    existing = CmsImage.objects.filter(file_hash=file_hash, description=description).first()
    if existing:
        return existing, False
    title = PurePosixPath(picture.get("name", "") or "plaatje").name[:200]
    name = f"{slugify(PurePosixPath(title).stem)[:60] or 'plaatje'}.{picture_extension(content)}"
    image = CmsImage(title=title, description=description, file=ContentFile(content, name), uploaded_by_user=user)
    image._set_image_file_metadata()
    image.save()
    return image, True


def picture_of(image: models.Model | None) -> Data | None:
    """What an entry has of an image; None without one, or when its file is gone."""
    if not isinstance(image, CmsImage):
        return None
    try:
        with image.open_file() as file:
            content = file.read()
    except OSError:
        return None
    name = PurePosixPath(image.file.name).name
    return {"name": name, "description": image.description, "data": base64.b64encode(content).decode("ascii")}
