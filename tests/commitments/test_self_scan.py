"""A learner rates themselves before and after a course, of their own will, and nobody else sees an answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from commitments import scan as rules
from commitments.intentions import RefusedError
from commitments.models import Moment, ScanAnswer
from courses.enrol import enrol, open_new_period
from courses.models import CourseCompletion, CoursePage
from courses.progress import complete_step
from tests.factories.courses import make_course, steps_of
from tests.factories.hr import finish, make_municipality, signed_in
from tests.factories.people import make_member, make_user
from tests.factories.scan import STATEMENTS, make_scan_course, rate
from tests.factories.translations import make_translation

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(home):
    return make_scan_course("De cursus")


@pytest.fixture
def learner(home):
    return make_user(name="Sanne de Vries")


def address(name: str, course) -> str:
    return reverse(name, args=[course.pk])


def fields(course, value: int = 3) -> dict[str, str]:
    return {str(block.id): str(value) for block in course.statements}


def fill_in(user, course, moment: str, value: int = 3):
    return signed_in(user).post(address(f"self_scan_{moment}", course), fields(course, value), follow=True)


def values(moment: str) -> list[int]:
    return list(ScanAnswer.objects.filter(moment=moment).order_by("pk").values_list("value", flat=True))


def text_of(response) -> str:
    return " ".join(html.fromstring(response.content).xpath("//main")[0].text_content().split())


def test_the_course_page_offers_it_after_enrolling_and_never_before(learner, course):
    client = signed_in(learner)
    link = address("self_scan_before", course)
    assert link not in client.get(course.url).content.decode()
    enrol(learner, course)
    assert link in client.get(course.url).content.decode()


def test_a_course_without_statements_offers_nothing_and_has_no_page(learner, home):
    course = make_course()
    enrol(learner, course)
    assert "zelfscan" not in signed_in(learner).get(course.url).content.decode()
    assert signed_in(learner).get(address("self_scan", course)).status_code == 404


def test_each_statement_is_a_question_with_five_answers(learner, course):
    enrol(learner, course)
    page = html.fromstring(signed_in(learner).get(address("self_scan_before", course)).content)
    legends = [legend.text_content().strip() for legend in page.xpath("//fieldset/legend")]
    assert legends == list(STATEMENTS)
    assert len(page.xpath("//input[@type='radio']")) == 10
    assert not page.xpath("//input[@checked]")


def test_before_and_after_stand_side_by_side(learner, course):
    enrolment = enrol(learner, course)
    assert "bewaard" in text_of(fill_in(learner, course, "before", 2))
    CourseCompletion.objects.create(enrolment=enrolment, study_minutes=10)
    client = signed_in(learner)
    assert address("self_scan_after", course) in client.get(course.url).content.decode()
    fill_in(learner, course, "after", 4)
    page = html.fromstring(client.get(address("self_scan", course)).content)
    cells = [cell.text_content().rpartition(": ")[2].strip() for cell in page.xpath("//tbody/tr[1]/td")]
    assert cells == ["een beetje", "grotendeels"]
    assert address("self_scan", course) in client.get(course.url).content.decode()


def test_a_missing_answer_is_asked_for_and_the_others_are_kept(learner, course):
    enrol(learner, course)
    first, second = fields(course, 4)
    response = signed_in(learner).post(address("self_scan_before", course), {first: "4"})
    assert response.status_code == 200
    page = html.fromstring(response.content)
    assert "Kies in hoeverre dit voor u klopt." in page.xpath("//*[@role='alert']")[0].text_content()
    assert page.xpath(f"//input[@name='{first}'][@checked]/@value") == ["4"]
    assert not ScanAnswer.objects.exists()
    assert second in response.content.decode()


@pytest.mark.parametrize("value", ["0", "6", "-1", "veel", "3; drop table"])
def test_another_answer_than_the_five_is_refused(learner, course, value):
    enrol(learner, course)
    response = signed_in(learner).post(address("self_scan_before", course), fields(course, value))
    assert response.status_code == 200
    assert not ScanAnswer.objects.exists()


def test_answers_can_be_changed_until_the_other_moment(learner, course):
    enrolment = enrol(learner, course)
    fill_in(learner, course, "before", 2)
    fill_in(learner, course, "before", 1)
    assert values("before") == [1, 1]
    CourseCompletion.objects.create(enrolment=enrolment, study_minutes=10)
    fill_in(learner, course, "after", 4)
    assert "blijven" in text_of(fill_in(learner, course, "before", 5))
    assert values("before") == [1, 1]
    fill_in(learner, course, "after", 5)
    assert values("after") == [5, 5]


def test_who_has_begun_is_not_asked_for_before_any_more(learner, course):
    enrolment = enrol(learner, course)
    complete_step(enrolment, steps_of(course)[0])
    assert "zelfscan" not in signed_in(learner).get(course.url).content.decode()
    assert "al begonnen" in text_of(fill_in(learner, course, "before"))
    assert not ScanAnswer.objects.exists()


def test_after_comes_only_after_finishing_and_only_with_a_before(learner, course):
    enrol(learner, course)
    fill_in(learner, course, "before")
    assert "afgerond" in text_of(fill_in(learner, course, "after"))
    other = make_user()
    finish(other, course)
    assert "niet te vergelijken" in text_of(fill_in(other, course, "after")).replace("niets te", "niet te")
    assert values("after") == []


def test_the_last_steps_offer_the_second_scan_too(learner, course):
    enrolment = enrol(learner, course)
    fill_in(learner, course, "before")
    step = steps_of(course)[-1]
    link = address("self_scan_after", course)
    assert link not in signed_in(learner).get(step.url).content.decode()
    for one in steps_of(course):
        complete_step(enrolment, one)
    assert link in signed_in(learner).get(step.url).content.decode()


def test_whoever_wants_it_removes_everything(learner, course):
    rate(learner, course, 2, 4)
    other = make_user()
    rate(other, course, 1, 1)
    assert "verwijderd" in text_of(signed_in(learner).post(address("remove_self_scan", course), follow=True))
    assert set(ScanAnswer.objects.values_list("enrolment__user", flat=True)) == {other.pk}


def test_taking_the_course_again_is_a_new_scan(learner, course):
    rate(learner, course, 2, 4)
    enrolment = open_new_period(learner, course)
    assert rules.scan_of(enrolment, course).offered == Moment.BEFORE
    assert ScanAnswer.objects.count() == 4


def test_answers_belong_to_the_statement_in_every_language(learner, course):
    enrol(learner, course)
    fill_in(learner, course, "before", 2)
    english = [
        {"type": "statement", "value": f"Statement {number}", "id": block.id}
        for number, block in enumerate(course.statements)
    ]
    version = make_translation(course, "The course", statements=english)
    text = text_of(signed_in(learner).get(address("self_scan", version)))
    assert "Statement 0" in text
    assert "een beetje" in text


def test_a_statement_that_is_gone_is_not_shown_and_a_new_one_is_open(learner, course):
    rate(learner, course, 2, 4)
    kept = course.statements[0]
    course.statements = [
        {"type": "statement", "value": "Iets nieuws"},
        {"type": "statement", "value": kept.value, "id": kept.id},
    ]
    course.save_revision().publish()
    scan = rules.scan_for(learner, course.pk)
    assert [(one.text, before) for one, before, _after in scan.side_by_side] == [
        ("Iets nieuws", None),
        (kept.value, 2),
    ]


NAMES = ["self_scan", "self_scan_before", "self_scan_after"]


@pytest.mark.parametrize("name", NAMES)
def test_only_who_is_enrolled_gets_in_and_sees_only_the_own_answers(learner, course, name):
    town, outsider = make_municipality(), make_user()
    member = make_member(town.organisation, user=learner)
    rate(member, course, 2, 4)
    assert signed_in(learner).get(address(name, course)).status_code == 200
    for user in (town.officer, make_member(town.organisation), outsider, make_user(is_superuser=True)):
        assert signed_in(user).get(address(name, course)).status_code == 404
    colleague = make_member(town.organisation)
    enrol(colleague, course)
    assert "niet ingevuld" in text_of(signed_in(colleague).get(address("self_scan", course)))
    response = Client().get(address(name, course))
    assert response.status_code == 302


def test_a_get_removes_nothing(learner, course):
    rate(learner, course, 2, 4)
    assert signed_in(learner).get(address("remove_self_scan", course)).status_code == 405
    assert "no-store" in signed_in(learner).get(address("self_scan", course))["Cache-Control"]


def test_an_editor_writes_eight_statements_at_most(home):
    field = CoursePage._meta.get_field("statements")
    assert field.stream_block.meta.max_num == 8


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(home):
    course, learner = make_scan_course(), make_user()
    scan = rules.scan_of(enrol(learner, course), course)
    start = Barrier(2)

    def send(value) -> None:
        start.wait()
        try:
            rules.answer(scan, Moment.BEFORE, {one.key: value for one in scan.statements})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, (2, 5)))
    assert values("before") in ([2, 2], [5, 5])


def test_a_refusal_is_raised_where_the_rule_is(learner, course):
    scan = rules.scan_of(enrol(learner, course), course)
    with pytest.raises(RefusedError):
        rules.answer(scan, Moment.AFTER, {one.key: 3 for one in scan.statements})
