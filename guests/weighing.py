"""What somebody has to weigh before a proposal for a session goes out: a tender between the two, and fair use.

It stops nobody. Who proposes reads it and sends the same form once more; that form says what was read.
"""

from dataclasses import dataclass, field

from django.utils import timezone

from . import fair_use, tenders
from .fair_use import OverLimit
from .models import Enterprise, Session, Tender
from .sessions import Side


@dataclass(frozen=True)
class Concerns:
    """key: what a form brings back once these were read; others: whom one could ask instead."""

    key: str
    tenders: list[Tender]
    over: OverLimit | None
    others: list[Enterprise] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.tenders or self.over)


def concerns_about(session: Session, side: Side) -> Concerns:
    """Of a proposal from this side; empty when there is nothing to weigh."""
    year = timezone.localtime(session.starts_at).year
    minded = tenders.to_mind(session.enterprise, session.organisation, side == Side.PRESENTER)
    over = fair_use.over_limit(session.enterprise, year)
    # An entrepreneur knows the own limit and needs nobody instead.
    others = fair_use.others_instead(over) if over and side == Side.HOST else []
    read = [str(tender.pk) for tender in minded] + ([f"{year}:{over.promised}"] if over else [])
    key = f"{session.enterprise_id}-{session.organisation_id}-{','.join(read)}"
    return Concerns(key, minded, over, others)
