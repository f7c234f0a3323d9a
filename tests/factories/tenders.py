"""Tenders that enterprises take part in."""

from datetime import date, timedelta

from django.utils import timezone

from guests.models import CaseHiding, CasePage, Enterprise, Tender
from people.models import Organisation


def day(offset: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=offset)


def make_tender(enterprise: Enterprise, organisation: Organisation | None = None, **fields: object) -> Tender:
    """It runs since yesterday for a month; elsewhere when no organisation is given."""
    known = {
        "organisation": organisation,
        "municipality": "" if organisation else "Gemeente Elders",
        "subject": "Groenonderhoud, perceel 3",
        "starts_on": day(-1),
        "ends_on": day(30),
        "by_enterprise": True,
    }
    return Tender.objects.create(enterprise=enterprise, **known | fields)


def make_hidden(case: CasePage, everything: bool = False, **tender: object) -> Tender:
    """A case, or all of its enterprise, during a tender that runs."""
    made = make_tender(case.enterprise, **tender)
    CaseHiding.objects.create(tender=made, case=None if everything else case)
    return made
