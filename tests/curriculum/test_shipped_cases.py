"""The cases that ship: each whole, and together from many kinds of enterprise."""

import pytest

from curriculum import shipped
from guests.models import CasePage

pytestmark = pytest.mark.once

CASES = shipped.cases()["cases"]


@pytest.mark.parametrize("entry", CASES, ids=[entry["slug"] for entry in CASES])
def test_a_case_is_whole(loaded, entry):
    case = CasePage.objects.get(slug=entry["slug"])
    case.full_clean()
    assert [section.part for section in case.sections] == list(CasePage.PARTS)
    assert all(len(section.text.split()) >= 50 for section in case.sections)
    assert 1 <= len(case.goals) <= 3
    assert case.indicator
    # A figure says little without its year.
    assert case.indicator_year in ("2024", "2025")
    assert case.indicator_figure


def test_the_cases_come_from_many_sectors_legal_forms_and_regions(loaded):
    enterprises = [case.enterprise for case in CasePage.objects.select_related("enterprise")]
    assert len(enterprises) >= 6
    assert len({enterprise.sector for enterprise in enterprises}) >= 6
    assert len({enterprise.legal_form for enterprise in enterprises}) >= 4
    assert len({enterprise.region for enterprise in enterprises}) >= 3


def test_every_enterprise_and_its_region_are_called_fictional():
    for enterprise in shipped.cases()["enterprises"]:
        assert enterprise["fictional"], enterprise["slug"]
        assert "(fictief)" in enterprise["region"], enterprise["slug"]
