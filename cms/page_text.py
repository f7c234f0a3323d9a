"""The text of a page: the same for all who read it, so it is drawn once and kept until an editor changes something."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.content_version import kept
from cms.site_identity import request_at, site_of


def text_of(page: Page, template: str, request: HttpRequest) -> SafeString:
    """The template for `page` (of its own kind), with no other variable but a request without a reader."""
    site = site_of(request)
    if getattr(request, "is_preview", False):
        return _draw(page, template, site)
    return _kept_text(page.pk, template, site, str(get_language()))


@kept(most=200)
def _kept_text(pk: int, template: str, site: Site | None, _language: str) -> SafeString:
    return _draw(Page.objects.get(pk=pk).specific, template, site)


def _draw(page: Page, template: str, site: Site | None) -> SafeString:
    return render_to_string(template, {"page": page, "request": request_at(site)})
