"""The own list, telling how it went, and removing: for the owner and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from commitments import intentions
from commitments.mail_back import mail_due_intentions
from commitments.models import LONGEST_SENTENCE, Intention, IntentionReport, Outcome
from people.models import Membership, OutboxMail
from people.sweep import sweep
from tests.factories.commitments import make_asking_course, make_intention
from tests.factories.courses import module_of
from tests.factories.hr import signed_in
from tests.factories.people import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db
LIST = "/mijn-leren/voornemens/"


@pytest.fixture
def intention(home, learner):
    return make_intention(learner, text="Ik bel twee ondernemingen")


def report_page(intention):
    return reverse("intention_report", args=[intention.pk])


def removal(intention):
    return reverse("remove_intention", args=[intention.pk])


def words(response) -> str:
    return " ".join(html.fromstring(response.content).text_content().split())


def test_the_list_has_the_newest_on_top_with_how_it_went(as_learner, learner, intention):
    intentions.report(intention, Outcome.BLOCKED, "De jurist is ziek")
    older = make_intention(learner, text="Ik lees de memo", days_ago=3)
    text = words(as_learner.get(LIST))
    assert text.index("Ik bel twee ondernemingen") < text.index(older.text)
    assert "Het lukt niet" in text
    assert "De jurist is ziek" in text


def test_my_learning_leads_to_the_list(as_learner, intention):
    assert f'href="{LIST}"' in as_learner.get("/mijn-leren/").content.decode()


def test_an_empty_list_says_where_intentions_come_from(as_learner):
    assert "U hebt nog geen voornemens." in words(as_learner.get(LIST))


def test_the_list_asks_as_many_questions_for_one_as_for_five(as_learner, learner, intention):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_learner.get(LIST)
        return len(captured)

    queries()
    with_one = queries()
    for _number in range(4):
        intentions.report(make_intention(learner), Outcome.BUSY)
    as_learner.get(LIST)
    assert queries() == with_one


@pytest.mark.parametrize("outcome", Outcome.values)
def test_the_answer_is_added_and_the_list_shows_it(as_learner, intention, outcome):
    response = as_learner.post(report_page(intention), {"outcome": outcome, "remark": "Omdat het zo ging"})
    assert response.url == LIST
    told = IntentionReport.objects.get()
    assert (told.intention, told.outcome, told.remark) == (intention, outcome, "Omdat het zo ging")
    assert str(Outcome(outcome).label) in words(as_learner.get(LIST))


def test_a_later_answer_counts_and_the_earlier_one_stays(as_learner, intention):
    for outcome in (Outcome.BUSY, Outcome.DONE):
        as_learner.post(report_page(intention), {"outcome": outcome})
    assert [told.outcome for told in IntentionReport.objects.order_by("pk")] == ["busy", "done"]
    assert Intention.objects.with_outcome().get().outcome == "done"
    assert Intention.objects.get().latest_report.outcome == "done"
    assert "Nog mee bezig" in words(as_learner.get(report_page(intention)))


def test_the_latest_counts_also_when_it_was_written_first(intention):
    now = timezone.now()
    IntentionReport.objects.create(intention=intention, outcome=Outcome.DONE, reported_at=now)
    IntentionReport.objects.create(intention=intention, outcome=Outcome.BUSY, reported_at=now - timedelta(days=1))
    assert Intention.objects.with_outcome().get().outcome == "done"
    assert intention.latest_report.outcome == "done"


@pytest.mark.parametrize("answer", [{}, {"outcome": ""}, {"outcome": "geweldig"}])
def test_without_a_known_answer_nothing_is_written_and_the_explanation_stays(as_learner, intention, answer):
    response = as_learner.post(report_page(intention), answer | {"remark": "Wel getypt"})
    assert not IntentionReport.objects.exists()
    page = html.fromstring(response.content)
    assert page.xpath("//textarea[@name='remark']")[0].text.strip() == "Wel getypt"
    assert page.findtext(".//title").strip().startswith("Fout:")
    assert page.xpath("//*[@role='alert']//a/@href") == ["#id_outcome_0"]


@pytest.mark.parametrize("length", [LONGEST_SENTENCE + 1, 100_000])
def test_an_explanation_that_is_too_long_comes_back(as_learner, intention, length):
    response = as_learner.post(report_page(intention), {"outcome": "done", "remark": "x" * length})
    assert not IntentionReport.objects.exists()
    page = html.fromstring(response.content)
    assert page.xpath("//textarea[@name='remark']")[0].text.strip() == "x" * length
    assert page.xpath("//input[@value='done']/@checked")


def test_a_get_reports_and_removes_nothing(as_learner, intention):
    as_learner.get(report_page(intention), {"outcome": "done"})
    assert as_learner.get(removal(intention)).status_code == 405
    assert Intention.objects.count() == 1
    assert not IntentionReport.objects.exists()


def test_what_is_removed_is_gone_with_its_answers_and_the_mail_that_waits(as_learner, learner):
    intention = make_intention(learner, text="Heel geheim plan", days_ago=31)
    intentions.report(intention, Outcome.BUSY)
    assert mail_due_intentions() == 1
    assert as_learner.post(removal(intention)).url == LIST
    assert not Intention.objects.exists()
    assert not IntentionReport.objects.exists()
    assert not OutboxMail.objects.filter(body__contains="Heel geheim plan").exists()
    assert as_learner.post(removal(intention)).status_code == 404


def test_after_removing_one_can_make_another(as_learner, intention):
    module = intention.module
    as_learner.post(removal(intention))
    as_learner.post(reverse("intention", args=[module.pk]), {"text": "Opnieuw"})
    assert Intention.objects.get().text == "Opnieuw"


@pytest.fixture
def others(learner):
    """Everybody who is not the owner: a colleague, the HR officer, an outsider and an administrator."""
    own, elsewhere = make_organisation(), make_organisation()
    make_member(own, user=learner)
    return {
        "colleague": make_member(own),
        "hr": make_member(own, role=Membership.Role.HR),
        "outsider": make_member(elsewhere, role=Membership.Role.HR),
        "administrator": make_user(is_superuser=True),
    }


@pytest.mark.parametrize("who", ["colleague", "hr", "outsider", "administrator"])
def test_nobody_else_reads_answers_or_removes_it(intention, others, who):
    client = signed_in(others[who])
    assert client.get(report_page(intention)).status_code == 404
    assert client.post(report_page(intention), {"outcome": "done"}).status_code == 404
    assert client.post(removal(intention)).status_code == 404
    assert not IntentionReport.objects.exists()
    assert Intention.objects.count() == 1
    for address in (LIST, reverse("intention", args=[intention.module_id])):
        assert intention.text not in client.get(address).content.decode()


def test_the_owner_reads_it_at_each_address(as_learner, intention):
    for address in (LIST, report_page(intention), reverse("intention", args=[intention.module_id])):
        assert intention.text in as_learner.get(address).content.decode()


def test_a_visitor_is_sent_to_sign_in(intention):
    for address in (LIST, report_page(intention), reverse("intention", args=[intention.module_id])):
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize("pk", [999_999, 10**30])
def test_an_intention_that_does_not_exist_is_a_404(as_learner, pk):
    for name in ("intention_report", "remove_intention"):
        assert as_learner.post(reverse(name, args=[pk]), {"outcome": "done"}).status_code == 404


def test_private_pages_are_kept_by_no_cache(as_learner, intention):
    for address in (LIST, report_page(intention), reverse("intention", args=[intention.module_id])):
        assert "no-store" in as_learner.get(address)["Cache-Control"]


def test_an_intention_survives_the_module_it_came_from_going_offline(as_learner, intention):
    intention.module.unpublish()
    module_of(intention.enrolment.course).get_parent().unpublish()
    assert as_learner.get(LIST).status_code == 200
    assert as_learner.get(report_page(intention)).status_code == 200
    as_learner.post(reverse("intention", args=[intention.module_id]), {"text": "Anders gezegd"})
    assert Intention.objects.get().text == "Anders gezegd"


def test_a_module_with_intentions_is_not_deleted_and_the_editor_reads_why(home, intention):
    administrator = signed_in(make_user(is_superuser=True))
    address = reverse("wagtailadmin_pages:delete", args=[intention.module_id])
    response = administrator.post(address, follow=True)
    assert "Haal de pagina offline" in response.content.decode()
    assert Intention.objects.count() == 1


def test_a_course_of_one_person_is_of_no_concern_to_another(learner, home):
    course = make_asking_course()
    mine, theirs = make_intention(learner, course), make_intention(make_user(), course)
    assert list(intentions.intentions_of(learner)) == [mine]
    assert theirs.module == mine.module


def test_the_sweep_knows_the_job(learner, home):
    make_intention(learner, days_ago=31)
    assert sweep().done["mail_due_intentions"] == 1
