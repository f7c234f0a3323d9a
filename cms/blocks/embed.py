"""A video on somebody else's site."""

from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .checked import CheckedBlock, Errors

# Address of the site -> the name readers know.
PROVIDERS = {
    "www.youtube-nocookie.com": "YouTube",
    "www.youtube.com": "YouTube",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo",
}


def provider_of(url: str) -> str:
    """ "YouTube" or "Vimeo"; empty for any other address, and for one that is not https."""
    parts = urlsplit(url)
    return PROVIDERS.get(parts.hostname or "", "") if parts.scheme == "https" else ""


class EmbedValue(blocks.StructValue):
    @property
    def provider(self) -> str:
        return provider_of(self["url"] or "")


class EmbedBlock(CheckedBlock):
    """A link out, with a word about privacy; never a frame.

    A player in the page would send the reader's address to the provider, needs an exception in the content
    security policy (frame-src) for every lesson, and does not work without JavaScript. A link asks nothing of
    anybody until someone follows it, and what happens then is said beforehand. Our own videos are VideoBlock.
    """

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    url = blocks.URLBlock(label=_("Address"), help_text=_("The page of the video at YouTube or Vimeo."))
    text = blocks.TextBlock(
        label=_("What is told in it"),
        rows=3,
        help_text=_("For who stays on this site, or cannot see the video."),
    )

    class Meta:
        icon = "link-external"
        label = _("Video elsewhere")
        description = _("A link to a video at YouTube or Vimeo, with a word about privacy")
        template = "blocks/embed.html"
        value_class = EmbedValue
        preview_value = {
            "title": "Wat is een sociale onderneming?",
            "url": "https://www.youtube-nocookie.com/embed/voorbeeld",
            "text": "Drie ondernemers vertellen in twee minuten waarom zij hun bedrijf begonnen.",
        }

    def errors_of(self, value: blocks.StructValue) -> Errors:
        message: Promise = _("Only videos at YouTube or Vimeo are allowed, with an address that starts with https://.")
        return {} if value.provider else {"url": message}
