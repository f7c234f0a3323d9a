"""The screens of the question bank, where Wagtail's own do not do."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.views.snippets import CopyView, IndexView, UsageView

from .bank import copy_of, draws_that_may_ask
from .exchange.admin import ExchangeButtons
from .models import Question, QuestionTag, QuizPage
from .types import TYPES


class QuestionFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        field_name="body__0__type",
        label=_("Type"),
        choices=lambda: [(name, question_type.label) for name, question_type in TYPES.items()],
    )
    tag = django_filters.ModelChoiceFilter(
        field_name="tagged_items__tag", label=_("Tag"), queryset=QuestionTag.objects.order_by("name")
    )

    class Meta:
        model = Question
        fields = ["topic", "difficulty", "bloom", "kind", "tag", "language", "status", "live"]


class QuestionIndexView(ExchangeButtons, IndexView):
    def search_queryset(self, queryset: QuerySet[Question]) -> Any:
        """The search index knows few fields and no tags, so words and filters each give questions."""
        if not (self.is_searching and self.is_filtering):
            return super().search_queryset(queryset)
        found = super().search_queryset(Question.objects.all())
        return queryset.filter(pk__in=[question.pk for question in found])


class QuestionUsageView(UsageView):
    """Where a question is used: Wagtail knows which quizzes name it, not which draws may take it."""

    @cached_property
    def columns(self) -> list[Column]:
        analysis = Column("analysis", label=_("Analysis"), accessor=_link_to_analysis)
        return [*super().columns, analysis]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        # Draws go by the version that learners get, not by the newest draft.
        published = Question.objects.get(pk=self.object.pk)
        return context | {"draws": draws_that_may_ask(published), "is_live": published.live}


def _link_to_analysis(row: dict[str, Any]) -> str:
    """Of a quiz, in the row of a table of what uses a question; nothing for another page."""
    page = row["object"]
    if not isinstance(page, Page) or page.specific_class is not QuizPage:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("quiz_analysis", args=[page.pk]), _("Analysis"))


class QuestionCopyView(CopyView):
    """The form of a new question, filled in from another. Nothing is written until it is saved."""

    def get_initial_form_instance(self) -> Question:
        return copy_of(self.get_object())
