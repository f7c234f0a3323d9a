"""Sessions with entrepreneurs, with two sides and people who come."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from guests import sessions
from guests.models import Session, SignUp
from people.models import Organisation, User

from .guests import make_entrepreneur
from .hr import make_municipality
from .people import make_member


@dataclass
class Meeting:
    """A session with who hosts it and who presents it."""

    session: Session
    host: User
    presenter: User
    organisation: Organisation

    def visitor(self, name: str = "") -> User:
        """Somebody of the municipality."""
        return make_member(self.organisation, name=name)

    def visitors(self, count: int) -> list[User]:
        return [self.visitor() for _number in range(count)]

    def sign_up(self, count: int) -> list[SignUp]:
        return [sessions.sign_up(self.session, user) for user in self.visitors(count)]


def new_session(organisation: Organisation, presenter: User, **fields: Any) -> Session:
    """Not saved; two weeks from now, two hours, in the town hall."""
    starts_at = fields.pop("starts_at", timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=14))
    known = {
        "title": "Inkopen met impact",
        "organisation": organisation,
        "enterprise": presenter.enterprises.first(),
        "kind": "mixed",
        "place": "Raadzaal, Stadhuisplein 1",
        "link": "https://vergaderen.example/kamer",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "agenda": "Kennismaken\nVragen",
        "capacity": 20,
        "sign_up_closes_at": starts_at,
    }
    return Session(**known | fields)


def make_proposal(by: str = "host", **fields: Any) -> Meeting:
    town = make_municipality()
    presenter = make_entrepreneur()
    session = new_session(town.organisation, presenter, **fields)
    user = town.officer if by == "host" else presenter
    sessions.propose(session, user, sessions.Side(by))
    return Meeting(session, town.officer, presenter, town.organisation)


def make_meeting(**fields: Any) -> Meeting:
    """Confirmed by both."""
    meeting = make_proposal(**fields)
    session = meeting.session
    sessions.confirm(session, meeting.presenter, frozenset({sessions.Side.PRESENTER}), sessions.version_of(session))
    session.refresh_from_db()
    return meeting


def move(session: Session, starts_at: Any) -> None:
    """As if it had been planned then; nobody is told."""
    length = session.ends_at - session.starts_at
    session.starts_at, session.ends_at, session.sign_up_closes_at = starts_at, starts_at + length, starts_at
    session.save()


def written(session: Session, **changes: Any) -> dict[str, Any]:
    """What `sessions.change` takes."""
    return {name: getattr(session, name) for name in sessions.WRITTEN} | changes


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody types in the form of a session."""
    day = timezone.localdate() + timedelta(days=20)
    return {
        "title": "Groen onderhoud",
        "day": day.isoformat(),
        "begins": "14:00",
        "ends": "15:30",
        "kind": "on_site",
        "place": "Raadzaal",
        "capacity": "12",
        "agenda": "Kennismaken en vragen.",
    } | changes
