"""Searching, the glossary, and the page that shows every component."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.glossary import by_letter, entries, find, find_in_glossary
from cms.search import LONGEST_QUERY, found_pages, hits_on_page, question
from cms.styleguide import COLOURS, example_form, example_pages, sections


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for `q`, ten on a page; without words only the form."""
    asked = question(request.GET.get("q", ""))
    keys = found_pages(asked.words, request)
    result_page, hits = hits_on_page(keys, asked.words, request)
    context = {
        "asked": asked,
        "longest_query": LONGEST_QUERY,
        "terms": find(asked.words, str(get_language())),
        "total": len(keys),
        "hits": hits,
        "result_page": result_page,
        "query_string": urlencode({"q": asked.words}),
    }
    return render(request, "cms/search.html", context)


@login_not_required
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms under their letters, or those that have the words of `q`."""
    language = str(get_language())
    asked = question(request.GET.get("q", ""))
    found = find_in_glossary(asked.words, language) if asked.words else list(entries(language))
    return render(request, "cms/glossary.html", {"asked": asked, "letters": by_letter(found), "total": len(found)})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component and every block in every variant; for who works in the admin, 404 for others."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    context = {
        "sections": sections(),
        "form": example_form(),
        "empty_form": example_form(sent=False),
        "result_page": example_pages(),
        "colours": COLOURS,
    }
    return render(request, "cms/styleguide.html", context)
