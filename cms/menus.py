"""What stands in the menu, the footer and the breadcrumbs; all of it comes from the page tree."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.models import Page

from cms.models import StandardPage
from cms.site_identity import site_of

HELP_SLUG = "hulp"


@dataclass(frozen=True)
class MenuItem:
    """current is the value of aria-current: "page" for this page, "true" for one above it, "" otherwise."""

    title: str
    url: str
    current: str = ""


def main_menu(request: HttpRequest) -> list[MenuItem]:
    """Published pages below the front page that an editor put in the menu."""
    site = site_of(request)
    if site is None:
        return []
    pages = Page.objects.child_of(site.root_page).live().public().in_menu().order_by("path")
    return [_item(page, request) for page in pages]


def footer_menu(request: HttpRequest) -> list[MenuItem]:
    """Text pages that an editor put in the footer; help is left out, since it has its own place on top."""
    return [_item(page, request) for page in _footer_pages(request) if page.slug != HELP_SLUG]


def help_item(request: HttpRequest) -> MenuItem | None:
    """The page with help, at the same place on every page (WCAG 2.2, 3.2.6)."""
    return next((_item(page, request) for page in _footer_pages(request) if page.slug == HELP_SLUG), None)


def breadcrumbs(page: Page, request: HttpRequest) -> list[MenuItem]:
    """The pages above `page`, from the front page down; empty for the front page itself."""
    site = site_of(request)
    if site is None:
        return []
    above = page.get_ancestors().descendant_of(site.root_page).live()
    pages = [MenuItem(title=ancestor.title, url=ancestor.get_url(request) or "") for ancestor in above]
    is_front_page = page.pk == site.root_page_id
    return [] if is_front_page else [MenuItem(title=gettext("Front page"), url="/"), *pages]


def _footer_pages(request: HttpRequest) -> list[StandardPage]:
    # Read once per request: the header asks for the help page, the footer for the rest.
    found: list[StandardPage] | None = getattr(request, "_footer_pages", None)
    if found is None:
        site = site_of(request)
        pages = StandardPage.objects.descendant_of(site.root_page) if site else StandardPage.objects.none()
        found = list(pages.live().public().filter(show_in_footer=True).order_by("path"))
        request._footer_pages = found  # type: ignore[attr-defined]
    return found


def _item(page: Page, request: HttpRequest) -> MenuItem:
    url = page.get_url(request) or ""
    return MenuItem(title=page.title, url=url, current=_current(url, request.path))


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if url and path.startswith(url) else ""
