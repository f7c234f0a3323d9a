"""Asking and answering. A GET shows, a POST writes; a refused text comes back as it was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.refused import Refused
from people.requests import SignedInRequest

from . import conversation, perms
from .alike import most_alike
from .forms import HideForm, WordsForm, answer_form, question_form
from .models import Answer, Question
from .my_questions import asked_by, waiting_for
from .threads import answered_about, questions_about, thread_of, with_answers

PER_PAGE = 20
# Who asks reads no more of what was answered before.
MOST_SHOWN = 3


def _open_steps_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who has to do another step first is sent to the step, whose page says so."""

    @wraps(view)
    def guarded(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except perms.NotOpenYet as closed:
            return redirect(closed.step.url)

    return guarded


@never_cache
@require_GET
def my_questions(request: SignedInRequest) -> HttpResponse:
    """What one asked; and for who answers for a lesson or a course, the questions that wait."""
    waiting = waiting_for(request.user)
    context = {
        "waiting": waiting[:PER_PAGE],
        "waiting_count": waiting.count(),
        "page_obj": Paginator(asked_by(request.user), PER_PAGE).get_page(request.GET.get("pagina")),
    }
    return render(request, "discussions/my_questions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_open_steps_only
def step_questions(request: SignedInRequest, step_id: int) -> HttpResponse:
    """All questions about one step, and a form to ask one; what was answered already stands first.

    A question that looks like one of those is sent when its writer, who then read them, sends it once more.
    """
    step, part = perms.step_for(request.user, step_id)
    form = question_form(request.POST or None)
    answered = answered_about(part, step)
    alike = _alike(form, answered) if request.method == "POST" and "read_first" not in request.POST else []
    if form.is_valid() and not alike:
        question = conversation.ask(request.user, step, form.cleaned_data["text"], form.token)
        messages.success(request, _("Your question has been sent. The answer will be on this page."))
        return redirect("question", question.pk)
    page_obj = Paginator(questions_about(part, step), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "step": step,
        "course": step.course,
        "form": form,
        "alike": alike,
        "answered": answered[:MOST_SHOWN],
        "page_obj": page_obj,
        "threads": [thread_of(part, one) for one in page_obj],
    }
    return render(request, "discussions/step_questions.html", context)


def _alike(form: WordsForm, answered: list[Question]) -> list[Question]:
    """Of what was answered what looks like the question in this form, the likest first."""
    if not form.is_valid():
        return []
    places = most_alike(form.cleaned_data["text"], [question.text for question in answered])
    return [answered[place] for place in places[:MOST_SHOWN]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_open_steps_only
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question with its answers, and a form to add one."""
    found, part = perms.question_for(request.user, pk)
    form = answer_form(request.POST or None)
    if form.is_valid():
        conversation.answer(part, found, form.cleaned_data["text"], form.token)
        messages.success(request, _("Your answer has been sent."))
        return redirect("question", pk)
    thread = thread_of(part, with_answers(part, Question.objects.filter(pk=found.pk)).get())
    return render(request, "discussions/question.html", {"step": found.step, "thread": thread, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words for one's own question, as long as nobody has answered."""
    own = perms.own_words_for(request.user, Question, pk)
    form = question_form(request.POST or None, initial={"text": own.text})
    return _change(request, form, own.pk, lambda text: conversation.change_question(own, text))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words for one's own answer, for a short time."""
    own = perms.own_words_for(request.user, Answer, pk)
    form = answer_form(request.POST or None, initial={"text": own.text})
    return _change(request, form, own.question_id, lambda text: conversation.change_answer(own, text))


def _change(request: SignedInRequest, form: WordsForm, question_pk: int, put: Callable[[str], None]) -> HttpResponse:
    if form.is_valid():
        try:
            put(form.cleaned_data["text"])
        except Refused as refusal:
            # The text stays in the form: it may still serve as a new question or answer.
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your text has been changed."))
            return redirect("question", question_pk)
    return render(request, "discussions/change.html", {"form": form, "question_pk": question_pk})


@require_POST
def remove_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's own question away, as long as nobody has answered."""
    try:
        conversation.remove(perms.own_words_for(request.user, Question, pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("question", pk)
    messages.success(request, _("Your question has been removed."))
    return redirect("my_questions")


@require_POST
@_open_steps_only
def accept_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark an answer as the one that helped, or take the mark away; the form says which."""
    answer = perms.answer_to_accept_for(request.user, pk)
    if request.POST.get("accept") == "1":
        conversation.accept(answer)
        messages.success(request, _("This answer has been accepted and stands on top."))
    else:
        conversation.no_longer_accept(answer)
        messages.success(request, _("This answer is no longer marked as accepted."))
    return redirect("question", answer.question_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: SignedInRequest, kind: type[Question] | type[Answer], pk: int) -> HttpResponse:
    """An editor takes something out of sight, with a reason for its writer."""
    words = perms.words_for_editor(request.user, kind, pk)
    form = HideForm(request.POST or None)
    if form.is_valid():
        conversation.hide(words, request.user, form.cleaned_data["reason"])
        messages.success(request, _("Hidden. Only editors and the writer can still see it."))
        return redirect("question", _question_of(words))
    return render(request, "discussions/hide.html", {"form": form, "words": words, "question_pk": _question_of(words)})


@require_POST
def show_again(request: SignedInRequest, kind: type[Question] | type[Answer], pk: int) -> HttpResponse:
    """An editor takes the hiding back."""
    words = perms.words_for_editor(request.user, kind, pk)
    conversation.show_again(words)
    messages.success(request, _("Everyone in the course can see this again."))
    return redirect("question", _question_of(words))


def _question_of(words: Question | Answer) -> int:
    return words.question_id if isinstance(words, Answer) else words.pk
