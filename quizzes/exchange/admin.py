"""Where the Wagtail admin finds import and export: addresses, the menu, and buttons of the question bank."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from .views import question_exchange, question_export, question_import

ADDRESSES = [
    path("question-exchange/", question_exchange, name="question_exchange"),
    path("question-exchange/import/", question_import, name="question_import"),
    path("question-exchange/export/", question_export, name="question_export"),
]


class ExchangeMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("quizzes.add_question")


class ExchangeButtons:
    """Adds import and export to the header of the list of questions."""

    request: HttpRequest

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons: list[Any] = list(super().header_more_buttons)  # type: ignore[misc]
        if self.request.user.has_perm("quizzes.add_question"):
            address = reverse("question_exchange")
            buttons += [
                Button(_("Import questions"), url=address, icon_name="upload", priority=50),
                Button(_("Export questions"), url=f"{address}#export", icon_name="download", priority=60),
            ]
        return buttons


@hooks.register("register_admin_urls")
def exchange_addresses() -> list[URLPattern]:
    return ADDRESSES


@hooks.register("register_admin_menu_item")
def exchange_menu_item() -> MenuItem:
    return ExchangeMenuItem(_("Questions in and out"), reverse("question_exchange"), icon_name="upload", order=251)
