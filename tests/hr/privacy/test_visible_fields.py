"""The table for the works council says what the code shows: no more, and no less."""

import dataclasses
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from lxml import html

from commitments.models import ScanAnswer
from config.data_map import DATA_MAP
from hr.api.schemas import Completion, DutyAnswer, Person
from hr.duty_rows import Row as DutyRow
from hr.exports import layout_of
from hr.models import Look, WorksCouncilDecision
from hr.queries import Row
from hr.visible_fields import MAILS, NEVER_SEEN, NO_LOOKS, SUMS, VISIBLE_FIELDS, Screen
from people.data_map import Personal
from tests.factories.hr import make_municipality, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.row("P1")]
ADDRESS = "/privacy/wie-ziet-wat/"
TEMPLATES = settings.BASE_DIR / "templates"
DECLARE = "Say in hr/visible_fields.py who sees it and why, and ask the works council."


def codes_in(screen: Screen) -> set[str]:
    return {code for field in VISIBLE_FIELDS if screen in field.screens for code in field.code}


def attributes(template: str, variable: str) -> set[str]:
    """What a template asks of a variable."""
    text = (TEMPLATES / template).read_text()
    return set(re.findall(rf"\b{variable}\.(\w+)", text))


def test_every_field_of_a_row_is_declared():
    names = {field.name for field in dataclasses.fields(Row)}
    assert names - codes_in(Screen.EXPORT) == set(), DECLARE
    assert names & codes_in(Screen.LIST) == attributes("hr/overview.html", "row"), DECLARE
    assert attributes("hr/matrix.html", "row") - codes_in(Screen.MATRIX) == set(), DECLARE


@pytest.mark.parametrize("schema", [Person, Completion, DutyAnswer])
def test_every_field_that_a_program_reads_is_declared(schema):
    keys = {"id", "person_id", "turn", "course_key"}
    assert set(schema.model_fields) - keys - codes_in(Screen.PROGRAM) == set(), DECLARE


def test_every_field_on_the_page_of_an_assignment_is_declared():
    names = {field.name for field in dataclasses.fields(DutyRow)} - {"duty"}
    assert names - codes_in(Screen.ASSIGNMENT) == set(), DECLARE


def test_every_column_of_the_file_of_the_overview_is_declared():
    in_files = [field for field in VISIBLE_FIELDS if Screen.EXPORT in field.screens]
    assert sorted(layout_of("standard", with_scores=True).headings) == sorted(str(one.label) for one in in_files)
    undecided = [str(one.label) for one in in_files if not one.needs_decision]
    assert sorted(layout_of("standard").headings) == sorted(undecided), DECLARE


@pytest.mark.parametrize("template", ["hr/evidence.html", "hr/evidence_list.html", "transcript/evidence_facts.html"])
def test_what_evidence_screens_show_is_declared(template):
    assert attributes(template, "evidence") - codes_in(Screen.EVIDENCE) == set(), DECLARE


def test_the_list_in_a_file_with_certificates_is_declared():
    text = (settings.BASE_DIR / "hr" / "bundles.py").read_text()
    shown = set(re.findall(r"certificate\.(\w+)", text[text.index("def _add") : text.index("def _keep")]))
    assert shown - codes_in(Screen.BUNDLE) == set(), DECLARE


def test_what_the_check_of_an_award_shows_is_declared():
    shown = attributes("hr/award_check.html", "user") - {"get_full_name"}
    assert shown - codes_in(Screen.AWARD) == set(), DECLARE


def test_every_mail_to_who_follows_people_is_declared_with_its_variables():
    found = {path.name: frozenset(_variables(path.read_text())) for path in (TEMPLATES / "hr" / "email").glob("*.txt")}
    assert found == MAILS, DECLARE


def _variables(text: str) -> set[str]:
    shown = re.findall(r"\{\{ ([\w.]+)", text)
    named = dict(re.findall(r"(\w+)=([\w.]+)", text))
    return {named.get(one, one) for one in shown}


def test_every_kind_of_look_is_a_screen_of_the_table():
    assert set(Look.Kind.values) == set(Screen.values) - set(NO_LOOKS)
    for kind in Look.Kind:
        assert codes_in(Screen(kind.value))


def test_what_is_never_seen_exists_and_is_personal():
    for one in NEVER_SEEN:
        for field in one.fields:
            label, _dot, name = field.rpartition(".")
            assert isinstance(DATA_MAP[label][name], Personal), field


def test_nothing_is_both_seen_and_never_seen():
    assert ScanAnswer._meta.label not in {code for field in VISIBLE_FIELDS for code in field.code}
    assert {str(field.label) for field in VISIBLE_FIELDS} & {str(one.label) for one in NEVER_SEEN} == set()


def test_everyone_reads_the_page_without_signing_in(home):
    town = make_municipality("Gemeente Eigen")
    for client in (Client(), signed_in(town.officer)):
        text = html.fromstring(client.get(ADDRESS).content).text_content()
        with translation.override("nl"):
            for one in (*VISIBLE_FIELDS, *NEVER_SEEN, *SUMS):
                assert str(one.label) in text
        assert "Geen organisatie heeft zo'n besluit" in text
    assert Client().post(ADDRESS).status_code == 405


def test_it_says_which_organisations_have_a_decision(home):
    town = make_municipality("Gemeente Eigen")
    WorksCouncilDecision.objects.create(
        organisation=town.organisation, reference="OR-2027-014", decided_on=timezone.localdate()
    )
    text = Client().get(ADDRESS).content.decode()
    assert "Gemeente Eigen: OR-2027-014" in text


def test_the_overview_leads_to_it(home):
    from tests.factories.courses import make_course

    make_course()
    town = make_municipality()
    assert f'href="{ADDRESS}"' in signed_in(town.officer).get(reverse("hr_overview")).content.decode()


def test_the_sums_are_addresses_of_hr():
    assert [reverse(one.where) for one in SUMS] == ["/hr/voornemens/", "/hr/effect/"]
