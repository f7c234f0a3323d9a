"""Selections that somebody gave a name: who may open them, and where they lead."""

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from people.models import User

from .filters import FiguresFilter, MatrixFilter, OverviewFilter
from .models import SavedView
from .scope import Scope, scope_for

Screen = SavedView.Screen
_FILTERS: dict[str, type[OverviewFilter]] = {
    Screen.LIST: OverviewFilter,
    Screen.DASHBOARD: FiguresFilter,
    Screen.MATRIX: MatrixFilter,
}


def saved_views_of(user: User) -> QuerySet[SavedView]:
    """The own views. Raises Http404 for who follows nobody."""
    scope_for(user)
    return SavedView.objects.filter(user=user)


def saved_view_for(user: User, pk: int) -> SavedView:
    """One of those, or 404."""
    return get_object_or_404(saved_views_of(user), pk=pk)


def filter_of(screen: str, query: QueryDict, scope: Scope) -> OverviewFilter:
    """The filter form of the screen, filled in."""
    return _FILTERS[screen](query, scope)


def address_of(screen: str, query: str) -> str:
    """Where the selection is seen."""
    return f"{reverse(screen)}?{query}" if query else reverse(screen)
