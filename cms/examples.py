"""Stand-ins for what a block shows in the block picker and in the style guide: nothing here is in the database."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def example_source(**fields: Any) -> Any:
    """A source that is not saved."""
    known = {
        "key": "voorbeeld",
        "kind": "law",
        "title": "Aanbestedingswet 2012",
        "article": "artikel 2.82",
        "publisher": "Overheid.nl",
        "url": "https://wetten.overheid.nl/BWBR0032203/",
        "text_date": date(2026, 1, 1),
        "checked_on": date(2026, 11, 23),
    }
    return apps.get_model("cms", "Source")(**{**known, **fields})


def example_term(**fields: Any) -> Any:
    """A term of the glossary that is not saved."""
    return apps.get_model("cms", "Term")(**fields)


@dataclass(frozen=True)
class ExampleRendition:
    width: int

    @property
    def url(self) -> str:
        return static("img/hero.svg")

    def img_tag(self, attrs: dict[str, Any] | None = None) -> SafeString:
        return format_html("<img{}>", flatatt({"src": self.url, **(attrs or {})}))


class ExampleImage:
    """Behaves like an image where the image tags of Wagtail ask something of it."""

    def get_rendition(self, _filter: Any) -> ExampleRendition:
        return ExampleRendition(width=800)

    def get_renditions(self, *filters: Any) -> dict[str, ExampleRendition]:
        return {str(number): ExampleRendition(width=400 * (number + 1)) for number, _filter in enumerate(filters)}


@dataclass(frozen=True)
class ExampleFile:
    url: str = "/static/img/hero.svg"


@dataclass(frozen=True)
class ExampleVideo:
    """A video without a film: the player stays empty, its captions and transcript show where they stand."""

    url: str = ""
    captions: ExampleFile | None = None
    thumbnail: ExampleFile | None = None
    sources: list[dict[str, str]] = field(default_factory=list)
    transcript: str = "<p>Mireille: ‘Wij begonnen met vier mensen. Nu werken er 46.’</p>"


@dataclass(frozen=True)
class ExampleDocument:
    """A document without a file."""

    title: str = "Checklist voorbehouden opdracht"
    url: str = "/static/img/hero.svg"
    file_extension: str = "pdf"

    def get_file_size(self) -> int:
        """Bytes."""
        return 245_760
