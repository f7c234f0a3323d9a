"""A tender that the enterprise of the demonstration expects, elsewhere: it holds nothing up."""

from guests import tenders
from guests.models import Enterprise
from people.models import User


def load_demo_tender(enterprise: Enterprise, entrepreneur: User) -> None:
    """What somebody made of it stays as it is."""
    if enterprise.tenders.exists():
        return
    told = {
        "organisation": None,
        "municipality": "Gemeente Dorpsveld (fictief)",
        "subject": "Onderhoud van begraafplaatsen",
        "starts_on": None,
        "ends_on": None,
    }
    tenders.declare(entrepreneur, enterprise, told)
