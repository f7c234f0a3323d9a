"""The statement of who presented a session: what, for whom, when, how long. Drawn when it is asked for and not kept.

Everything in it follows from the session and its list of attendance, so that nobody writes a statement by hand.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone

from certificates.pdf import write_pdf
from certificates.printable import printable
from courses.study_time import in_words
from guests.attendance import who_comes
from guests.models import Session
from guests.presenter_page import has_presented
from people.models import User


@dataclass(frozen=True)
class Contribution:
    """What somebody did; `participants` is None when it is left out or nobody was noted as present."""

    name: str
    enterprise: str
    municipality: str
    session: str
    starts_at: datetime
    ends_at: datetime
    participants: int | None
    made_at: datetime

    @property
    def length(self) -> str:
        """In words, in the language that is active: 1 uur en 30 minuten."""
        return in_words(round((self.ends_at - self.starts_at) / timedelta(minutes=1)))


def contribution_of(session: Session, user: User, with_number: bool = True) -> Contribution:
    """Of who presented it, once it took place; 404 for anybody else and before that."""
    if not has_presented(session, user):
        raise Http404
    return Contribution(
        name=printable(user.get_full_name()),
        enterprise=printable(session.enterprise.name),
        municipality=printable(session.organisation.name),
        session=printable(session.title),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        participants=(who_comes(session).attended or None) if with_number else None,
        made_at=timezone.now(),
    )


def draw_contribution(contribution: Contribution, issuer: str) -> bytes:
    """The PDF in the language that is active. Raises NotDrawnError as write_pdf does."""
    context = {"contribution": contribution, "issuer": issuer}
    html = render_to_string("transcript/pdf/contribution.html", context)
    css = render_to_string("transcript/pdf/contribution.css")
    words = (contribution.name, contribution.enterprise, contribution.municipality, contribution.session, issuer)
    return write_pdf([html], css, " ".join(words))
