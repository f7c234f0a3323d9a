"""Who may judge whose evidence, and judging it once.

An HR officer judges that of everyone who works for the organisation now, but not their own. Somebody
who works for two organisations may be judged by either.
"""

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.models import User
from transcript.judgement_mail import mail_judgement
from transcript.models import Evidence

from .scope import Scope, officer_scope


class AlreadyJudgedError(Exception):
    """Somebody was first; `evidence` has that judgement, which stands."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence


def evidence_of(scope: Scope, officer: User) -> QuerySet[Evidence]:
    """What waits first, the longest waiting on top; then what was judged, the latest on top.

    With `department`, the one in which HR knows the learner.
    """
    people = scope.of_officer().people()
    departments = people.filter(user=OuterRef("user")).order_by("organisation", "pk").values("department__name")
    return (
        Evidence.objects.filter(user__in=people.values("user"))
        .exclude(user=officer)
        .select_related("user", "judged_by")
        .annotate(department=Subquery(departments[:1]))
        .order_by(F("judged_at").desc(nulls_first=True), "uploaded_at", "id")
    )


def evidence_to_judge(officer: User) -> QuerySet[Evidence]:
    """All evidence `officer` may see. Raises Http404 for who is no HR officer."""
    return evidence_of(officer_scope(officer), officer)


def evidence_for_officer(officer: User, pk: int) -> Evidence:
    """One piece of it; whose it is not theirs to judge, that is not there."""
    return get_object_or_404(evidence_to_judge(officer), id=pk)


def waiting(evidence: QuerySet[Evidence]) -> int:
    """How many of these wait for a judgement."""
    return evidence.filter(state=Evidence.State.WAITING).count()


@transaction.atomic
def judge(officer: User, pk: int, state: Evidence.State, remark: str) -> Evidence:
    """Confirm it or send it back, and tell the learner. Raises AlreadyJudgedError when somebody was first."""
    mine = evidence_to_judge(officer).select_for_update(of=("self",))
    evidence = get_object_or_404(mine, id=pk)
    if not evidence.is_waiting:
        raise AlreadyJudgedError(evidence)
    evidence.state = state
    evidence.judged_by = officer
    evidence.judged_at = timezone.now()
    evidence.remark = remark
    evidence.save(update_fields=["state", "judged_by", "judged_at", "remark"])
    mail_judgement(evidence)
    return evidence
