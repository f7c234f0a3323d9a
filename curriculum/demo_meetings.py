"""A meeting of social enterprises and SMEs that is coming, with a settled table plan. All of them are made up."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from guests import meetings, table_plan
from guests.models import Enterprise, Meeting
from people.models import Organisation, User

TITLE = "Aan tafel: sociaal ondernemers en het mkb van Rivierdam"

# Name of the enterprise: what it seeks and offers.
ENTERPRISES = {
    "groenwerkers-rivierdam": (["contacts", "knowledge"], ["services", "staff"]),
    "laptop-atelier-rivierdam": (["products", "space"], ["products", "workplaces"]),
    "buurtkeuken-rivierdam": (["contacts", "space"], ["services"]),
}
# Business, contact, sector, goals, what it seeks and offers, in own words.
SMES = (
    ("Bouwbedrijf De Dijk", "Joost van Vliet", "bouw", [8, 11], ["staff", "services"], ["contacts", "products"], ""),
    (
        "Hotel Rivierzicht",
        "Samira El Idrissi",
        "horeca",
        [12],
        ["services", "products"],
        ["workplaces"],
        "Wij zoeken iemand die onze tuin het hele jaar onderhoudt.",
    ),
    ("Drukkerij Inktvis", "Peter Hoekstra", "druk en papier", [12, 13], ["contacts"], ["products", "space"], ""),
)


def load_demo_meeting(organisation: Organisation, organiser: User, presenter: User, hosts: list[User]) -> None:
    """What somebody made of it stays as it is; when it is over, nothing new comes."""
    if Meeting.objects.filter(organisation=organisation, title=TITLE).exists():
        return
    meeting = meetings.organise(_meeting(organisation), organiser)
    # Only who is admitted may come.
    Enterprise.objects.filter(slug__in=ENTERPRISES).update(admitted=True)
    for enterprise in Enterprise.objects.filter(slug__in=ENTERPRISES).order_by("pk"):
        seeks, offers = ENTERPRISES[enterprise.slug]
        meetings.bring(meeting, enterprise, presenter, {"seeks": seeks, "offers": offers, "wish": ""})
    for name, contact, sector, sdgs, seeks, offers, wish in SMES:
        email = f"{contact.split()[0].lower()}@mkb.example"
        about = {"name": f"{name} (fictief)", "contact": contact, "email": email, "sector": sector, "sdgs": sdgs}
        about |= {"region": "Rivierdam en omgeving (fictief)", "seeks": seeks, "offers": offers, "wish": wish}
        meetings.add_sme(meeting, about)
    for host in hosts:
        meetings.help_at(meeting, host)
    table_plan.propose(meeting)
    table_plan.settle(meeting)


def _meeting(organisation: Organisation) -> Meeting:
    """In five weeks, three rounds of twenty minutes in the town hall."""
    day = timezone.localdate() + timedelta(weeks=5)
    starts_at = timezone.make_aware(datetime.combine(day, time(15)))
    return Meeting(
        title=TITLE,
        organisation=organisation,
        place="Stadhuis Rivierdam (fictief), burgerzaal",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        first_round_at=starts_at + timedelta(minutes=30),
        rounds=3,
        minutes=20,
        tables=6,
        agenda="15:00 Welkom\n15:30 Drie gesprekken\n16:30 Napraten\nDit is een fictieve ontmoeting.",
        sign_up_closes_at=starts_at - timedelta(days=7),
    )
