"""How a session was: asked by mail of who was there, told to both sides in sums.

Numbers are told in whole fives and not at all below five (guests/case_use.py). Texts go to the host only, who knows
by the list who was there: so they too come in whole fives, in alphabetical order, and what one person wrote in two
fields does not stand together. An answer stays as it is, as a changed one would tell who looks twice.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.models import OutboxMail, User

from .case_use import RatingSum, in_fives
from .models import CaseRating, Session, SessionEvaluation, SignUp
from .session_mail import ask_how_it_was, question_key

# Who is ticked later than this does not remember enough. Shorter than the outbox knows what it sent.
ASKED_FOR = timedelta(days=14)


def _was_there() -> QuerySet[SignUp]:
    return SignUp.objects.filter(state=SignUp.State.SIGNED_UP, attended_at__isnull=False)


def may_evaluate(session: Session, user: User) -> bool:
    """Whether `user` was at a session that has begun, and said nothing of it yet."""
    there = session.is_confirmed and session.has_begun and _was_there().filter(session=session, user=user).exists()
    return there and not has_evaluated(session, user)


def session_to_evaluate(user: User, pk: int) -> Session:
    """One that has begun and that `user` was at, also when they said how it was; 404 for any other."""
    own = _was_there().filter(user=user).values("session")
    session = get_object_or_404(Session.objects.confirmed().filter(pk__in=own), id=pk)
    if not session.has_begun:
        raise Http404
    return session


def has_evaluated(session: Session, user: User) -> bool:
    return SessionEvaluation.objects.filter(session=session, user=user).exists()


def evaluate(session: Session, user: User, useful: CaseRating.Useful, plan: str, wish: str) -> bool:
    """Once; False for who did before, whose first answer stays."""
    _given, created = SessionEvaluation.objects.get_or_create(
        session=session, user=user, defaults={"useful": useful, "plan": plan, "wish": wish}
    )
    return created


@dataclass(frozen=True)
class Said:
    """What both sides may know: sums; and for the host what people will do and wish, without names."""

    ratings: RatingSum
    plans: list[str]
    wishes: list[str]


def said_of(session: Session) -> Said:
    """One query."""
    rows = SessionEvaluation.objects.filter(session=session).order_by("pk").values_list("useful", "plan", "wish")
    given = list(rows)
    numbers = Counter(useful for useful, _plan, _wish in given)
    answers = [(str(useful.label), in_fives(numbers[useful.value])) for useful in CaseRating.Useful]
    return Said(
        ratings=RatingSum(in_fives(len(given)), answers),
        plans=told([plan for _useful, plan, _wish in given]),
        wishes=told([wish for _useful, _plan, wish in given]),
    )


def told(texts: Sequence[str]) -> list[str]:
    """Of what was written, in the order in which it came, the whole fives; sorted, which hides that order."""
    written = [text for text in texts if text.strip()]
    return sorted(written[: in_fives(len(written)) or 0], key=lambda text: (text.casefold(), text))


def mail_how_it_was() -> int:
    """Regular job: returns how many were put in the outbox."""
    now = timezone.now()
    over = Session.objects.confirmed().filter(ends_at__lte=now, ends_at__gt=now - ASKED_FOR)
    said = SessionEvaluation.objects.filter(session=OuterRef("session"), user=OuterRef("user"))
    there = _was_there().filter(~Exists(said), session__in=over, user__is_active=True)
    people = there.select_related("user", "session__enterprise", "session__organisation").order_by("pk")
    keys = {question_key(one.session_id, one.user_id): one for one in people}
    known = set(OutboxMail.objects.filter(key__in=keys).values_list("key", flat=True))
    new = [one for key, one in keys.items() if key not in known]
    ask_how_it_was(new)
    return len(new)
