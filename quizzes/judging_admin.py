"""The screens on which editors judge open answers, in the Wagtail admin. They name no learner."""

from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.written_text import WrittenText
from people.models import User

from . import judging
from .models import Attempt

LONGEST_FEEDBACK = 5_000
ATTEMPTS_PER_PAGE = 20
TITLE = gettext_lazy("Open answers")


class JudgementForm(forms.Form):
    """points: out of `maximum`; a comma or a point stands before the decimals."""

    points = forms.DecimalField(label=gettext_lazy("Points"), min_value=0, decimal_places=2, localize=True)
    feedback = WrittenText(
        label=gettext_lazy("Feedback"),
        help_text=gettext_lazy(
            "The learner reads this. Say what is good and what can be better. Write short sentences, "
            "say “u”, and use words that everybody knows."
        ),
    )

    def __init__(self, *args: Any, maximum: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.maximum = maximum
        self.fields["points"].help_text = _("From 0 to %(maximum)s.") % {"maximum": maximum}

    def clean_points(self) -> Decimal:
        points: Decimal = self.cleaned_data["points"]
        if points > self.maximum:
            raise forms.ValidationError(_("Give at most %(maximum)s.") % {"maximum": self.maximum})
        return points

    def clean_feedback(self) -> str:
        feedback: str = self.cleaned_data["feedback"]
        if len(feedback) > LONGEST_FEEDBACK:
            raise forms.ValidationError(
                _("Your feedback has %(length)s characters. Shorten it to at most 5,000.") % {"length": len(feedback)}
            )
        return feedback


class JudgingMixin(WagtailAdminTemplateMixin):
    """For whoever may change a course; which answers they meet follows from which courses."""

    header_icon = "edit"
    request: HttpRequest

    @property
    def judge(self) -> User:
        """Who is signed in; the admin lets nobody else come here."""
        return cast("User", self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not judging.may_judge(cast("User", request.user)):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class OpenAnswersView(JudgingMixin, TemplateView):
    """What waits, the oldest first."""

    template_name = "quizzes/admin/open_answers.html"
    page_title = TITLE

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        page = Paginator(judging.waiting_for(self.judge), ATTEMPTS_PER_PAGE).get_page(self.request.GET.get("p"))
        answers = [answer for attempt in page for answer in judging.waiting_answers(attempt)]
        return context | {"answers": answers, "page_obj": page}


class JudgeView(JudgingMixin, FormView):
    """One answer, and the form with which it is judged."""

    template_name = "quizzes/admin/judge.html"
    page_title = gettext_lazy("Judge an answer")
    form_class = JudgementForm
    success_url = reverse_lazy("open_answers")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        overview = {"url": reverse("open_answers"), "label": TITLE}
        return [*self.breadcrumbs_items, overview, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def attempt(self) -> Attempt:
        """Raises Http404 for one that is not theirs to judge."""
        public_id: UUID = self.kwargs["public_id"]
        return get_object_or_404(judging.judged_by(self.judge), public_id=public_id)

    @cached_property
    def answer(self) -> judging.AnswerToJudge:
        """Raises Http404 where there is nothing to judge."""
        answer = judging.answer_to_judge(self.attempt, self.kwargs["number"])
        if answer is None:
            raise Http404
        return answer

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if judging.is_judged(self.attempt, self.answer.number):
            messages.warning(request, _("Somebody has judged this answer already."))
            return redirect(self.success_url)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"maximum": self.answer.maximum}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"answer": self.answer}

    def form_valid(self, form: JudgementForm) -> HttpResponse:
        words = form.cleaned_data
        try:
            judging.judge(self.attempt, self.answer.number, words["points"], words["feedback"], self.judge)
        except judging.JudgementRefusedError as refused:
            # What was typed stays on the screen.
            form.add_error(None, str(refused.sentence))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, _("The answer is judged."))
        return redirect(self.success_url)


class JudgingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return judging.may_judge(cast("User", request.user))


@hooks.register("register_admin_menu_item")
def register_open_answers() -> MenuItem:
    return JudgingMenuItem(TITLE, reverse("open_answers"), name="open-answers", icon_name="edit", order=255)


@hooks.register("register_admin_urls")
def judging_urls() -> list[URLPattern]:
    return [
        path("open-answers/", OpenAnswersView.as_view(), name="open_answers"),
        path("open-answers/<uuid:public_id>/<int:number>/", JudgeView.as_view(), name="judge_answer"),
    ]
