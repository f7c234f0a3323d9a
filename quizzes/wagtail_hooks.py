"""The question bank in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Question


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Question bank")
    add_to_admin_menu = True
    menu_order = 250
    list_display = [
        "key",
        "prompt",
        Column("type_label", label=_("Type")),
        Column("get_difficulty_display", label=_("Difficulty"), sort_key="difficulty"),
        Column("get_topic_display", label=_("Topic"), sort_key="topic"),
        UpdatedAtColumn(),
        LiveStatusTagColumn(),
    ]
    list_filter = ["topic", "difficulty", "status"]
    list_per_page = 50
    ordering = "key"


register_snippet(QuestionViewSet)
