"""Planning for oneself by when a course must be finished."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from courses.enrol import enrol
from courses.models import Enrolment
from courses.progress import complete_step
from courses.target_date import TargetDateForm
from tests.factories.courses import make_course, steps_of
from tests.factories.people import make_member, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_course(title="Sociaal inkopen", lessons=2)


@pytest.fixture
def enrolment(learner, course):
    return enrol(learner, course)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def address(enrolment):
    return reverse("target_date", args=[enrolment.pk])


def plan(client, enrolment, day):
    return client.post(address(enrolment), {"target_date": str(day)})


def planned():
    return Enrolment.objects.get().target_date


def words_of(client, path):
    return " ".join(html.fromstring(client.get(path).content).xpath("//main")[0].text_content().split())


def test_the_day_is_chosen_on_the_course_page_and_stands_on_my_learning(as_learner, course, enrolment):
    form = html.fromstring(as_learner.get(course.url).content).xpath(f"//form[@action='{address(enrolment)}']")[0]
    field = form.xpath(".//input[@type='date']")[0]
    assert form.xpath(f".//label[@for='{field.get('id')}']")
    assert plan(as_learner, enrolment, "2199-12-24").url == course.url
    assert planned() == date(2199, 12, 24)
    assert 'value="2199-12-24"' in as_learner.get(course.url).content.decode()
    assert "U wilt klaar zijn op 24 december 2199." in words_of(as_learner, reverse("my_learning"))


def test_today_may_be_chosen_and_a_day_may_be_changed_and_taken_away(as_learner, enrolment):
    for day in (in_days(0), in_days(30)):
        plan(as_learner, enrolment, day)
        assert planned() == day
    said = as_learner.post(address(enrolment), {"target_date": ""}, follow=True).content.decode()
    assert "U hebt nu geen dag meer gepland voor deze cursus." in said
    assert planned() is None


def test_a_day_that_has_passed_is_refused_with_what_to_do_and_stays_in_the_field(as_learner, enrolment):
    plan(as_learner, enrolment, in_days(5))
    response = plan(as_learner, enrolment, in_days(-1))
    page = html.fromstring(response.content)
    assert (
        "Deze dag is al geweest. Kies vandaag of een latere dag" in page.xpath("//*[@role='alert']")[0].text_content()
    )
    assert page.xpath("//title")[0].text.startswith("Fout:")
    assert page.xpath("//input[@name='target_date']/@value") == [in_days(-1).isoformat()]
    assert planned() == in_days(5)


@pytest.mark.parametrize("typed", ["morgen", "31-02-2199", "2199", "<script>", "\x00", "9" * 500])
def test_what_is_no_day_is_refused_and_kept_as_it_was_typed(as_learner, enrolment, typed):
    response = plan(as_learner, enrolment, typed)
    assert "Schrijf een dag, maand en jaar" in response.content.decode()
    assert response.context["form"]["target_date"].value() == typed
    assert planned() is None


def test_a_browser_without_date_fields_may_send_the_dutch_way_of_writing():
    form = TargetDateForm({"target_date": "24-12-2199"})
    assert form.is_valid()
    assert form.cleaned_data["target_date"] == date(2199, 12, 24)


def test_a_colleague_and_an_outsider_neither_see_nor_change_it_and_a_visitor_signs_in(as_learner, enrolment, learner):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    plan(as_learner, enrolment, "2199-12-24")
    pages, day = (enrolment.course.url, reverse("my_learning")), "24 december 2199"
    assert all(day in words_of(as_learner, page) for page in pages)
    for user in (make_member(organisation), make_member(make_organisation())):
        client = Client()
        client.force_login(user)
        enrol(user, enrolment.course)
        assert client.get(address(enrolment)).status_code == 404
        assert plan(client, enrolment, "2198-01-01").status_code == 404
        assert not any(day in words_of(client, page) for page in pages)
    assert plan(Client(), enrolment, "2198-01-01").url.startswith("/accounts/login/")
    assert Enrolment.objects.get(user=learner).target_date == date(2199, 12, 24)


@pytest.mark.parametrize("unknown", [999_999, 10**30])
def test_an_enrolment_that_does_not_exist_is_not_found(as_learner, unknown):
    assert as_learner.post(reverse("target_date", args=[unknown]), {"target_date": ""}).status_code == 404


def test_looking_at_the_page_writes_nothing(as_learner, enrolment, django_assert_max_num_queries):
    with django_assert_max_num_queries(30) as queries:
        assert as_learner.get(f"{address(enrolment)}?target_date=2199-12-24").status_code == 200
    assert not [query for query in queries.captured_queries if query["sql"].startswith(("UPDATE", "INSERT"))]
    assert planned() is None


def test_who_has_finished_or_is_not_enrolled_is_not_asked(as_learner, course, learner):
    assert 'name="target_date"' not in as_learner.get(course.url).content.decode()
    enrolment = enrol(learner, course)
    for step in steps_of(course):
        complete_step(enrolment, step)
    assert 'name="target_date"' not in as_learner.get(course.url).content.decode()


def test_while_the_course_is_offline_a_plan_leads_back_to_my_learning(as_learner, course, enrolment):
    course.unpublish()
    assert plan(as_learner, enrolment, in_days(3)).url == reverse("my_learning")
