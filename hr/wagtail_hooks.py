"""Decisions of works councils, in the Wagtail admin; for administrators only.

No group has permission on them (people/roles.py), so only a superuser sees the menu. Wagtail logs who changed what.
"""

from typing import Any, cast

from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.views import generic

from people.models import User
from people.wagtail_hooks import PeopleViewSet

from .models import WorksCouncilDecision


class RecordDecision(generic.CreateView):
    """Keeps who recorded it."""

    def save_instance(self) -> Any:
        self.form.instance.recorded_by = cast("User", self.request.user)
        return super().save_instance()


class DecisionViewSet(PeopleViewSet):
    """With it HR sees scores of passed quizzes (hr/scores.py); everybody can read that it is there."""

    model = WorksCouncilDecision
    icon = "clipboard-list"
    menu_label = gettext_lazy("Decisions of works councils")
    menu_order = 610
    add_to_admin_menu = True
    add_view_class = RecordDecision
    form_fields = ["organisation", "reference", "decided_on"]
    list_display = ["organisation", "reference", "decided_on", "recorded_by", "recorded_at"]
    inspect_view_enabled = False


@hooks.register("register_admin_viewset")
def register_decisions() -> DecisionViewSet:
    return DecisionViewSet("works_council_decisions")
