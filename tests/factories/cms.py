"""Pages, sources and looks in tests."""

from datetime import date
from itertools import count

from wagtail.models import Site

from cms.models import Branding, Source, StandardPage

from .site import make_site

_numbers = count(1)


def make_page(title: str = "", **fields: object) -> StandardPage:
    """A published page of text below the front page."""
    number = next(_numbers)
    return make_site().add_child(
        instance=StandardPage(title=title or f"Pagina {number}", slug=fields.pop("slug", f"pagina-{number}"), **fields)
    )


def make_source(**fields: object) -> Source:
    number = next(_numbers)
    known = {
        "key": f"bron-{number}",
        "kind": Source.Kind.LAW,
        "title": "Aanbestedingswet 2012",
        "article": "artikel 2.82",
        "publisher": "Overheid.nl",
        "url": "https://wetten.example/aw2012",
        "text_date": date(2025, 9, 1),
        "checked_on": date(2026, 11, 23),
    }
    return Source.objects.create(**{**known, **fields})


def make_branding(**fields: object) -> Branding:
    make_site()
    return Branding.objects.create(site=Site.objects.get(is_default_site=True), **fields)
