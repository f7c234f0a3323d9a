"""Our own video, never an embed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtailmedia.blocks import VideoChooserBlock

from cms.examples import ExampleVideo


class VideoBlock(blocks.StructBlock):
    """Refused without captions and transcript (WCAG 2.2, 1.2.2 and 1.2.3)."""

    video = VideoChooserBlock(label=_("Video"))
    title = blocks.CharBlock(label=_("Title"), max_length=150)

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video with captions and a transcript")
        template = "blocks/video.html"

    def get_preview_value(self) -> blocks.StructValue:
        return self._to_struct_value({"video": ExampleVideo(), "title": "Een dag bij De Groenwerkers"})

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not cleaned["video"].captions or not cleaned["video"].transcript:
            message = _("This video has no captions or no transcript yet. Add them to the video first.")
            raise StructBlockValidationError(block_errors={"video": ValidationError(message)})
        return cleaned
