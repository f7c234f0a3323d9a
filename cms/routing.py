"""From an address to a page, and which language an address speaks.

The page tree of the language of the platform stands at the root of the site, that of any other
language below its code: /cursussen/ and /en/courses/. Wagtail walks the tree with a query per level;
here the path as a whole is looked up, and what was found is kept until an editor changes something.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import LocalePrefixPattern
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from cms.content_version import kept
from cms.site_identity import site_of


class ContentLanguagePrefix(LocalePrefixPattern):
    """Writes the language before the address of a page; reading it is left to `serve`.

    Django's own pattern only knows the address in the language of the moment, but somebody who reads the
    menus in English may well open a Dutch page.
    """

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, str]]:
        return path, (), {}


def language_of_path(path: str) -> str:
    """The language whose page tree this path (with or without a slash in front) is in."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in _other_languages() else settings.LANGUAGE_CODE


def _other_languages() -> set[str]:
    return {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES} - {settings.LANGUAGE_CODE}


@login_not_required
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this address; 404 when there is none that is published."""
    page = page_at(request, path)
    if page is None:
        raise Http404
    # Everything in Wagtail that asks for the route of this request is answered by this one.
    request._wagtail_route_for_request = RouteResult(page, (), {})  # type: ignore[attr-defined]
    response: HttpResponse = wagtail_views.serve(request, path)
    return response


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The published page at this path of this site. It is shared between requests: never change it."""
    site = site_of(request)
    if site is None:
        return None
    language = language_of_path(path)
    slugs = [part for part in path.split("/") if part]
    if language != settings.LANGUAGE_CODE:
        slugs = slugs[1:]
    root = _path_of_root(site.pk, language)
    return _published_page("/".join([root.rstrip("/"), *slugs, ""])) if root else None


@kept(most=50)
def _path_of_root(site: int, language: str) -> str:
    """`url_path` of the front page of this site in this language; empty when there is none."""
    front_page = Site.objects.select_related("root_page").get(pk=site).root_page
    translations = front_page.get_translations(inclusive=True).filter(locale__language_code=language)
    return translations.values_list("url_path", flat=True).first() or ""


@kept(most=2000)
def _published_page(url_path: str) -> Page | None:
    page = Page.objects.filter(url_path=url_path).live().first()
    return page.specific if page else None
