"""The page "Opfrissen": one question at a time, with its feedback at once."""

from typing import cast

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.models import User

from .forms import AnswerForm, field_name
from .models import RefreshCard
from .refresh import asked, due_cards, refresh
from .review import Shown, review_of_question
from .types import type_of


@never_cache
@require_safe
def refresh_question(request: HttpRequest) -> HttpResponse:
    """The next question that is due, or that there is none."""
    cards = due_cards(cast("User", request.user))
    if not cards:
        return render(request, "quizzes/refresh_done.html")
    return _ask(request, cards[0], AnswerForm([asked(cards[0])]), len(cards))


@never_cache
@require_POST
def refresh_answer(request: HttpRequest, card_id: int) -> HttpResponse:
    """What the answer was worth; one without an answer is asked again."""
    user = cast("User", request.user)
    card = get_object_or_404(RefreshCard.objects.select_related("question__image"), id=card_id, user=user)
    if card.due_on > timezone.localdate() or not card.question.live:
        # Sent twice: the card has moved on.
        return redirect("refresh")
    item = asked(card)
    form = AnswerForm([item], request.POST)
    if form.is_tampered:
        raise BadRequest("An option that this question does not have.")
    answer = form.answers().get(1)
    if form.is_valid() and not type_of(item["type"]).is_answered(item["body"], answer):
        form = AnswerForm([item], initial={field_name(1): answer}, missing=[1])
    if form.errors:
        return _ask(request, card, form, len(due_cards(user)))
    outcome = refresh(card, answer)
    everything = Shown(points=True, feedback=True, right_answers=True)
    context = {
        "question": review_of_question(item, answer, outcome.mark, everything),
        "next_days": outcome.next_days,
        "left": len(due_cards(user)),
    }
    return render(request, "quizzes/refresh_answer.html", context)


def _ask(request: HttpRequest, card: RefreshCard, form: AnswerForm, left: int) -> HttpResponse:
    context = {"card": card, "form": form, "question": next(form.questions()), "left": left}
    return render(request, "quizzes/refresh.html", context)
