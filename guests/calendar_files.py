"""Sessions and meetings as calendars understand them: iCalendar (RFC 5545) and the invitations made of it (RFC 5546).

Written by hand: it is one kind of event in one time zone. Tests read it with another's parser.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .models import Session
from .models.appointments import Appointment

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
    """What stands in the calendar of one person. address: the page where they find it. own: what is theirs alone.

    programme: what the run sheet of a session says; without it the file holds the programme as it was proposed.
    """

    appointment: Appointment
    address: str
    own: str = ""
    programme: str = ""


def entry_of(session: Session, is_presenter: bool = False) -> Entry:
    """With the page of the studio for who presents, the page of the session for everybody else."""
    name = "studio_session" if is_presenter else "session"
    return Entry(session, settings.BASE_URL + reverse(name, args=[session.pk]), programme=session.programme)


def invitation(entry: Entry, email: str) -> str:
    """For who comes (`email`): the appointment as it is now, in place of what the calendar knew of it."""
    return _file(Method.REQUEST, [_event(entry, email, "CONFIRMED")])


def withdrawal(entry: Entry, email: str) -> str:
    """For who does not come any more, or for everybody when it is off."""
    return _file(Method.CANCEL, [_event(entry, email, "CANCELLED")])


def feed(entries: Iterable[Entry], name: str = "") -> str:
    """What a calendar program reads by itself, or one appointment to keep."""
    named = [f"X-WR-CALNAME:{_escaped(name)}"] if name else []
    return _file(Method.PUBLISH, [_event(entry, "", "CONFIRMED") for entry in entries], named)


def _file(method: Method, events: list[list[str]], more: Iterable[str] = ()) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Leren//Sessies//NL", "CALSCALE:GREGORIAN"]
    lines += [f"METHOD:{method}", *more, *TIME_ZONE_RULE]
    lines += [line for event in events for line in event]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(entry: Entry, email: str, status: str) -> list[str]:
    appointment = entry.appointment
    lines = [
        "BEGIN:VEVENT",
        f"UID:{appointment.uid}",
        f"SEQUENCE:{appointment.sequence}",
        f"DTSTAMP:{_in_utc(timezone.now())}",
        f"LAST-MODIFIED:{_in_utc(appointment.changed_at)}",
        f"DTSTART;TZID={ZONE}:{_local(appointment.starts_at)}",
        f"DTEND;TZID={ZONE}:{_local(appointment.ends_at)}",
        f"SUMMARY:{_escaped(appointment.title)}",
        f"STATUS:{status}",
        f"URL:{entry.address}",
        f"DESCRIPTION:{_escaped(_description(entry))}",
    ]
    if place := appointment.where:
        lines.append(f"LOCATION:{_escaped(place)}")
    # The platform invites, not a person: guests never see who of the staff does.
    lines.append(f"ORGANIZER:mailto:{settings.DEFAULT_FROM_EMAIL}")
    if email:
        lines.append(f"ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:{email}")
    return [*lines, "END:VEVENT"]


def _description(entry: Entry) -> str:
    appointment = entry.appointment
    programme = entry.programme or appointment.agenda
    parts = [appointment.with_whom, appointment.online_at, entry.own, programme, entry.address]
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
