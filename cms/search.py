"""Searching the published pages.

Everybody finds the same pages, in every language: a page and its translation are two. The words in
context come from the text of the page, so that a visitor sees them only where the text itself is for
everyone; of a lesson there is title and description.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from cms.search_context import Piece, context, page_text
from cms.site_identity import site_of
from cms.translations import front_pages

LONGEST_QUERY = 200
PER_PAGE = 10


# What searching has no use for. A quotation mark alone is an error to SQLite's full-text search.
_NOISE = re.compile(r"[^\w.,:/'’-]+")


@dataclass(frozen=True)
class Question:
    """What somebody asked; shortened says that it was longer than we look at."""

    words: str
    shortened: bool


@dataclass(frozen=True)
class Hit:
    """kind is the page type in a word; where names the pages above it; teaser and context may be empty.

    language is that of title, teaser and context.
    """

    title: str
    url: str
    kind: str
    where: str
    language: str
    teaser: str
    context: list[Piece]


_left_out: list[Callable[[], QuerySet[Page]]] = []


def leave_out(pages: Callable[[], QuerySet[Page]]) -> None:
    """Have nobody find the pages that `pages` gives at that moment, though they are published."""
    if pages not in _left_out:
        _left_out.append(pages)


def question(raw: str) -> Question:
    """The words of a query, without the characters no database can hold and no longer than we look at."""
    words = " ".join(raw.replace("\x00", " ").split())
    return Question(words=words[:LONGEST_QUERY].strip(), shortened=len(words) > LONGEST_QUERY)


def found_pages(words: str, request: HttpRequest) -> list[int]:
    """Primary keys of the pages with all these words, the best first; then those whose title begins with them."""
    site = site_of(request)
    terms = _terms(words)
    if site is None or not terms:
        return []
    below_a_front_page = reduce(or_, (Q(path__startswith=front.path) for front in front_pages(site)))
    pages = Page.objects.filter(below_a_front_page).live().public()
    whole_words = [page.pk for page in pages.search(terms, operator="and")]
    beginnings = [page.pk for page in pages.autocomplete(terms, operator="and")]
    found = list(dict.fromkeys(whole_words + beginnings))
    hidden = {pk for left_out in _left_out for pk in left_out().values_list("pk", flat=True)}
    return [pk for pk in found if pk not in hidden]


def _terms(words: str) -> str:
    """The words that hold a letter or a figure; "inkoop & recht" asks for two words."""
    terms = _NOISE.sub(" ", words).split()
    return " ".join(term for term in terms if any(character.isalnum() for character in term))


def hits_on_page(keys: list[int], words: str, request: HttpRequest) -> tuple[ResultPage, list[Hit]]:
    """One page of results; an impossible number gives the nearest page there is."""
    result_page = Paginator(keys, PER_PAGE).get_page(request.GET.get("pagina"))
    found = Page.objects.filter(pk__in=result_page.object_list)
    pages = found.select_related("locale").specific().in_bulk()
    above = _titles_above(list(pages.values()), request)
    # A page can be taken offline between the two queries.
    hits = [_hit(pages[key], above, words, request) for key in result_page.object_list if key in pages]
    return result_page, hits


def _hit(page: Page, titles: dict[str, str], words: str, request: HttpRequest) -> Hit:
    model = ContentType.objects.get_for_id(page.content_type_id).model_class() or Page
    paths = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    return Hit(
        title=page.title,
        url=page.get_url(request) or "",
        kind=str(model._meta.verbose_name),
        where=" › ".join(titles[path] for path in paths if path in titles),
        language=page.locale.language_code,
        teaser=page.search_description or page.search_teaser,
        context=context(page_text(page), words) if _may_read(page, request) else [],
    )


def _may_read(page: Page, request: HttpRequest) -> bool:
    return page.text_for_everyone or request.user.is_authenticated


def _titles_above(pages: list[Page], request: HttpRequest) -> dict[str, str]:
    """Titles by path of all pages between the front page and these; one query."""
    site = site_of(request)
    paths = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path), page.steplen)}
    if site is None:
        return {}
    rows = Page.objects.filter(path__in=paths, depth__gt=site.root_page.depth).values_list("path", "title")
    return dict(rows)
