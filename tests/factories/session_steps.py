"""Sessions as steps of courses, and people who were there."""

from datetime import timedelta
from itertools import count

from django.core.files.base import ContentFile
from django.utils import timezone

from cms.models import CmsMedia
from courses.models import CoursePage
from guests.models import Session, SessionStepPage, SignUp
from people.models import User

from .courses import module_of
from .sessions import Meeting, make_meeting, move

_numbers = count(1)


def make_session_step(course: CoursePage, recorded: bool = False, **fields: object) -> SessionStepPage:
    number = next(_numbers)
    known = {"title": f"Kom naar een sessie {number}", "slug": f"sessie-stap-{number}"}
    if recorded:
        known["recording"] = [("video", {"video": make_film(), "title": "De sessie van maart"})]
    return module_of(course).add_child(instance=SessionStepPage(**known | fields))


def make_film() -> CmsMedia:
    """With captions and a transcript, as publishing asks for."""
    film = CmsMedia(title="Sessie", type="video", duration=60, transcript="<p>Welkom.</p>")
    film.file.save("sessie.mp4", ContentFile(b"film"), save=False)
    film.captions.save("sessie.vtt", ContentFile(b"WEBVTT"), save=False)
    film.save()
    return film


def make_meeting_about(course: CoursePage | None, people: int = 1, **fields: object) -> tuple[Meeting, list[SignUp]]:
    """Begun an hour ago, with so many people who have a place."""
    meeting = make_meeting(course=course, **fields)
    sign_ups = meeting.sign_up(people)
    move(meeting.session, timezone.now() - timedelta(hours=1))
    return meeting, sign_ups


def let_attend(session: Session, user: User) -> SignUp:
    """As if the host had ticked them before anything asked for it."""
    number = session.sign_ups.count() + 1
    there = {"state": SignUp.State.SIGNED_UP, "moved_up_at": timezone.now(), "attended_at": timezone.now()}
    return SignUp.objects.create(session=session, user=user, number=number, **there)


def make_over(meeting: Meeting, hours: float = 1) -> Session:
    """It ended so many hours ago."""
    length = meeting.session.ends_at - meeting.session.starts_at
    move(meeting.session, timezone.now() - length - timedelta(hours=hours))
    return meeting.session
