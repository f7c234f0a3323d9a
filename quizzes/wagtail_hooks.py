"""The question bank in the Wagtail admin, the analysis of quizzes, and extra time."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from people.models import User
from people.wagtail_hooks import PersonField

from . import judging_admin, regrade_admin  # noqa: F401 - they register their screens
from .analysis_views import QuizAnalysisView
from .bank_views import QuestionCopyView, QuestionFilterSet, QuestionIndexView, QuestionUsageView
from .exchange import admin as exchange_admin  # noqa: F401 - registers its own menu item and addresses
from .models import ExtraTime, Question, QuizPage


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Question bank")
    add_to_admin_menu = True
    menu_order = 250
    index_view_class = QuestionIndexView
    copy_view_class = QuestionCopyView
    usage_view_class = QuestionUsageView
    filterset_class = QuestionFilterSet
    list_display = [
        "key",
        "prompt",
        Column("type_label", label=_("Type")),
        Column("get_difficulty_display", label=_("Difficulty"), sort_key="difficulty"),
        Column("get_bloom_display", label=_("Level of thinking"), sort_key="bloom"),
        Column("get_topic_display", label=_("Topic"), sort_key="topic"),
        Column("get_language_display", label=_("Language"), sort_key="language"),
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_per_page = 50
    ordering = "key"

    def get_usage_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        usage: dict[str, Any] = super().get_usage_view_kwargs(**kwargs)
        return usage | {"template_name": "quizzes/admin/question_usage.html"}


register_snippet(QuestionViewSet)


class ExtraTimeForm(forms.ModelForm):
    user = PersonField(
        label=_("E-mail address of the person"),
        help_text=_("The person already has an account."),
        error_messages={"invalid_choice": _("Nobody has an account with this address.")},
    )

    class Meta:
        model = ExtraTime
        fields = ["user", "percentage"]
        help_texts = {"percentage": _("For every quiz with a time limit. Never write down why.")}


class ExtraTimeViewSet(ModelViewSet):
    """No group has permission on it (people/roles.py): only administrators know who has extra time."""

    model = ExtraTime
    icon = "time"
    menu_label = _("Extra time")
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        "user",
        Column("user.email", label=_("E-mail address"), sort_key="user__email"),
        "percentage",
    ]
    search_fields = ["user__name", "user__email"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return ExtraTimeForm


@hooks.register("register_admin_viewset")
def register_extra_time() -> ExtraTimeViewSet:
    return ExtraTimeViewSet()


@hooks.register("register_admin_urls")
def analysis_of_quizzes() -> list[URLPattern]:
    return [path("quiz-analysis/<int:quiz_pk>/", QuizAnalysisView.as_view(), name="quiz_analysis")]


@hooks.register("register_page_header_buttons")
def analysis_beside_the_quiz(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu of a quiz, for who may edit it."""
    if isinstance(page, QuizPage) and page.permissions_for_user(user).can_edit():
        yield Button(_("Analysis"), reverse("quiz_analysis", args=[page.pk]), icon_name="order", priority=55)
