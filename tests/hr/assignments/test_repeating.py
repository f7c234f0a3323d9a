"""What is asked again: after some months, each year, or when the law has changed. Each time a new period."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cms.models import Source
from courses.enrol import enrol, open_new_period
from courses.models import CourseCompletion, Enrolment
from hr.assignments import end, exempt, keep_duties
from hr.models import Duty
from people.models import Membership
from tests.factories.assignments import assign, duty_of
from tests.factories.courses import make_lesson, module_of
from tests.factories.hr import finish

pytestmark = pytest.mark.django_db


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


def finish_on(user, course, day):
    enrolment = enrol(user, course)
    return CourseCompletion.objects.create(enrolment=enrolment, study_minutes=5, completed_at=at_noon(day))


def monthly(town, course, anne, **changes):
    fields = {"people": [anne], "due_on": date(2027, 3, 1), "repeats": "months", "repeat_months": 12}
    return assign(town, course, **fields | changes)


def turns_of(user):
    return list(Duty.objects.filter(user=user).order_by("turn").values_list("turn", "due_on"))


def test_the_next_turn_opens_sixty_days_before_it_is_due_as_a_new_period(town, course, anne, clock):
    monthly(town, course, anne)
    finish_on(anne, course, date(2027, 2, 1))
    keep_duties()
    clock.on(date(2027, 12, 2))
    keep_duties()
    assert len(turns_of(anne)) == 1
    clock.on(date(2027, 12, 3))
    keep_duties()
    assert turns_of(anne) == [(1, date(2027, 3, 1)), (2, date(2028, 2, 1))]
    assert Enrolment.objects.current().get(user=anne).period == 2
    keep_duties()
    assert len(turns_of(anne)) == 2


def test_only_what_was_finished_since_fulfils_it(town, course, anne, clock):
    assignment = monthly(town, course, anne)
    finish_on(anne, course, date(2027, 2, 1))
    clock.on(date(2027, 12, 3))
    keep_duties()
    keep_duties()
    assert duty_of(anne, assignment).fulfilled_at is None
    finish_on(anne, course, date(2027, 12, 20))
    keep_duties()
    duty = duty_of(anne, assignment)
    assert (duty.turn, duty.completion.enrolment.period) == (2, 2)


def test_who_renewed_early_need_not_do_it_twice(town, course, anne, clock):
    assignment = monthly(town, course, anne)
    finish_on(anne, course, date(2027, 2, 1))
    keep_duties()
    clock.on(date(2027, 11, 10))
    open_new_period(anne, course)
    finish_on(anne, course, date(2027, 11, 10))
    clock.on(date(2027, 12, 3))
    keep_duties()
    duty = duty_of(anne, assignment)
    assert duty.turn == 2
    assert timezone.localdate(duty.fulfilled_at) == date(2027, 11, 10)
    assert Enrolment.objects.current().get(user=anne).period == 2


def test_each_year_before_a_fixed_day(town, course, anne, clock):
    monthly(town, course, anne, repeats="yearly", repeat_months=None, repeat_month=12, repeat_day=31)
    finish_on(anne, course, date(2027, 2, 1))
    keep_duties()
    clock.on(date(2027, 10, 31))
    keep_duties()
    assert turns_of(anne)[1:] == []
    clock.on(date(2027, 11, 1))
    keep_duties()
    assert turns_of(anne)[1:] == [(2, date(2027, 12, 31))]


def test_when_a_law_of_the_course_has_changed_at_once(town, course, anne, clock):
    law = Source.objects.create(key="wet", kind="law", title="Wet", text_date=date(2026, 1, 1))
    lesson = make_lesson(module_of(course))
    lesson.body = [("sources", [law])]
    lesson.save_revision().publish()
    monthly(town, course, anne, repeats="sources", repeat_months=None)
    finish_on(anne, course, date(2027, 2, 1))
    clock.on(date(2027, 6, 1))
    keep_duties()
    assert len(turns_of(anne)) == 1
    Source.objects.update(text_date=date(2027, 7, 1))
    keep_duties()
    assert len(turns_of(anne)) == 1, "it has not changed yet"
    clock.on(date(2027, 7, 1))
    keep_duties()
    keep_duties()
    assert turns_of(anne)[1:] == [(2, date(2027, 8, 30))]
    assert Enrolment.objects.current().get(user=anne).period == 2


def test_who_finished_it_long_ago_has_thirty_days(town, course, anne, clock):
    finish(anne, course, at=at_noon(date(2024, 1, 1)))
    monthly(town, course, anne)
    assert turns_of(anne) == [(1, date(2027, 3, 1)), (2, clock.now.date() + timedelta(days=30))]


@pytest.mark.parametrize("how", ["left", "exempted", "ended", "busy"])
def test_no_next_turn_for_who_need_not_do_it_or_has_not_finished(town, course, anne, clock, how):
    assignment = monthly(town, course, anne)
    if how != "busy":
        finish_on(anne, course, date(2027, 2, 1))
        keep_duties()
    if how == "left":
        Membership.objects.filter(user=anne).update(ended_on=date(2027, 3, 1))
    elif how == "exempted":
        exempt(assignment, anne, "Elders", town.officer)
    elif how == "ended":
        end(assignment, town.officer)
    clock.on(date(2028, 6, 1))
    keep_duties()
    assert len(turns_of(anne)) == 1
