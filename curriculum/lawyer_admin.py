"""The list for a lawyer in the Wagtail admin: by course, with what was noted about each item."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cms.written_text import WrittenText
from people.models import User

from .for_a_lawyer import Item, item_of, lists_by_course, may_note, note

TITLE = gettext_lazy("To be checked by a lawyer")
LONGEST_REMARK = 2000


class CheckForm(forms.Form):
    """Who looked at an item, when, and what came of it."""

    checked_on = forms.DateField(
        label=gettext_lazy("Checked on"),
        widget=AdminDateInput,
        error_messages={
            "required": gettext_lazy("Fill in the day on which it was checked."),
            "invalid": gettext_lazy("Write a day as 2026-12-31."),
        },
    )
    checked_by = forms.CharField(
        label=gettext_lazy("Name of who checked it"),
        max_length=150,
        error_messages={"required": gettext_lazy("Fill in the name of the lawyer or of who looked it up.")},
    )
    remark = WrittenText(
        label=gettext_lazy("Remark"),
        help_text=gettext_lazy("For example: what has to change, and in which lesson."),
        required=False,
        warns=False,
        max_length=LONGEST_REMARK,
    )

    def clean_checked_on(self) -> Any:
        day = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Fill in the day on which it was checked."))
        return day


class LawyerMixin(WagtailAdminTemplateMixin):
    """For who keeps the sources up to date."""

    header_icon = "check"
    request: HttpRequest

    @property
    def editor(self) -> User:
        """Who is signed in; the admin lets nobody else come here."""
        return cast("User", self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_note(cast("User", request.user)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class LawyerListView(LawyerMixin, TemplateView):
    template_name = "curriculum/admin/for_a_lawyer.html"
    page_title = TITLE

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"lists": lists_by_course()}


class NoteCheckView(LawyerMixin, FormView):
    """One item, with the form in which is noted that it was checked."""

    template_name = "curriculum/admin/note_check.html"
    page_title = gettext_lazy("Note a check")
    form_class = CheckForm

    @cached_property
    def item(self) -> Item:
        """Raises Http404 for what is not on the list."""
        return item_of(self.kwargs["key"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        overview = {"url": reverse("for_a_lawyer"), "label": TITLE}
        return [*self.breadcrumbs_items, overview, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"item": self.item}

    def form_valid(self, form: CheckForm) -> HttpResponse:
        words = form.cleaned_data
        note(self.editor, self.item, words["checked_on"], words["checked_by"], words["remark"])
        messages.success(self.request, _("Noted."))
        return redirect(f"{reverse('for_a_lawyer')}#{self.item.key}")


class LawyerMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_note(cast("User", request.user))


@hooks.register("register_admin_menu_item")
def for_a_lawyer_in_menu() -> MenuItem:
    return LawyerMenuItem(TITLE, reverse("for_a_lawyer"), name="for-a-lawyer", icon_name="check", order=257)


@hooks.register("register_admin_urls")
def for_a_lawyer_addresses() -> list[URLPattern]:
    return [
        path("for-a-lawyer/", LawyerListView.as_view(), name="for_a_lawyer"),
        path("for-a-lawyer/<slug:key>/", NoteCheckView.as_view(), name="note_legal_check"),
    ]
