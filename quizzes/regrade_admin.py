"""The screen on which an editor has finished attempts marked again: a dry run first, then the act."""

from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.widgets import Button

from cms.written_text import WrittenText
from people.models import User

from .models import Question, Regrade
from .regrade import Plan, plan, regrade

PERMISSION = "quizzes.publish_question"


class RegradeForm(forms.Form):
    """revision: that of the question whose dry run was looked at; another one needs another look."""

    reason = WrittenText(
        label=gettext_lazy("Why are these attempts marked again?"),
        help_text=gettext_lazy("Editors read this later. Learners read that there was a mistake in the question."),
        warns=False,
        max_length=2000,
    )
    to_disadvantage = forms.BooleanField(
        label=gettext_lazy("Also change the results that become lower"),
        help_text=gettext_lazy(
            "Leave this unticked unless you are sure. Who finished a course or has a certificate keeps it."
        ),
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def regrade_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """The dry run, and on POST the act itself."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    question = get_object_or_404(Question, id=question_id, live=True)
    form = RegradeForm(request.POST or None, initial={"revision": question.live_revision_id})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["revision"] != question.live_revision_id:
            messages.warning(request, _("The question was changed since you opened this page. Look again first."))
            return redirect(request.path)
        return _carry_out(request, question, form)
    return _page(request, question, form, plan(question))


def _carry_out(request: HttpRequest, question: Question, form: RegradeForm) -> HttpResponse:
    by = cast("User", request.user)
    act = regrade(question, form.cleaned_data["reason"], by, to_disadvantage=form.cleaned_data["to_disadvantage"])
    if act is None:
        messages.info(request, _("Nothing changes, so nothing was marked again."))
    else:
        count = act.attempts.count()
        words = ngettext("%(count)d attempt was marked again.", "%(count)d attempts were marked again.", count)
        messages.success(request, words % {"count": count})
    return redirect(request.path)


def _page(request: HttpRequest, question: Question, form: RegradeForm, planned: Plan) -> HttpResponse:
    title = _("Mark again")
    listing, edit = (Question.snippet_viewset.get_url_name(name) for name in ("list", "edit"))
    context = {
        "question": question,
        "form": form,
        "plan": planned,
        "acts": Regrade.objects.filter(question=question).select_related("made_by").order_by("-made_at"),
        "header_icon": "history",
        "header_title": title,
        "page_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse(listing), "label": _("Question bank")},
            {"url": reverse(edit, args=[question.pk]), "label": question.key},
            {"url": "", "label": title},
        ],
    }
    return render(request, "quizzes/admin/regrade.html", context)


@hooks.register("register_admin_urls")
def regrade_urls() -> list[URLPattern]:
    return [path("toetsvragen/<int:question_id>/opnieuw-nakijken/", regrade_question, name="regrade_question")]


@hooks.register("register_snippet_listing_buttons")
def regrade_button(snippet: object, user: User, next_url: str | None = None) -> list[Button]:
    if not (isinstance(snippet, Question) and snippet.live and user.has_perm(PERMISSION)):
        return []
    address = reverse("regrade_question", args=[snippet.pk])
    return [Button(_("Mark again"), address, icon_name="history", priority=60)]
