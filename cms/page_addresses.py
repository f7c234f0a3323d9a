"""The address of a page, worked out once: a page of links would do so for each of them."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.content_version import is_one_version, kept
from cms.site_identity import request_at, site_of

UrlParts = tuple[int, str | None, str | None]


def url_parts_of(page: Page, request: Any = None) -> UrlParts | None:
    """What Wagtail's `get_url_parts` gives, which depends on where the page stands and on the sites alone."""
    if not is_one_version():
        return _by_wagtail(page, request)
    return _kept_parts(page.url_path, site_of(request) if isinstance(request, HttpRequest) else None)


@kept(most=5000)
def _kept_parts(url_path: str, site: Site | None) -> UrlParts | None:
    return _by_wagtail(Page(url_path=url_path), request_at(site) if site is not None else None)


def _by_wagtail(page: Page, request: Any) -> UrlParts | None:
    parts: UrlParts | None = Page.get_url_parts(page, request)
    return parts
