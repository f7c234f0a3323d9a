"""What stands in the menu, the footer and the breadcrumbs; all of it comes from the page tree.

The tree in the language of the platform decides what is in a menu. Who reads the interface in another
language gets the translation of each page where there is one.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from wagtail.models import Page, Site

from cms.content_version import kept
from cms.models import StandardPage
from cms.site_identity import site_of
from cms.translations import translation_of

HELP_SLUG = "hulp"


@dataclass(frozen=True)
class Link:
    """A page to go to; `language` is that of its title."""

    title: str
    url: str
    language: str


@dataclass(frozen=True)
class MenuItem:
    """current is the value of aria-current: "page" for this page, "true" for one above it, "" otherwise."""

    title: str
    url: str
    current: str = ""
    language: str = ""


@dataclass(frozen=True)
class Menus:
    """The menus of one site in one language; `front` is the address of its front page."""

    front: str
    main: tuple[Link, ...]
    footer: tuple[Link, ...]
    help: tuple[Link, ...]


def main_menu(request: HttpRequest) -> list[MenuItem]:
    """Published pages below the front page that an editor put in the menu."""
    return _items(_menus_of(request).main, request)


def footer_menu(request: HttpRequest) -> list[MenuItem]:
    """Text pages that an editor put in the footer; help is left out, since it has its own place on top."""
    return _items(_menus_of(request).footer, request)


def help_item(request: HttpRequest) -> MenuItem | None:
    """The page with help, at the same place on every page (WCAG 2.2, 3.2.6)."""
    return next(iter(_items(_menus_of(request).help, request)), None)


def front_page_url(request: HttpRequest) -> str:
    return _menus_of(request).front


def breadcrumbs(page: Page, request: HttpRequest) -> list[MenuItem]:
    """The pages above `page`, from the front page down; empty for the front page itself."""
    site = site_of(request)
    if site is None or page.depth <= site.root_page.depth:
        return []
    front, *above = _links_above(page.path, site)
    first = MenuItem(title=gettext("Front page"), url=front.url)
    return [first, *(MenuItem(title=link.title, url=link.url) for link in above)]


@kept(most=2000)
def _links_above(path: str, site: Site) -> tuple[Link, ...]:
    """The published pages above this path, beginning with the front page of its language."""
    above = [path[:end] for end in range(Page.steplen * site.root_page.depth, len(path), Page.steplen)]
    pages = Page.objects.filter(path__in=above).live().select_related("locale").order_by("path")
    return tuple(_link(page, site) for page in pages)


def _menus_of(request: HttpRequest) -> Menus:
    site = site_of(request)
    return _menus(site, str(get_language())) if site else Menus("/", (), (), ())


@kept(most=100)
def _menus(site: Site, language: str) -> Menus:
    in_menu = Page.objects.child_of(site.root_page).live().public().in_menu().select_related("locale")
    pages = StandardPage.objects.descendant_of(site.root_page).live().public().filter(show_in_footer=True)
    in_footer = [
        (page.slug == HELP_SLUG, _link(page, site, language))
        for page in pages.select_related("locale").order_by("path")
    ]
    return Menus(
        front=_link(site.root_page, site, language).url,
        main=tuple(_link(page, site, language) for page in in_menu.order_by("path")),
        footer=tuple(link for is_help, link in in_footer if not is_help),
        help=tuple(link for is_help, link in in_footer if is_help),
    )


def _link(page: Page, site: Site, language: str = "") -> Link:
    shown = translation_of(page, language) or page
    return Link(shown.title, shown.get_url(current_site=site) or "", shown.locale.language_code)


def _items(links: tuple[Link, ...], request: HttpRequest) -> list[MenuItem]:
    return [MenuItem(link.title, link.url, _current(link.url, request.path), link.language) for link in links]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if url and path.startswith(url) else ""
