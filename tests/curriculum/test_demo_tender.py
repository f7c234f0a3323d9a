"""The demonstration has a tender that is expected elsewhere, and holds nothing up."""

import pytest

from curriculum.demo_tenders import load_demo_tender
from guests.models import CaseHiding, Enterprise, Tender
from people.models import User

pytestmark = pytest.mark.once


def test_the_entrepreneur_expects_a_tender_and_loading_again_adds_none(loaded):
    tender = Tender.objects.get()
    assert (tender.state, tender.by_enterprise, tender.organisation) == ("expected", True, None)
    assert not CaseHiding.objects.exists()

    load_demo_tender(Enterprise.objects.get(slug="groenwerkers-rivierdam"), User.objects.earliest("pk"))

    assert Tender.objects.count() == 1
