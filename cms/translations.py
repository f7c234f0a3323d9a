"""A page in another language: the same page of the tree of that language, when it is published there."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.content_version import kept
from cms.site_identity import request_at, site_of


@dataclass(frozen=True)
class Alternate:
    """An address of the same page; `language` is a value of hreflang."""

    language: str
    url: str


def translation_of(page: Page, language: str) -> Page | None:
    """The published page with the same content in `language`; None for the language it has itself."""
    return translations_of(page).get(language)


def translations_of(page: Page) -> dict[str, Page]:
    """The published translations by language, without the page itself. A copy in waiting (alias) is none."""
    return _translations(page.pk)


@kept(most=2000)
def _translations(pk: int) -> dict[str, Page]:
    page = Page.objects.get(pk=pk)
    others = page.get_translations().live().filter(alias_of__isnull=True).select_related("locale")
    return {other.locale.language_code: other for other in others}


def alternates_of(page: Page, request: HttpRequest) -> Sequence[Alternate]:
    """What a search engine has to know of a page in several languages; nothing for a page in one."""
    if not page.pk or not translations_of(page):
        return ()
    return _alternates(page.pk, site_of(request), request.scheme or "", request.get_host())


@kept(most=2000)
def _alternates(pk: int, site: Site | None, scheme: str, host: str) -> tuple[Alternate, ...]:
    request = request_at(site)
    page = Page.objects.select_related("locale").get(pk=pk).specific
    versions = {page.locale.language_code: page, **translations_of(page)}
    default = versions.get(settings.LANGUAGE_CODE, page)
    return tuple(
        Alternate(language, urljoin(f"{scheme}://{host}/", version.get_url(request)))
        for language, version in [*sorted(versions.items()), ("x-default", default)]
    )


@kept(most=100)
def front_pages(site: Site) -> tuple[Page, ...]:
    """The published front page of this site in each language, that of the site itself first."""
    return (site.root_page, *translations_of(site.root_page).values())
