"""A learner rates the own work, again after a path or half a year, and nobody else sees it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from commitments.models import PracticeAnswer
from commitments.practice import NEXT_ROUND_AFTER, STATEMENTS, practice_of
from courses.facets import Theme
from courses.models import PathCompletion
from courses.paths import follow
from tests.factories.courses import make_course
from tests.factories.hr import signed_in
from tests.factories.paths import make_path
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

SCAN, FILL_IN = "practice_scan", "fill_in_practice_scan"


@pytest.fixture
def learner(home):
    return make_user(name="Sanne de Vries")


def answers(value: int = 3, **others: int) -> dict[str, int]:
    return {one.key: value for one in STATEMENTS} | others


def fill_in(user, value: int = 3, **others: int):
    return signed_in(user).post(reverse(FILL_IN), answers(value, **others), follow=True)


def let_pass(time: timedelta) -> None:
    for one in PracticeAnswer.objects.all():
        PracticeAnswer.objects.filter(pk=one.pk).update(at=one.at - time)


def page_of(user) -> html.HtmlElement:
    return html.fromstring(signed_in(user).get(reverse(SCAN)).content)


def rows(page: html.HtmlElement) -> list[list[str]]:
    return [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//table/tbody/tr")]


def links(page: html.HtmlElement) -> list[str]:
    return page.xpath("//main//a/@href")


def test_there_are_fourteen_statements_two_for_each_of_the_seven_recommendations():
    themes = [one.theme for one in STATEMENTS]
    assert {theme: themes.count(theme) for theme in Theme if theme != Theme.VISIBLE} == dict.fromkeys(themes, 2)
    assert len({one.key for one in STATEMENTS}) == len(STATEMENTS) == 14


def test_the_first_round_shows_a_mean_for_each_recommendation(learner):
    fill_in(learner, 2, explain=5)
    page = page_of(learner)
    assert [row[1] for row in rows(page)] == ["3,5", *["2,0"] * 6]
    assert len(page.xpath("//table//*[local-name()='svg' and @aria-hidden='true']")) == 7


def test_every_statement_must_be_answered_and_what_was_chosen_is_kept(learner):
    sent = answers(4)
    del sent["explain"]
    response = signed_in(learner).post(reverse(FILL_IN), sent)
    page = html.fromstring(response.content)
    assert page.xpath("//input[@name='find'][@checked]/@value") == ["4"]
    assert page.xpath("//fieldset[contains(@class, 'invalid')]")
    assert not PracticeAnswer.objects.exists()


def test_a_value_outside_the_scale_is_refused(learner):
    signed_in(learner).post(reverse(FILL_IN), answers(3, explain=6))
    assert not PracticeAnswer.objects.exists()


def test_until_the_next_round_opens_the_answers_can_be_changed(learner):
    fill_in(learner, 2)
    kept = html.fromstring(signed_in(learner).get(reverse(FILL_IN)).content)
    assert kept.xpath("//input[@checked]/@value") == ["2"] * 14
    fill_in(learner, 3)
    assert set(PracticeAnswer.objects.values_list("round", "value")) == {(1, 3)}


def test_changing_an_answer_does_not_put_off_the_next_round(learner):
    fill_in(learner)
    let_pass(NEXT_ROUND_AFTER - timedelta(days=1))
    before = practice_of(learner).opens_on
    fill_in(learner, 4)
    assert practice_of(learner).opens_on == before


def test_after_half_a_year_a_second_round_is_compared_with_the_first(learner):
    fill_in(learner, 2)
    let_pass(NEXT_ROUND_AFTER)
    assert not html.fromstring(signed_in(learner).get(reverse(FILL_IN)).content).xpath("//input[@checked]")
    fill_in(learner, 2, explain=4, find=5)
    assert rows(page_of(learner))[0][1:] == ["2,0", "4,5", "+2,5"]
    assert rows(page_of(learner))[1][1:] == ["2,0", "2,0", "0,0"]


def test_of_three_rounds_the_first_and_the_latest_are_compared(learner):
    for value in (1, 2, 5):
        fill_in(learner, value)
        let_pass(NEXT_ROUND_AFTER)
    assert rows(page_of(learner))[0][1:] == ["1,0", "5,0", "+4,0"]


def test_a_finished_path_opens_the_second_round_at_once(learner):
    path = make_path([make_course()])
    enrolment = follow(learner, path)
    offer = signed_in(learner).get(path.url).content.decode()
    assert reverse(FILL_IN) in offer
    fill_in(learner)
    assert reverse(FILL_IN) not in signed_in(learner).get(path.url).content.decode()
    PathCompletion.objects.create(enrolment=enrolment, study_minutes=10, completed_at=timezone.now())
    assert reverse(FILL_IN) in signed_in(learner).get(path.url).content.decode()
    fill_in(learner, 5)
    assert set(PracticeAnswer.objects.values_list("round", flat=True)) == {1, 2}


def test_the_path_of_somebody_else_opens_nothing(learner):
    fill_in(learner)
    other = follow(make_user(), make_path([make_course()]))
    PathCompletion.objects.create(enrolment=other, study_minutes=10, completed_at=timezone.now())
    assert not practice_of(learner).next_is_open


def test_the_course_about_the_lowest_recommendation_is_suggested(learner):
    make_course(themes=[Theme.SDGS])
    fitting = make_course(themes=[Theme.MEET])
    fill_in(learner, 4, buyers=1, connect=1)
    assert fitting.url in [link.removeprefix("http://localhost") for link in links(page_of(learner))]


def test_who_rates_lowest_where_there_is_no_course_is_told_so(learner):
    other = make_course(themes=[Theme.SDGS])
    fill_in(learner, 4, buyers=1, connect=1)
    assert other.url not in links(page_of(learner))


def test_sending_the_same_form_twice_makes_one_round(learner):
    client = signed_in(learner)
    client.post(reverse(FILL_IN), answers(3))
    client.post(reverse(FILL_IN), answers(3))
    assert PracticeAnswer.objects.count() == 14


def test_what_a_learner_removes_is_gone_and_only_the_own(learner):
    colleague = make_user()
    fill_in(learner)
    fill_in(colleague)
    signed_in(learner).post(reverse("remove_practice_scan"))
    assert set(PracticeAnswer.objects.values_list("user", flat=True)) == {colleague.pk}


def test_removing_takes_a_post(learner):
    fill_in(learner)
    assert signed_in(learner).get(reverse("remove_practice_scan")).status_code == 405
    assert PracticeAnswer.objects.exists()


def test_a_colleague_sees_nothing_of_it_and_a_visitor_is_asked_to_sign_in(learner):
    fill_in(learner, 5)
    assert not rows(page_of(make_user()))
    for name in (SCAN, FILL_IN):
        assert Client().get(reverse(name)).status_code == 302


def test_looking_changes_nothing(learner):
    for name in (SCAN, FILL_IN):
        signed_in(learner).get(reverse(name))
    assert not PracticeAnswer.objects.exists()
