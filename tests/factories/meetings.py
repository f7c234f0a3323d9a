"""Meetings of social enterprises and SMEs, with who organises them and who comes."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from guests import meetings, table_plan
from guests.models import Meeting, Participant
from people.models import Organisation, OutboxMail, User

from .guests import make_enterprise, make_entrepreneur
from .hr import make_municipality
from .people import make_member

_numbers = count(1)
TOLD = {"seeks": ["products"], "offers": ["contacts"], "wish": "Wie koopt bij ons in?"}


@dataclass
class Gathering:
    """A meeting with its organiser."""

    meeting: Meeting
    organiser: User
    organisation: Organisation

    def enterprise(self, **fields: Any) -> Participant:
        """A social enterprise that signs up."""
        told = {name: fields.pop(name, TOLD[name]) for name in TOLD}
        enterprise = make_enterprise(admitted=True, **fields)
        return meetings.bring(self.meeting, enterprise, make_entrepreneur(enterprise), told)

    def sme(self, **fields: Any) -> Participant:
        """An SME that the organiser adds."""
        return meetings.add_sme(self.meeting, sme(**fields))

    def host(self) -> Participant:
        return meetings.help_at(self.meeting, make_member(self.organisation))

    def colleague(self) -> User:
        return make_member(self.organisation)

    def filled(self, enterprises: int = 2, smes: int = 2, hosts: int = 1) -> "Gathering":
        for _number in range(enterprises):
            self.enterprise()
        for _number in range(smes):
            self.sme()
        for _number in range(hosts):
            self.host()
        return self

    def settled(self) -> "Gathering":
        table_plan.propose(self.meeting)
        table_plan.settle(self.meeting)
        self.meeting.refresh_from_db()
        return self

    def held(self, days_ago: int = 1) -> "Gathering":
        """As if it had been so many days ago; nobody is told."""
        self.meeting.refresh_from_db()
        move(self.meeting, timezone.now() - timedelta(days=days_ago))
        return self

    def mails(self, what: str) -> list[OutboxMail]:
        """What was put in the outbox about it, by kind of news."""
        found = OutboxMail.objects.filter(key__startswith=f"meeting:{self.meeting.pk}:", key__contains=f":{what}")
        return list(found.order_by("pk"))


def sme(**changes: Any) -> dict[str, Any]:
    """What `meetings.add_sme` takes."""
    number = next(_numbers)
    known = {
        "name": f"Bedrijf {number}",
        "contact": f"Contact {number}",
        "email": f"bedrijf{number}@mkb.example",
        "sector": "catering",
        "region": "Rivierenland",
        "sdgs": [8],
        "seeks": ["contacts"],
        "offers": ["products"],
        "wish": "",
    }
    return known | changes


def new_meeting(organisation: Organisation, **fields: Any) -> Meeting:
    """Not saved; two weeks from now, from two to four, three rounds of twenty minutes at five tables."""
    day = timezone.localtime() + timedelta(days=14)
    starts_at = fields.pop("starts_at", day.replace(hour=14, minute=0, second=0, microsecond=0))
    known = {
        "title": "Aan tafel met het mkb",
        "organisation": organisation,
        "place": "Raadzaal, Stadhuisplein 1",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "first_round_at": starts_at + timedelta(minutes=15),
        "rounds": 3,
        "minutes": 20,
        "tables": 5,
        "agenda": "Welkom\nRondes",
        "sign_up_closes_at": starts_at,
    }
    return Meeting(**known | fields)


def make_gathering(**fields: Any) -> Gathering:
    town = make_municipality()
    meeting = meetings.organise(new_meeting(town.organisation, **fields), town.officer)
    return Gathering(meeting, town.officer, town.organisation)


def move(meeting: Meeting, starts_at: Any) -> None:
    """As if it had been planned then."""
    by = starts_at - meeting.starts_at
    for name in ("starts_at", "ends_at", "first_round_at", "sign_up_closes_at"):
        setattr(meeting, name, getattr(meeting, name) + by)
    meeting.save()


def written(meeting: Meeting, **changes: Any) -> dict[str, Any]:
    """What `meetings.change` takes."""
    return {name: getattr(meeting, name) for name in meetings.WRITTEN} | changes


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody types in the form of a meeting."""
    day = timezone.localdate() + timedelta(days=20)
    return {
        "title": "Ondernemers aan tafel",
        "day": day.isoformat(),
        "begins": "14:00",
        "ends": "17:00",
        "place": "Raadzaal",
        "first_round": "14:30",
        "rounds": "6",
        "minutes": "15",
        "tables": "10",
        "open_form": "on",
        "agenda": "",
    } | changes
