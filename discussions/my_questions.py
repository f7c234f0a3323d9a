"""One's own questions, and those that wait for one's answer."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from courses.models import StepPage
from people.models import User

from .hosts import hosts_of
from .models import Answer, Question

VISIBLE_ANSWERS = Count("answers", filter=Q(answers__hidden_at=None))


def asked_by(user: User) -> QuerySet[Question]:
    """What someone asked, the latest first, with `answer_count`; also what an editor hid."""
    own = Question.objects.filter(author=user).select_related("step", "accepted_answer")
    return own.annotate(answer_count=VISIBLE_ANSWERS).order_by("-written_at", "-pk")


def waiting_for(user: User) -> QuerySet[Question]:
    """Questions in the steps of this host that no host has answered, the oldest first, with `answer_count`.

    Which steps those are is asked for all steps with such questions at once, since only the steps know their
    hosts; there are far fewer of them than questions.
    """
    solved = Answer.objects.filter(question=OuterRef("pk"), hidden_at=None)
    waiting = (
        Question.objects.filter(hidden_at=None)
        .exclude(author=user)
        .exclude(accepted_answer__in=Answer.objects.filter(hidden_at=None))
        .exclude(Exists(solved.exclude(host_as="")))
    )
    hosts = hosts_of(StepPage.objects.filter(pk__in=waiting.values("step")))
    own = [step for step, people in hosts.items() if user.pk in people]
    found = waiting.filter(step__in=own).select_related("step", "author")
    return found.annotate(answer_count=VISIBLE_ANSWERS).order_by("written_at", "pk")
