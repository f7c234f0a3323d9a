"""HR sees a score only where the works council agreed, and only of a quiz that was passed."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.models import ModelLogEntry

from hr.models import Look, WorksCouncilDecision
from quizzes.models import Attempt
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user
from tests.factories.quizzes import make_quiz, start_attempt
from tests.hr.test_access import text_of

pytestmark = pytest.mark.django_db
ADMIN = "/admin/works_council_decisions/"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def quiz(home):
    return make_quiz()


def agree(town) -> WorksCouncilDecision:
    return WorksCouncilDecision.objects.create(
        organisation=town.organisation, reference="OR-2027-014", decided_on=timezone.localdate()
    )


def attempted(user, quiz, score: int, passed: bool) -> None:
    number = user.attempts.count() + 1
    if number == 1:
        attempt = start_attempt(user, quiz)
    else:
        # Once more, as it was before somebody passed.
        attempt = user.attempts.first()
        attempt.pk, attempt.public_id, attempt.number = None, uuid4(), number
        attempt.save()
    Attempt.objects.filter(pk=attempt.pk).update(
        number=number, finished_at=timezone.now(), score=Decimal(score), maximum=Decimal(100), passed=passed
    )


def row_of(viewer, name: str) -> str:
    page = html.fromstring(signed_in(viewer).get(reverse("hr_overview")).content)
    return " ".join(page.xpath(f"//tr[th[normalize-space()='{name}']]")[0].text_content().split())


def learner_with(town, quiz, *attempts: tuple[int, bool], name="Toets Maker"):
    user = make_member(town.organisation, town.department, name=name)
    for score, passed in attempts:
        attempted(user, quiz, score, passed)
    return user


@pytest.mark.row("P3")
@pytest.mark.parametrize("name", ["hr_overview", "hr_export_csv", "hr_export_xlsx"])
def test_without_a_decision_there_is_no_score_and_no_column_for_it(town, quiz, name):
    learner_with(town, quiz, (87, True))
    text = text_of(signed_in(town.officer).get(reverse(name)))
    assert "Score (percentage)" not in text
    assert not re.search(r"\b87\b", text.replace(quiz.course.title, ""))


@pytest.mark.parametrize("name", ["hr_overview", "hr_export_csv", "hr_export_xlsx"])
def test_with_a_decision_it_is_that_of_the_best_attempt_that_passed(town, quiz, name):
    learner_with(town, quiz, (31, False), (71, True), (87, True), (53, False))
    agree(town)
    text = text_of(signed_in(town.officer).get(reverse(name)))
    assert "Score (percentage)" in text
    assert "87" in text


@pytest.mark.row("P3")
def test_of_who_did_not_pass_no_score_is_shown(town, quiz):
    learner_with(town, quiz, (31, False))
    agree(town)
    assert row_of(town.officer, "Toets Maker").endswith("– –")


def test_a_team_lead_sees_it_as_well(town, quiz):
    learner_with(town, quiz, (87, True))
    agree(town)
    assert row_of(make_lead(town.department), "Toets Maker").endswith("87%")


def test_a_decision_is_about_the_own_organisation_only(town, quiz):
    other = make_municipality("Gemeente Ander")
    learner_with(other, quiz, (87, True), name="Vreemde Maker")
    learner_with(town, quiz, (77, True))
    make_member(other.organisation, role="hr", user=town.officer)
    agree(town)
    assert row_of(town.officer, "Toets Maker").endswith("77%")
    assert row_of(town.officer, "Vreemde Maker").endswith("–")


def test_practice_has_no_score(town, quiz):
    user = learner_with(town, quiz, (87, True))
    for attempt in user.attempts.all():
        Attempt.objects.filter(pk=attempt.pk).update(rules=attempt.rules | {"mode": "practice"})
    agree(town)
    assert row_of(town.officer, "Toets Maker").endswith("–")


def test_a_decision_that_is_removed_hides_scores_at_once(town, quiz):
    learner_with(town, quiz, (87, True))
    decision = agree(town)
    assert "87%" in row_of(town.officer, "Toets Maker")
    decision.delete()
    assert "87%" not in row_of(town.officer, "Toets Maker")


def test_a_look_with_scores_is_another_look(town, quiz):
    learner_with(town, quiz, (87, True))
    row_of(town.officer, "Toets Maker")
    agree(town)
    row_of(town.officer, "Toets Maker")
    assert sorted(Look.objects.values_list("with_scores", flat=True)) == [False, True]


def test_scores_of_more_people_cost_no_more_queries(town, quiz):
    agree(town)
    client = signed_in(town.officer)

    def queries() -> int:
        client.get(reverse("hr_overview"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("hr_overview"))
        return len(captured)

    learner_with(town, quiz, (87, True))
    one = queries()
    for number in range(8):
        learner_with(town, quiz, (80 + number, True), name=f"Maker {number}")
    assert queries() == one


def test_an_administrator_records_a_decision_and_it_is_logged(town):
    administrator = make_user(is_superuser=True)
    fields = {"organisation": town.organisation.pk, "reference": "OR-2027-014", "decided_on": "2027-02-01"}
    assert signed_in(administrator).post(f"{ADMIN}new/", fields).status_code == 302
    decision = WorksCouncilDecision.objects.get()
    assert (decision.organisation, decision.recorded_by) == (town.organisation, administrator)
    assert ModelLogEntry.objects.filter(object_id=decision.pk, user=administrator, action="wagtail.create").exists()


def test_nobody_else_comes_near_it(town):
    for user in (town.officer, make_member(town.organisation), make_user()):
        assert signed_in(user).get(f"{ADMIN}new/").status_code in (302, 403, 404)
    assert not WorksCouncilDecision.objects.exists()
