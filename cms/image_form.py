"""Adding a picture in the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Says what to do about a picture that is refused before it is opened (WAGTAILIMAGES_MAX_IMAGE_PIXELS)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].error_messages["file_too_many_pixels"] = _(
                "This picture has more than 40 million pixels, too many to open. Make it smaller, for example "
                "4000 by 3000 pixels, and add it again."
            )
