"""The screens on which editors review cases, in the Wagtail admin."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.refused import Refused
from cms.written_text import WrittenText
from people.models import User

from . import cases, review, tenders
from .cases import Phase
from .models import LONGEST_REMARK, CasePage

TITLE = gettext_lazy("Review of cases")
# What the staff calls them: the words of the studio speak to the author.
COLUMNS = {
    Phase.SUBMITTED: gettext_lazy("Waits for the editors"),
    Phase.FINAL_WORDING: gettext_lazy("Waits for the author: final wording"),
    Phase.SENT_BACK: gettext_lazy("Final wording sent back by the author"),
    Phase.RETURNED: gettext_lazy("Sent back to the author"),
    Phase.NEW_VERSION: gettext_lazy("Published, with a new version in draft"),
    Phase.DRAFT: gettext_lazy("Draft"),
    Phase.PUBLISHED: gettext_lazy("Published"),
    Phase.OFFLINE: gettext_lazy("No longer published"),
}


class ReviewForm(forms.Form):
    """A reason for the whole, and a remark for each part that needs one; `version` is what was read."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in review.PARTS:
            label = capfirst(str(CasePage._meta.get_field(part).verbose_name))
            self.fields[part] = _remark(_("Remark about “%(part)s”") % {"part": label}, rows=2)
        self.fields["reason"] = _remark(_("Reason for sending it back"), rows=4)

    def clean(self) -> dict[str, Any]:
        for name, text in list(self.cleaned_data.items()):
            if name != "version" and len(text) > LONGEST_REMARK:
                self.add_error(
                    name, _("Make this text shorter: at most %(most)s characters.") % {"most": LONGEST_REMARK}
                )
        return self.cleaned_data

    @property
    def has_words(self) -> bool:
        return any(text.strip() for name, text in self.cleaned_data.items() if name != "version")


def _remark(label: str, rows: int) -> WrittenText:
    return WrittenText(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class ReviewMixin(WagtailAdminTemplateMixin):
    """For those to whom cases are submitted."""

    header_icon = "clipboard-list"
    request: HttpRequest

    @property
    def reviewer(self) -> User:
        """Who is signed in; the admin lets nobody else come here."""
        return cast("User", self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not review.may_review(cast("User", request.user)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class BoardView(ReviewMixin, TemplateView):
    """Cases by state; ?state= shows one of them."""

    template_name = "guests/admin/board.html"
    page_title = TITLE

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = review.board()
        columns = [
            {"phase": phase, "words": words, "cases": found[phase], "waits": phase == Phase.SUBMITTED}
            for phase, words in COLUMNS.items()
        ]
        chosen = self.request.GET.get("state", "")
        shown = [column for column in columns if column["phase"] == chosen] or [
            column for column in columns if column["cases"]
        ]
        return context | {"columns": columns, "shown": shown, "chosen": chosen}


class ReviewView(ReviewMixin, FormView):
    """One case part by part, with room for a remark under each, and two answers."""

    template_name = "guests/admin/review.html"
    form_class = ReviewForm

    @cached_property
    def case(self) -> CasePage:
        """Raises Http404 when it does not wait for an answer."""
        return review.case_for_reviewer(self.reviewer, self.kwargs["pk"])

    @cached_property
    def draft(self) -> CasePage:
        return cases.draft_of(self.case)

    def get_page_title(self) -> str:
        return str(self.draft.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        overview = {"url": reverse("case_board"), "label": TITLE}
        return [*self.breadcrumbs_items, overview, {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        return {"version": cases.version_of(self.case)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        form = context["form"]
        parts = [
            {
                "heading": capfirst(str(CasePage._meta.get_field(part).verbose_name)),
                "text": getattr(self.draft, part),
                "field": form[part],
                "yields": part == "what_it_yields",
            }
            for part in review.PARTS
        ]
        minded = tenders.of_interest(self.case.enterprise)
        return context | {"case": self.draft, "parts": parts, "state": cases.state_of(self.case), "tenders": minded}

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        words = form.cleaned_data
        approves = self.request.POST.get("action") == "approve"
        if approves and form.has_words:
            form.add_error(
                None, _("Your remarks only reach the author if you send the case back. Send it back, or empty them.")
            )
            return self.form_invalid(form)
        try:
            if approves:
                review.approve(self.case, self.reviewer, words["version"])
            else:
                review.send_back(self.case, self.reviewer, words["version"], words["reason"], words)
        except Refused as refused:
            return self._refused(form, str(refused))
        sentence = (
            _("Approved. The author is asked to agree with the final wording.")
            if approves
            else _("The case went back to its author.")
        )
        messages.success(self.request, sentence)
        return redirect("case_board")

    def _refused(self, form: ReviewForm, sentence: str) -> HttpResponse:
        """What was typed stays, beside the text as it is now."""
        again = ReviewForm({**dict(form.data.items()), "version": cases.version_of(self.case)})
        again.add_error(None, sentence)
        return self.render_to_response(self.get_context_data(form=again), status=409)


class BoardMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return review.may_review(cast("User", request.user))


@hooks.register("register_admin_menu_item")
def board_in_menu() -> MenuItem:
    return BoardMenuItem(
        gettext_lazy("Cases"), reverse("case_board"), name="case_board", icon_name="clipboard-list", order=255
    )


@hooks.register("register_admin_urls")
def review_addresses() -> list[URLPattern]:
    return [
        path("case-review/", BoardView.as_view(), name="case_board"),
        path("case-review/<int:pk>/", ReviewView.as_view(), name="review_case"),
    ]
