"""HR looks at what people learned elsewhere, and confirms it or sends it back; once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from hr.evidence import AlreadyJudgedError, judge
from hr.queries import ROWS_PER_PAGE
from people.models import Membership
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.evidence import make_evidence
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_organisation, make_user
from transcript.models import Evidence

pytestmark = pytest.mark.django_db

LIST = "/hr/bewijs/"
OF_ONE_PIECE = ["hr_evidence_one", "hr_evidence_file"]
CONFIRMED, RETURNED, WAITING = Evidence.State.CONFIRMED, Evidence.State.RETURNED, Evidence.State.WAITING


@pytest.fixture
def town(home):
    return make_municipality()


@pytest.fixture
def learner(town):
    return make_member(town.organisation, town.department, name="Lerende Collega")


@pytest.fixture
def evidence(learner) -> Evidence:
    return make_evidence(learner)


def post(user, evidence: Evidence, judgement: str = "confirmed", remark: str = ""):
    address = reverse("hr_evidence_one", args=[evidence.pk])
    return signed_in(user).post(address, {"judgement": judgement, "remark": remark}, follow=True)


@pytest.mark.parametrize("name", OF_ONE_PIECE)
def test_the_own_hr_officer_comes_in(town, evidence, name):
    response = signed_in(town.officer).get(reverse(name, args=[evidence.pk]))
    assert response.status_code == 200
    assert response.getvalue()
    assert evidence.title in signed_in(town.officer).get(LIST).content.decode()


def others(town, learner) -> dict:
    """Everyone but the HR officers of the organisation."""
    return {
        "learner": learner,
        "colleague": make_member(town.organisation, town.department),
        "outsider": make_user(),
        "hr elsewhere": make_municipality().officer,
        "team lead": make_lead(town.department),
        "administrator": make_user(is_superuser=True),
    }


def test_for_everyone_else_it_is_not_there(town, learner, evidence):
    for who, user in others(town, learner).items():
        client = signed_in(user)
        for name in OF_ONE_PIECE:
            assert client.get(reverse(name, args=[evidence.pk])).status_code == 404, who
        assert post(user, evidence).status_code == 404, who
        page = client.get(LIST)
        assert page.status_code == (200 if who == "hr elsewhere" else 404), who
        assert evidence.title not in page.content.decode()
    evidence.refresh_from_db()
    assert evidence.state == WAITING


@pytest.mark.parametrize("name", ["hr_evidence", *OF_ONE_PIECE])
def test_a_visitor_is_asked_to_sign_in(client, evidence, name):
    address = reverse(name, args=[] if name == "hr_evidence" else [evidence.pk])
    assert client.get(address)["Location"].startswith(reverse("account_login"))


def test_ones_own_evidence_is_for_a_colleague_to_judge(town):
    own = make_evidence(town.officer)
    assert own.title not in signed_in(town.officer).get(LIST).content.decode()
    assert post(town.officer, own).status_code == 404
    second = make_member(town.organisation, role=Membership.Role.HR)
    assert post(second, own).status_code == 200
    own.refresh_from_db()
    assert own.judged_by == second


def test_who_has_left_is_no_longer_seen(town, learner, evidence):
    Membership.objects.filter(user=learner).update(ended_on=timezone.localdate())
    assert evidence.title not in signed_in(town.officer).get(LIST).content.decode()
    assert signed_in(town.officer).get(reverse("hr_evidence_file", args=[evidence.pk])).status_code == 404
    assert post(town.officer, evidence).status_code == 404


def test_an_officer_who_leads_a_team_elsewhere_judges_nobody_there(town, evidence):
    elsewhere = make_municipality()
    Membership.objects.create(
        user=elsewhere.officer,
        organisation=town.organisation,
        department=town.department,
        role=Membership.Role.TEAM_LEAD,
    )
    assert evidence.title not in signed_in(elsewhere.officer).get(LIST).content.decode()
    assert post(elsewhere.officer, evidence).status_code == 404


def test_who_works_for_two_organisations_is_in_each_list_once(town, learner, evidence):
    second = make_municipality()
    make_member(second.organisation, second.department, user=learner)
    for officer, department in ((town.officer, town.department), (second.officer, second.department)):
        page = signed_in(officer).get(LIST).content.decode()
        assert page.count(reverse("hr_evidence_one", args=[evidence.pk])) == 1
        assert department.name in page


def test_confirming_counts_at_once_on_the_transcript(town, learner, evidence):
    page = post(town.officer, evidence).content.decode()
    assert f"Bevestigd: {evidence.title}." in page
    evidence.refresh_from_db()
    assert (evidence.state, evidence.judged_by, evidence.remark) == (CONFIRMED, town.officer, "")
    assert evidence.judged_at
    own = signed_in(learner)
    assert own.get(reverse("transcript_json")).json()["totals"]["minutes_confirmed_elsewhere"] == evidence.minutes
    assert "Bevestigd" in own.get(reverse("evidence", args=[evidence.pk])).content.decode()


def test_the_learner_reads_why_it_came_back(town, learner, evidence):
    post(town.officer, evidence, "returned", "De datum ontbreekt.\n<b>Kijk nog eens.</b>")
    evidence.refresh_from_db()
    assert evidence.state == RETURNED
    page = signed_in(learner).get(reverse("evidence", args=[evidence.pk])).content.decode()
    assert "Teruggestuurd" in page
    assert "De datum ontbreekt." in page
    assert "&lt;b&gt;Kijk nog eens.&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("judgement", "remark", "sentence"),
    [
        ("returned", "", "Schrijf waarom u het terugstuurt."),
        ("returned", "   \n ", "Schrijf waarom u het terugstuurt."),
        ("returned", "w" * 100_000, "mag 1000 tekens hebben"),
        ("", "Een zin", "Kies: bevestigen of terugsturen."),
        ("waiting", "Een zin", "Selecteer een geldige keuze."),
    ],
)
def test_a_judgement_that_is_not_complete_is_not_kept_and_nothing_typed_is_lost(
    town, evidence, judgement, remark, sentence
):
    response = post(town.officer, evidence, judgement, remark)
    page = html.fromstring(response.content)
    assert sentence in page.xpath("//main")[0].text_content()
    assert page.xpath("//textarea[@name='remark']")[0].value.strip() == remark.strip()
    assert page.findtext(".//title").startswith("Fout:")
    evidence.refresh_from_db()
    assert (evidence.state, evidence.judged_at, evidence.remark) == (WAITING, None, "")


def test_looking_judges_nothing(town, evidence):
    signed_in(town.officer).get(reverse("hr_evidence_one", args=[evidence.pk]), {"judgement": "confirmed"})
    evidence.refresh_from_db()
    assert evidence.state == WAITING


def test_the_first_judgement_stands_and_the_second_officer_is_told(town, evidence):
    second = make_member(town.organisation, role=Membership.Role.HR)
    post(town.officer, evidence, "returned", "De datum ontbreekt.")
    page = post(second, evidence).content.decode()
    assert "al teruggestuurd" in page
    assert "Uw oordeel is niet bewaard." in page
    evidence.refresh_from_db()
    assert (evidence.state, evidence.judged_by) == (RETURNED, town.officer)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_judge_once():
    town = make_municipality()
    officers = [town.officer, *(make_member(town.organisation, role=Membership.Role.HR) for _ in range(9))]
    evidence = make_evidence(make_member(town.organisation))
    barrier = Barrier(len(officers))

    def one(number: int) -> bool:
        try:
            barrier.wait(timeout=30)
            state = RETURNED if number % 2 else CONFIRMED
            judge(officers[number], evidence.pk, state, f"Oordeel {number}")
        except AlreadyJudgedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(officers)) as pool:
        kept = list(pool.map(one, range(len(officers))))

    assert kept.count(True) == 1
    evidence.refresh_from_db()
    first = kept.index(True)
    assert (evidence.judged_by, evidence.remark) == (officers[first], f"Oordeel {first}")


def test_what_was_judged_has_no_form_any_more(town, learner):
    judged = make_evidence(learner, state=CONFIRMED)
    page = html.fromstring(signed_in(town.officer).get(reverse("hr_evidence_one", args=[judged.pk])).content)
    assert page.xpath("//main//form") == []
    assert "Gezien." in page.xpath("//main")[0].text_content()


def test_what_was_withdrawn_meanwhile_is_gone(town, evidence):
    Evidence.objects.filter(pk=evidence.pk).delete()
    assert post(town.officer, evidence).status_code == 404


def test_what_waits_longest_is_on_top_and_what_was_judged_below(town, learner):
    now = timezone.now()
    for title, state, days in (
        ("Nieuw", WAITING, 1),
        ("Pas beoordeeld", CONFIRMED, 1),
        ("Lang beoordeeld", RETURNED, 9),
        ("Wacht het langst", WAITING, 9),
    ):
        piece = make_evidence(learner, title=title, state=state)
        moment = now - timedelta(days=days)
        Evidence.objects.filter(pk=piece.pk).update(uploaded_at=moment)
        Evidence.objects.filter(pk=piece.pk).exclude(judged_at=None).update(judged_at=moment)
    page = html.fromstring(signed_in(town.officer).get(LIST).content)
    titles = [link.text for link in page.xpath("//main//tbody//a")]
    assert titles == ["Wacht het langst", "Nieuw", "Pas beoordeeld", "Lang beoordeeld"]
    assert "2 wachten op u." in page.xpath("//main")[0].text_content()


def test_a_long_list_has_pages_and_as_many_queries_as_a_short_one(town, learner):
    make_evidence(learner)
    client = signed_in(town.officer)
    client.get(LIST)  # what is kept from content is read first
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    same = [Evidence.objects.get()] * ROWS_PER_PAGE
    Evidence.objects.bulk_create(
        Evidence(
            user=learner,
            title=f"Stuk {number}",
            provider="Delta",
            completed_on=piece.completed_on,
            minutes=60,
            file=piece.file.name,
            file_name="bewijs.pdf",
            content_type=piece.content_type,
            size=1,
            sha256=piece.sha256,
        )
        for number, piece in enumerate(same)
    )
    with CaptureQueriesContext(connection) as many:
        first = html.fromstring(client.get(LIST).content)
    assert len(many) == len(few)
    assert len(first.xpath("//main//tbody/tr")) == ROWS_PER_PAGE
    assert len(html.fromstring(client.get(LIST, {"pagina": 2}).content).xpath("//main//tbody/tr")) == 1


def test_the_overview_leads_an_officer_there_with_the_number(town, learner):
    overview = reverse("hr_overview")
    assert "wacht op u" not in signed_in(town.officer).get(overview).content.decode()
    make_evidence(learner)
    make_evidence(learner, state=CONFIRMED)
    make_evidence(town.officer)
    page = html.fromstring(signed_in(town.officer).get(overview).content)
    (link,) = page.xpath(f"//main//a[@href='{LIST}']")
    assert " ".join(link.text_content().split()) == "Bewijzen (1 wacht op u)"


def test_a_team_lead_is_not_led_there(town, learner):
    make_evidence(learner)
    assert LIST not in signed_in(make_lead(town.department)).get(reverse("hr_overview")).content.decode()


def test_nothing_else_of_someones_learning_is_shown(town, learner, evidence):
    certificate = make_certificate(learner, make_course("Cursus die HR hier niet ziet"))
    other = make_evidence(learner, title="Ander stuk")
    page = signed_in(town.officer).get(reverse("hr_evidence_one", args=[evidence.pk])).content.decode()
    for marker in ("Cursus die HR hier niet ziet", certificate.code, other.title, learner.email):
        assert marker not in page


def test_the_file_is_given_as_one_to_save(town, evidence):
    response = signed_in(town.officer).get(reverse("hr_evidence_file", args=[evidence.pk]))
    assert len(b"".join(response.streaming_content)) == evidence.size
    assert response["Content-Disposition"] == 'attachment; filename="bewijs.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("name", ["hr_evidence", "hr_evidence_one"])
def test_pages_with_personal_data_are_kept_by_no_cache(town, evidence, name):
    address = reverse(name, args=[] if name == "hr_evidence" else [evidence.pk])
    assert "no-store" in signed_in(town.officer).get(address)["Cache-Control"]


def test_a_judge_who_leaves_takes_the_judgement_not_along(town, learner, evidence):
    post(town.officer, evidence)
    town.officer.delete()
    evidence.refresh_from_db()
    assert (evidence.state, evidence.judged_by) == (CONFIRMED, None)
    second = make_member(make_organisation("Elders"), user=make_user())
    make_member(town.organisation, role=Membership.Role.HR, user=second)
    assert signed_in(second).get(reverse("hr_evidence_one", args=[evidence.pk])).status_code == 200
