"""What every page needs: who we are, the menus, the stylesheet and anchors."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from cms import drawn_once as drawn
from cms import menus
from cms.glossary import Entry, entry_of
from cms.menus import MenuItem
from cms.models import Term
from cms.page_text import text_of
from cms.site_identity import SiteIdentity, identity_of
from cms.stylesheet import stylesheet_url as address_of_stylesheet
from cms.translations import Alternate, alternates_of, translations_of

register = template.Library()


@register.simple_tag(takes_context=True)
def site_identity(context: Context) -> SiteIdentity:
    return identity_of(context.get("request"))


@register.simple_tag(takes_context=True)
def drawn_once(context: Context, template_name: str, **arguments: Any) -> str:
    """A part of the page that is the same for all readers but for their name (cms/drawn_once.py)."""
    return drawn.drawn_once(template_name, context, *arguments.items())


@register.simple_tag(takes_context=True)
def stylesheet_url(context: Context) -> str:
    return address_of_stylesheet(context["request"])


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[MenuItem]:
    return menus.main_menu(context["request"])


@register.simple_tag(takes_context=True)
def footer_menu(context: Context) -> list[MenuItem]:
    return menus.footer_menu(context["request"])


@register.simple_tag(takes_context=True)
def help_item(context: Context) -> MenuItem | None:
    return menus.help_item(context["request"])


@register.simple_tag(takes_context=True)
def content_language(context: Context) -> str:
    """Language of the page's own words; empty when the page is all interface."""
    page = _wagtail_page(context)
    return page.locale.language_code if page else ""


@register.simple_tag(takes_context=True)
def glossary_entry(context: Context, term: Term) -> Entry:
    """A term in the language of the page, or of the interface where there is no page."""
    return entry_of(term, content_language(context) or str(get_language()))


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> Sequence[Alternate]:
    """The addresses of this page in its languages; nothing when there is only one."""
    page = _wagtail_page(context)
    return alternates_of(page, context["request"]) if page else ()


@register.filter
def other_languages(page: Page) -> list[tuple[str, Page]]:
    """The published translations with their language; nothing for a draft that was never saved."""
    return sorted(translations_of(page).items()) if page.pk else []


@register.filter
def foreign_language(page: Page) -> str:
    """The language of this page in the words of the interface; empty when it is the language of the interface."""
    code = page.locale.language_code
    return "" if code == get_language() else str(get_language_info(code)["name_translated"])


@register.simple_tag(takes_context=True)
def front_page_url(context: Context) -> str:
    """The front page in the language of the interface, when it is published in that."""
    return menus.front_page_url(context["request"])


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context) -> str:
    """The way down to this page of the tree; nothing elsewhere."""
    page = _wagtail_page(context)
    crumbs = menus.breadcrumbs(page, context["request"]) if page and page.pk else []
    if not crumbs or page is None:
        return ""
    arguments = {"crumbs": tuple(crumbs), "title": page.title}
    return drawn.drawn_once("components/breadcrumbs.html", context, *arguments.items())


@register.simple_tag(takes_context=True)
def page_text(context: Context, template_name: str) -> str:
    """What an editor wrote on this page, drawn by this template (cms/page_text.py)."""
    return text_of(context["page"], template_name, context["request"])


@register.simple_tag(takes_context=True)
def anchor(context: Context, words: str) -> str:
    """An id made of `words`, unique on this page: the second "Voorbeeld" becomes voorbeeld-2."""
    base = slugify(words) or "deel"
    used = _used_anchors(context.get("request"))
    number, candidate = 1, base
    while candidate in used:
        number += 1
        candidate = f"{base}-{number}"
    used.add(candidate)
    return candidate


def _used_anchors(request: HttpRequest | None) -> set[str]:
    if request is None:
        return set()
    if not hasattr(request, "_used_anchors"):
        # Ids of the frame of every page.
        request._used_anchors = {"inhoud", "menu", "taal"}  # type: ignore[attr-defined]
    used: set[str] = request._used_anchors  # type: ignore[attr-defined]
    return used


def _wagtail_page(context: Context) -> Page | None:
    # "page" may also be the page of a paginator.
    page = context.get("page")
    return page if isinstance(page, Page) else None
