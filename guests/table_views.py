"""The question on the table, for the members of the enterprise that asks it and for editors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.refused import Refused
from people.requests import SignedInRequest

from . import cases, table_answers
from .table_forms import HideAnswerForm, ReplyForm


@require_safe
def studio_answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """What learners would answer, first what waits for a reply."""
    own = cases.case_for_author(request.user, pk)
    context = {"case": own, "answers": table_answers.answers_to(own)}
    return render(request, "guests/studio/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def studio_answer(request: SignedInRequest, pk: int, answer_pk: int) -> HttpResponse:
    """One answer, and a reply to it."""
    own, answer = table_answers.answer_for_author(request.user, pk, answer_pk)
    form = ReplyForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            table_answers.reply(answer, request.user, form.cleaned_data["text"], version)
        except Refused as refusal:
            problem = str(refusal)
            answer.refresh_from_db()
        else:
            messages.success(request, _("Your reply has been sent."))
            return redirect("studio_answer", pk, answer_pk)
    context = {"case": own, "answer": answer, "form": form, "problem": problem}
    return render(request, "guests/studio/answer.html", context)


@require_POST
def studio_choose_answer(request: SignedInRequest, pk: int, answer_pk: int) -> HttpResponse:
    """Show this answer with its reply to the learners of its course, or not any more."""
    _own, answer = table_answers.answer_for_author(request.user, pk, answer_pk)
    if "take_back" in request.POST:
        table_answers.no_longer_choose(answer)
        messages.success(request, _("Learners do not see this answer any more."))
        return redirect("studio_answer", pk, answer_pk)
    try:
        table_answers.choose(answer)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Learners of the course now see this answer with your reply."))
    return redirect("studio_answer", pk, answer_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hide_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """An editor takes an answer that learners read out of sight, with a reason, or allows it again."""
    answer = table_answers.answer_for_editor(request.user, pk)
    if "allow" in request.POST:
        table_answers.allow_again(answer)
        messages.success(request, _("The enterprise may show this answer again."))
        return redirect(answer.step.get_url(request))
    form = HideAnswerForm(request.POST or None)
    if form.is_valid():
        table_answers.hide(answer, request.user, form.cleaned_data["reason"])
        messages.success(request, _("Hidden. Learners do not read this answer any more."))
        return redirect("hide_table_answer", pk)
    return render(request, "guests/hide_answer.html", {"form": form, "answer": answer})
