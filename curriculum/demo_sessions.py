"""A session that is coming, with people who signed up, and a proposal that the entrepreneur has not answered yet."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from courses.models import CoursePage
from guests import run_sheets, sessions
from guests.models import Enterprise, Preparation, Session
from guests.run_sheets import Part
from people.models import Organisation, User

COMING = "Groen onderhoud inkopen dat werkt"
PROPOSED = "Wat hebt u van ons nodig bij een kleine opdracht?"


def load_demo_sessions(organisation: Organisation, host: User, presenter: User, visitors: list[User]) -> None:
    """What somebody made of them stays as it is; when the session is over, nothing new comes."""
    if Session.objects.filter(organisation=organisation, title=COMING).exists():
        return
    course = CoursePage.objects.live().filter(slug="artikel-2-82").first()
    coming = _session(organisation, COMING, weeks=3, begins=time(14), course=course)
    coming.agenda = (
        "14.00 Kennismaken\n14.15 Hoe wij perceel 3 kregen\n14.45 Uw vragen\n15.30 Wat neemt u mee?\n"
        "Dit is een fictieve sessie."
    )
    sessions.propose(coming, host, sessions.Side.HOST)
    sides = frozenset({sessions.Side.PRESENTER})
    sessions.confirm(coming, presenter, sides, sessions.version_of(coming))
    _prepare(coming)
    for visitor in visitors:
        sessions.sign_up(coming, visitor)
    sessions.propose(_session(organisation, PROPOSED, weeks=6, begins=time(10)), host, sessions.Side.HOST)


def _prepare(session: Session) -> None:
    """A run sheet, and what the presenter needs to know; all of it made up."""
    parts = [
        Part(15, "Kennismaken", "Iedereen", "Koffie en naambordjes"),
        Part(30, "Hoe wij perceel 3 kregen", "Ondernemer", "Scherm en geluid"),
        Part(30, "Uw vragen", "Iedereen"),
        Part(15, "Wat neemt u mee, en wat doen wij ermee? (fictieve sessie)", "Gastvrouw"),
    ]
    run_sheets.keep(session, parts, run_sheets.version_of(session))
    Preparation.objects.create(
        session=session,
        directions="De ingang zonder drempel is aan het Stadhuisplein. Bus 4 stopt voor de deur. (Fictief)",
        contact="De receptie van het stadhuis van Rivierdam (fictief)",
    )


def _session(
    organisation: Organisation, title: str, weeks: int, begins: time, course: CoursePage | None = None
) -> Session:
    """So many weeks from now, an hour and a half in the town hall, for twelve people."""
    day = timezone.localdate() + timedelta(weeks=weeks)
    starts_at = timezone.make_aware(datetime.combine(day, begins))
    return Session(
        title=title,
        organisation=organisation,
        enterprise=Enterprise.objects.get(slug="groenwerkers-rivierdam"),
        course=course,
        kind=Session.Kind.ON_SITE,
        place="Stadhuis Rivierdam (fictief), raadzaal",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        sign_up_closes_at=starts_at,
        capacity=12,
    )
