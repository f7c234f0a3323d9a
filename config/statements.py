"""Privacy, cookies and accessibility for everybody: what the municipality writes, and what the code says of itself."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.models import StandardPage
from cms.routing import page_at
from people.data_map import Category, Personal
from people.privacy.retention import everything_kept

from .accessibility_issues import LOOKED_AT_ON, OPEN_ISSUES
from .cookies import cookies
from .data_map import DATA_MAP

# Category, purpose, how long it is kept and what happens on erasure; with the names of the tables that have it.
Line = tuple[Category, str, str, str]


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why and how long, from the data map."""
    context = {"lines": data_lines(), "kept": everything_kept()}
    return _statement(request, "privacy", context)


@login_not_required
@require_safe
def cookie_list(request: HttpRequest) -> HttpResponse:
    return _statement(request, "cookies", {"cookies": cookies()})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"issues": OPEN_ISSUES, "looked_at_on": LOOKED_AT_ON, "statement": settings.ACCESSIBILITY_STATEMENT_URL}
    return _statement(request, "toegankelijkheid", context)


def data_lines() -> list[tuple[Line, list[str]]]:
    """The data map as people read it: each purpose once, with the tables it is about."""
    tables: dict[Line, list[str]] = defaultdict(list)
    for label, fields in DATA_MAP.items():
        title = str(capfirst(str(apps.get_model(label)._meta.verbose_name_plural)))
        for declared in fields.values():
            if isinstance(declared, Personal):
                line = (declared.category, declared.purpose, declared.retention.value, declared.erasure.value)
                if title not in tables[line]:
                    tables[line].append(title)
    order = list(Category)
    return sorted(tables.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))


def _statement(request: HttpRequest, slug: str, context: dict[str, Any]) -> HttpResponse:
    """With the words of the municipality on top, where an editor wrote a page with this address."""
    language = get_language() or settings.LANGUAGE_CODE
    translated = page_at(request, f"{language}/{slug}/") if language != settings.LANGUAGE_CODE else None
    page = translated or page_at(request, f"{slug}/")
    words = page.specific if page else None
    context |= {"page": words if isinstance(words, StandardPage) else None}
    context["language_of_words"] = words.locale.language_code if context["page"] and words else ""
    return render(request, f"statements/{slug}.html", context)
