"""Sessions as calendars understand them: iCalendar (RFC 5545) and the invitations made of it (RFC 5546).

Written by hand: it is one kind of event in one time zone. Tests read it with another's parser.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from people.models import User

from .models import Session

ZONE = "Europe/Amsterdam"
# The clock as it has changed since 1996: RFC 5545, 3.6.5 wants the rule in the file.
TIME_ZONE_RULE = f"""\
BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE""".splitlines()
# Octets, without the line end (RFC 5545, 3.1).
LONGEST_LINE = 75


class Method(StrEnum):
    """What a calendar has to do with the file (RFC 5546, 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Entry:
    """A session in the calendar of one person; `address` is the page where they find it.

    `programme` is what the run sheet says; without it the file holds the programme as it was proposed.
    """

    session: Session
    address: str
    programme: str = ""


def entry_of(session: Session, is_presenter: bool = False) -> Entry:
    """With the page of the studio for who presents, the page of the session for everybody else."""
    name = "studio_session" if is_presenter else "session"
    return Entry(session, settings.BASE_URL + reverse(name, args=[session.pk]), session.programme)


def invitation(entry: Entry, user: User) -> str:
    """For who comes: the session as it is now, in place of what the calendar knew of it."""
    return _file(Method.REQUEST, [_event(entry, user, "CONFIRMED")])


def withdrawal(entry: Entry, user: User) -> str:
    """For who does not come any more, or for everybody when the session is off."""
    return _file(Method.CANCEL, [_event(entry, user, "CANCELLED")])


def feed(entries: Iterable[Entry], name: str = "") -> str:
    """What a calendar program reads by itself, or one session to keep."""
    named = [f"X-WR-CALNAME:{_escaped(name)}"] if name else []
    return _file(Method.PUBLISH, [_event(entry, None, "CONFIRMED") for entry in entries], named)


def _file(method: Method, events: list[list[str]], more: Iterable[str] = ()) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Leren//Sessies//NL", "CALSCALE:GREGORIAN"]
    lines += [f"METHOD:{method}", *more, *TIME_ZONE_RULE]
    lines += [line for event in events for line in event]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(entry: Entry, user: User | None, status: str) -> list[str]:
    session = entry.session
    lines = [
        "BEGIN:VEVENT",
        f"UID:{session.uid}",
        f"SEQUENCE:{session.sequence}",
        f"DTSTAMP:{_in_utc(timezone.now())}",
        f"LAST-MODIFIED:{_in_utc(session.changed_at)}",
        f"DTSTART;TZID={ZONE}:{_local(session.starts_at)}",
        f"DTEND;TZID={ZONE}:{_local(session.ends_at)}",
        f"SUMMARY:{_escaped(session.title)}",
        f"STATUS:{status}",
        f"URL:{entry.address}",
        f"DESCRIPTION:{_escaped(_description(entry))}",
    ]
    if place := ", ".join(filter(None, [session.place, session.link])):
        lines.append(f"LOCATION:{_escaped(place)}")
    # The platform invites, not a person: guests never see who of the staff does.
    lines.append(f"ORGANIZER:mailto:{settings.DEFAULT_FROM_EMAIL}")
    if user is not None:
        lines.append(f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{user.email}")
    return [*lines, "END:VEVENT"]


def _description(entry: Entry) -> str:
    programme = entry.programme or entry.session.agenda
    parts = [entry.session.enterprise.name, entry.session.link, programme, entry.address]
    return "\n\n".join(filter(None, parts))


def _in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y%m%dT%H%M%S}"


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11; without characters that no calendar may hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(character for character in text if character.isprintable() or character == "\n")
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """In pieces of 75 octets at most, each but the first after a space; no character is cut in two."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > LONGEST_LINE:
            yield piece
            piece = " "
        piece += character
    yield piece
