"""Adding a picture in the Wagtail admin: it is drawn anew, as every picture that comes in (cms/pictures.py)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from .pictures import BROKEN, PictureRefusedError, drawn_anew


class ImageForm(BaseImageForm):
    """Says what to do about a picture that is refused before it is opened (WAGTAILIMAGES_MAX_IMAGE_PIXELS)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].error_messages["file_too_many_pixels"] = _(
                "This picture has more than 40 million pixels, too many to open. Make it smaller, for example "
                "4000 by 3000 pixels, and add it again."
            )
            self.fields["file"].to_python = _or_refused(self.fields["file"].to_python)

    def clean_file(self) -> File | None:
        """Without the place and the camera that were in it, and without what was hidden behind the picture."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None or "file" not in self.changed_data:
            return upload
        try:
            name, content = drawn_anew(upload)
        except PictureRefusedError as refusal:
            raise ValidationError(str(refusal), code="invalid_image") from refusal
        return SimpleUploadedFile(name, content, f"image/{name.rpartition('.')[2].replace('jpg', 'jpeg')}")


def _or_refused(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, with a sentence for a broken picture: Wagtail lets what Pillow raises about its metadata pass."""

    def to_python(data: Any) -> Any:
        try:
            return read(data)
        except BROKEN as error:
            raise ValidationError(
                gettext("This file cannot be opened as a picture. Add a JPEG, PNG or WebP picture."),
                code="invalid_image",
            ) from error

    return to_python
