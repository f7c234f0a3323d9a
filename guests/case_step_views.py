"""What a learner says at a case in a course."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.refused import Refused
from courses.models import StepPage
from courses.perms import StepLockedError
from people.requests import SignedInRequest

from . import case_use, table_answers
from .case_steps import CaseHiddenError, case_step_for
from .models import CaseRating, CaseStepPage
from .table_forms import AnswerForm


@require_POST
def rate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the case was useful, in one press; once more changes it."""
    try:
        step = case_step_for(request.user, pk)
    except StepLockedError as locked:
        return _not_open_yet(request, pk, locked)
    except CaseHiddenError as hidden:
        return _out_of_sight(request, hidden)
    useful = request.POST.get("useful", "")
    if useful not in CaseRating.Useful:
        return HttpResponseBadRequest()
    case_use.rate(request.user, step.case, CaseRating.Useful(useful))
    messages.success(request, _("Thank you for your answer."))
    return redirect(f"{step.get_url(request)}#nuttig")


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose an answer to the question of the case, or change the one that has no reply yet."""
    try:
        step = case_step_for(request.user, pk)
    except StepLockedError as locked:
        return _not_open_yet(request, pk, locked)
    except CaseHiddenError as hidden:
        if request.method == "POST":
            return _kept_for_later(request, hidden)
        return _out_of_sight(request, hidden)
    if not step.case.question_to_reader.strip():
        raise Http404
    if request.method == "POST":
        return _propose(request, step)
    own = table_answers.open_answer(request.user, step)
    initial = {"text": own.text, "roles": own.roles, "changes": own.pk} if own else {}
    return _answer_page(request, step, AnswerForm(initial=initial))


def _propose(request: SignedInRequest, step: CaseStepPage) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, step, form)
    sent = form.cleaned_data
    try:
        table_answers.propose(request.user, step, sent["text"], sent["roles"], sent["changes"])
    except Refused as refusal:
        # What was typed can still be sent, as a new answer.
        again = AnswerForm(initial={"text": sent["text"], "roles": sent["roles"]})
        return _answer_page(request, step, again, problem=str(refusal))
    messages.success(request, _("Your answer has been sent. You get an e-mail when there is a reply."))
    return redirect(f"{step.get_url(request)}#vraag")


def _answer_page(request: SignedInRequest, step: CaseStepPage, form: AnswerForm, problem: str = "") -> HttpResponse:
    chosen = table_answers.chosen_answer(step)
    context = {"step": step, "case": step.case, "form": form, "problem": problem, "chosen_answer": chosen}
    return render(request, "guests/case_answer.html", context)


def _out_of_sight(request: SignedInRequest, hidden: CaseHiddenError) -> HttpResponse:
    messages.info(request, hidden.sentence)
    return redirect(hidden.step.get_url(request))


def _kept_for_later(request: SignedInRequest, hidden: CaseHiddenError) -> HttpResponse:
    """Nothing is sent, and what was typed while the case went out of sight is not lost."""
    context = {"step": hidden.step, "sentence": hidden.sentence, "text": request.POST.get("text", "")}
    return render(request, "guests/case_answer_later.html", context)


def _not_open_yet(request: SignedInRequest, pk: int, locked: StepLockedError) -> HttpResponse:
    messages.error(request, locked.sentence)
    return redirect(StepPage.objects.get(pk=pk).get_url(request))
