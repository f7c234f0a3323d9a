"""Who has a duty, what fulfils it, and what closes and opens it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.awards import Award, award
from courses.enrol import enrol
from courses.models import CourseCompletion, Enrolment, PathEnrolment
from courses.paths import finish_paths_of
from courses.progress import complete_step
from hr.assignments import end, exempt, hand_out, keep, keep_duties, take_exemption_back
from hr.models import Assignment, Duty, Exemption
from people.models import Department, JobTitle, Membership, User
from tests.factories.assignments import assign, duty_of, in_days, make_assignment
from tests.factories.courses import steps_of
from tests.factories.hr import finish, make_municipality
from tests.factories.paths import make_path
from tests.factories.people import make_department, make_member
from tests.factories.translations import make_english_course

pytestmark = pytest.mark.django_db


def learn(user, course):
    enrolment = enrol(user, course)
    for step in steps_of(course):
        complete_step(enrolment, step)


def users_of(assignment):
    return set(Duty.objects.filter(assignment=assignment).values_list("user__name", flat=True))


class TestWho:
    def test_everyone_who_works_there_now(self, town, course, anne):
        left = make_member(town.organisation)
        Membership.objects.filter(user=left).update(ended_on=timezone.localdate())
        make_member(make_municipality("Gemeente Anders").organisation)
        assert users_of(assign(town, course)) == {"Anne Aa", town.officer.name}

    def test_a_department_with_what_is_below_it_a_job_title_and_people_each_once(self, town, course, anne, bert):
        buyer = JobTitle.objects.create(organisation=town.organisation, name="Inkoper")
        Membership.objects.filter(user=bert).update(job_title=buyer)
        make_member(town.organisation, name="Cor Cee")
        groups = {"departments": [town.department], "job_titles": [buyer], "people": [anne, bert]}
        assert users_of(assign(town, course, **groups)) == {"Anne Aa", "Bert Bee"}

    def test_giving_again_gives_nothing_twice(self, town, course, anne):
        assignment = assign(town, course)
        keep_duties()
        hand_out(assignment)
        assert Duty.objects.filter(user=anne).count() == 1

    def test_who_joins_later_gets_it_when_it_is_for_them_too(self, town, course, anne):
        later, now_only = assign(town, course), assign(town, course, also_later=False, due_on=in_days(50))
        make_member(town.organisation, name="Cor Cee")
        keep_duties()
        assert "Cor Cee" in users_of(later)
        assert "Cor Cee" not in users_of(now_only)

    def test_days_count_for_who_joins_from_the_first_day_of_work(self, town, course, anne, clock):
        assignment = assign(town, course, due_days=30)
        assert duty_of(anne, assignment).due_on == date(2027, 2, 3)
        new = make_member(town.organisation)
        Membership.objects.filter(user=new).update(started_on=date(2027, 2, 1))
        keep_duties()
        assert duty_of(new, assignment).due_on == date(2027, 3, 3)

    def test_a_second_click_makes_no_second_assignment(self, town, course, anne):
        assert make_assignment(town, course) == make_assignment(town, course)
        make_assignment(town, course, people=[anne])
        assert Assignment.objects.count() == 2


class TestFulfilled:
    def test_in_the_moment_the_course_is_finished(self, town, course, anne):
        assignment = assign(town, course)
        learn(anne, course)
        duty = duty_of(anne, assignment)
        assert duty.completion == CourseCompletion.objects.get()
        assert duty.fulfilled_at == duty.completion.completed_at

    def test_by_what_was_finished_before(self, town, course, anne):
        finish(anne, course, at=timezone.now() - timedelta(days=900))
        assert duty_of(anne, assign(town, course)).completion is not None

    def test_not_by_what_is_not_valid_any_more_which_can_be_taken_again_at_once(self, town, course, anne, bert):
        course.certificate_months = 12
        course.save()
        finish(anne, course, at=timezone.now() - timedelta(days=400))
        finish(bert, course, at=timezone.now() - timedelta(days=300))
        assignment = assign(town, course)
        assert duty_of(bert, assignment).fulfilled_at
        assert duty_of(anne, assignment).fulfilled_at is None
        assert Enrolment.objects.current().get(user=anne).period == 2
        learn(anne, course)
        assert duty_of(anne, assignment).completion.enrolment.period == 2

    def test_in_another_language(self, town, course, anne):
        assignment = assign(town, course)
        english = make_english_course(course)
        learn(anne, english)
        assert duty_of(anne, assignment).fulfilled_at

    def test_by_an_award_of_hr(self, town, course, anne):
        assignment = assign(town, course)
        award(anne, course, Award(by=town.officer, reason="Presentielijst", finished_on=timezone.localdate()))
        duty = duty_of(anne, assignment)
        assert duty.completion.on_paper
        assert timezone.localdate(duty.fulfilled_at) == timezone.localdate()

    def test_by_what_was_finished_while_the_duty_was_given(self, town, course, anne):
        assignment = assign(town, course)
        CourseCompletion.objects.create(enrolment=enrol(anne, course), study_minutes=5)
        keep_duties()
        assert duty_of(anne, assignment).fulfilled_at

    def test_a_path_is_followed_and_fulfilled_by_its_courses(self, town, course, anne, bert):
        finish(bert, course)
        path = make_path([course])
        assignment = assign(town, path=path)
        assert PathEnrolment.objects.filter(user=anne, path=path).exists()
        assert duty_of(bert, assignment).path_completion
        assert duty_of(anne, assignment).fulfilled_at is None
        learn(anne, course)
        assert duty_of(anne, assignment).path_completion
        finish_paths_of(anne)


class TestClosed:
    def test_who_leaves_is_done_with_it_and_who_comes_back_has_it_again(self, town, course, anne):
        assignment = assign(town, course)
        Membership.objects.filter(user=anne).update(ended_on=timezone.localdate())
        keep_duties()
        assert duty_of(anne, assignment).closed == Duty.Closed.LEFT
        due_on = duty_of(anne, assignment).due_on
        make_member(town.organisation, user=anne)
        keep_duties()
        duty = duty_of(anne, assignment)
        assert (duty.closed_at, duty.closed, duty.due_on) == (None, "", due_on)

    def test_who_moves_away_and_back(self, town, course, anne):
        assignment = assign(town, course, departments=[town.below])
        Membership.objects.filter(user=anne).update(department=None)
        keep_duties()
        assert duty_of(anne, assignment).closed == Duty.Closed.MOVED
        Membership.objects.filter(user=anne).update(department=town.below)
        keep_duties()
        assert duty_of(anne, assignment).closed_at is None

    def test_a_department_that_moves_takes_its_people_along(self, town, course, anne):
        assignment = assign(town, course, departments=[town.department])
        Department.objects.filter(pk=town.below.pk).update(parent=None)
        keep_duties()
        assert duty_of(anne, assignment).closed == Duty.Closed.MOVED

    def test_after_a_long_absence_there_are_thirty_days_at_least(self, town, course, anne, clock):
        assignment = assign(town, course, due_on=date(2027, 2, 1))
        Membership.objects.filter(user=anne).update(ended_on=date(2027, 1, 5))
        keep_duties()
        clock.forward(200)
        make_member(town.organisation, user=anne)
        keep_duties()
        assert duty_of(anne, assignment).due_on == clock.now.date() + timedelta(days=30)

    def test_what_was_fulfilled_never_changes(self, town, course, anne):
        assignment = assign(town, course)
        learn(anne, course)
        Membership.objects.filter(user=anne).update(ended_on=timezone.localdate())
        keep_duties()
        end(assignment, town.officer)
        duty = duty_of(anne, assignment)
        assert duty.fulfilled_at
        assert duty.closed_at is None

    def test_an_ended_assignment_closes_and_gives_nothing_any_more(self, town, course, anne):
        assignment = assign(town, course)
        end(assignment, town.officer)
        make_member(town.organisation)
        keep_duties()
        assert set(Duty.objects.values_list("closed", flat=True)) == {"ended"}
        assert keep(assignment) == 0
        assignment.refresh_from_db()
        assert assignment.ended_by == town.officer

    def test_one_that_fails_stops_no_other(self, town, course, anne, monkeypatch):
        make_assignment(town, course)
        other = make_assignment(town, course, people=[anne])
        broken = Assignment.objects.earliest("pk").pk
        monkeypatch.setattr("hr.assignments.hand_out", lambda one: 1 / 0 if one.pk == broken else hand_out(one))
        keep_duties()
        assert users_of(other) == {"Anne Aa"}


class TestExempted:
    def test_it_is_closed_and_not_given_again(self, town, course, anne):
        assignment = assign(town, course)
        exempt(assignment, anne, "Volgde de opleiding elders", town.officer)
        exempt(assignment, anne, "Nog eens", town.officer)
        keep_duties()
        assert duty_of(anne, assignment).closed == Duty.Closed.EXEMPTED
        assert Exemption.objects.get().reason == "Volgde de opleiding elders"

    def test_taking_it_back_opens_it_and_counts_what_was_finished_meanwhile(self, town, course, anne, bert):
        assignment = assign(town, course)
        for user in (anne, bert):
            exempt(assignment, user, "Elders gevolgd", town.officer)
        learn(bert, course)
        for exemption in Exemption.objects.all():
            take_exemption_back(exemption)
        assert duty_of(anne, assignment).closed_at is None
        assert duty_of(bert, assignment).fulfilled_at

    def test_it_holds_for_the_next_assignment_of_the_same_course(self, town, course, anne, bert):
        exempt(assign(town, course), anne, "Elders gevolgd", town.officer)
        second = assign(town, course, people=[anne, bert])
        assert users_of(second) == {"Bert Bee"}
        assert Exemption.objects.get(assignment=second).reason == "Elders gevolgd"
        take_exemption_back(Exemption.objects.get(assignment=second))
        assert users_of(second) == {"Anne Aa", "Bert Bee"}


@pytest.mark.parametrize("again", [False, True])
def test_ten_people_cost_as_many_queries_as_a_thousand(town, course, one_query_for_many_rows, again):
    def queries(number):
        organisation = make_municipality(f"Gemeente {number}").organisation
        officer = User.objects.get(memberships__organisation=organisation)
        town.organisation, town.officer = organisation, officer
        numbers = range(number)
        users = User.objects.bulk_create(User(email=f"p{number}.{one}@a.example") for one in numbers)
        department = make_department(organisation)
        Membership.objects.bulk_create(
            Membership(user=user, organisation=organisation, department=department) for user in users
        )
        assignment = make_assignment(town, course, departments=[department], repeats="months", repeat_months=1)
        if again:
            keep(assignment)
            for user in users[:3]:
                finish(user, course, at=timezone.now() - timedelta(days=20))
        with CaptureQueriesContext(connection) as asked:
            keep(assignment)
        assert Duty.objects.filter(assignment=assignment, turn=1).count() == number
        return len(asked)

    queries(1)
    assert queries(10) == queries(999)
