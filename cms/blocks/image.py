"""A picture with words for who does not see it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms.examples import ExampleImage


class ImageBlock(blocks.StructBlock):
    """Alternative text is asked; leaving it out is an explicit choice (WCAG 2.2, 1.1.1)."""

    image = ImageChooserBlock(label=_("Image"))
    alternative_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the picture tells, for people who do not see it."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Only decoration"), required=False, help_text=_("The picture tells nothing that the text does not.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with alternative text")
        template = "blocks/image.html"

    def get_preview_value(self) -> blocks.StructValue:
        values = {"image": ExampleImage(), "alternative_text": "Een brug van blokken tussen stadhuis en werkplaats."}
        return self._to_struct_value(values | {"decorative": False, "caption": "Samen bouwen aan een brug."})

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["alternative_text"] and not cleaned["decorative"]:
            message = _("Write what the picture tells, or tick that it is only decoration.")
            raise StructBlockValidationError(block_errors={"alternative_text": ValidationError(message)})
        return cleaned
