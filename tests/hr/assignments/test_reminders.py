"""Reminders: one digest a day, each step once, nothing after it is finished, and managers where HR asked for it."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail as sent_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.enrol import enrol
from courses.progress import complete_step
from hr.assignments import end, exempt, keep_duties
from hr.ladder import ANNOUNCEMENT
from hr.manager_mail import tell_managers
from hr.models import Duty, QuietDay, Reminder
from hr.reminders import remind
from people.mail_choices import choose
from people.mail_kinds import MailKind
from people.models import Department, Membership, OutboxMail, User
from people.outbox import send_due_mail
from tests.factories.assignments import assign, duty_of, in_days
from tests.factories.courses import make_course, steps_of
from tests.factories.hr import make_lead, make_municipality
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 31)


def mails_of(user, kind=MailKind.DUTIES):
    return list(OutboxMail.objects.filter(user=user, kind=kind).order_by("pk"))


def night(clock, day=None, hour=10):
    """What the sweep does, at that hour; returns how many mails were new."""
    before = OutboxMail.objects.count()
    if day:
        clock.on(day, hour)
    keep_duties()
    remind()
    tell_managers()
    return OutboxMail.objects.count() - before


def only(town, course, anne, **changes):
    """Assigned to Anne, due on Wednesday 31 March, and not announced."""
    return assign(town, course, **{"people": [anne], "due_on": DUE, "announces": False} | changes)


def learn(user, course):
    enrolment = enrol(user, course)
    for step in steps_of(course):
        complete_step(enrolment, step)


class TestLadder:
    def test_each_step_is_mailed_once_on_its_day(self, town, course, anne, clock):
        only(town, course, anne)
        days = []
        clock.on(date(2027, 3, 14))
        for _day in range(30):
            clock.forward(1)
            if night(clock):
                days.append(clock.now.date())
            assert night(clock) == 0, "nothing twice"
        # 14 and 3 days before (28 March is a Sunday), 1 and 7 after.
        assert days == [date(2027, 3, 17), date(2027, 3, 29), date(2027, 4, 1), date(2027, 4, 7)]
        assert [mail.subject[:9] for mail in mails_of(anne)] == ["Herinneri", "Herinneri", "U bent te", "U bent te"]

    def test_the_mail_says_what_by_when_who_asks_and_where(self, town, course, anne, clock):
        only(town, course, anne)
        night(clock, date(2027, 3, 17))
        body = mails_of(anne)[0].body
        for words in ("Anne Aa", "Artikel 2.82", "31 maart 2027", "Gevraagd door Gemeente Eigen", course.url):
            assert words in body

    def test_what_was_missed_is_passed_over_and_the_latest_goes(self, town, course, anne, clock):
        assignment = only(town, course, anne)
        assert night(clock, date(2027, 4, 7)) == 1
        rows = Reminder.objects.filter(duty=duty_of(anne, assignment)).order_by("days")
        assert [(row.days, bool(row.mail_key)) for row in rows] == [(-14, False), (-3, False), (1, False), (7, True)]

    def test_not_before_seven_in_the_morning(self, town, course, anne, clock):
        only(town, course, anne)
        assert night(clock, date(2027, 3, 17), hour=6) == 0
        assert night(clock, date(2027, 3, 17), hour=7) == 1

    def test_a_quiet_day_waits_for_the_next(self, town, course, anne, clock):
        only(town, course, anne)
        QuietDay.objects.create(organisation=town.organisation, day=date(2027, 3, 17))
        assert night(clock, date(2027, 3, 17)) == 0
        assert night(clock, date(2027, 3, 18)) == 1

    def test_a_course_that_is_offline_reminds_nobody(self, town, course, anne, clock):
        only(town, course, anne)
        course.unpublish()
        assert night(clock, date(2027, 3, 17)) == 0


class TestNothingAfterwards:
    def test_who_has_finished_gets_nothing(self, town, course, anne, clock):
        only(town, course, anne)
        learn(anne, course)
        assert night(clock, date(2027, 3, 17)) == 0

    @pytest.mark.parametrize("how", ["exempted", "ended", "left"])
    def test_nor_who_need_not_do_it_any_more(self, town, course, anne, clock, how):
        assignment = only(town, course, anne)
        if how == "exempted":
            exempt(assignment, anne, "Elders", town.officer)
        elif how == "ended":
            end(assignment, town.officer)
        else:
            Membership.objects.filter(user=anne).update(ended_on=date(2027, 1, 4))
        assert night(clock, date(2027, 3, 17)) == 0

    def test_a_mail_that_waits_for_the_server_is_taken_back(self, town, course, anne, clock):
        other = make_course("Andere cursus", lessons=1)
        only(town, course, anne)
        only(town, other, anne)
        night(clock, date(2027, 3, 17))
        learn(anne, course)
        assert mails_of(anne) == []
        night(clock)
        (mail,) = mails_of(anne)
        assert "Andere cursus" in mail.body
        assert "Artikel 2.82" not in mail.body

    def test_a_mail_that_is_being_sent_is_left_alone(self, town, course, anne, clock):
        only(town, course, anne)
        night(clock, date(2027, 3, 17))
        OutboxMail.objects.update(attempts=1, next_try_at=clock.now + timedelta(minutes=5))
        learn(anne, course)
        assert len(mails_of(anne)) == 1

    def test_a_server_that_is_down_delays_and_loses_nothing(self, town, course, anne, clock, monkeypatch):
        def refuse(*_arguments, **_more):
            raise OSError

        only(town, course, anne)
        night(clock, date(2027, 3, 17))
        with monkeypatch.context() as patched:
            patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
            send_due_mail()
        clock.now += timedelta(hours=5)
        send_due_mail()
        assert [mail.to for mail in sent_mail.outbox] == [[anne.email]]


class TestDigest:
    def test_one_mail_over_all_organisations_and_assignments(self, town, course, anne, clock):
        elsewhere = make_municipality("Gemeente Anders")
        make_member(elsewhere.organisation, user=anne)
        only(town, course, anne)
        only(elsewhere, make_course("Andere cursus"), anne)
        assert night(clock, date(2027, 3, 17)) == 1
        (mail,) = mails_of(anne)
        assert mail.body.count("Gevraagd door") == 2
        assert mail.key == f"duties:{anne.pk}:2027-03-17"

    def test_an_announcement_goes_in_the_same_mail(self, town, course, anne, clock):
        only(town, course, anne)
        clock.on(date(2027, 3, 17))
        assign(town, make_course("Nieuwe cursus"), people=[anne], due_on=date(2027, 5, 1))
        assert night(clock) == 1
        assert "Nieuw. Rond het uiterlijk af op 1 mei 2027." in mails_of(anne)[0].body

    def test_what_is_assigned_after_the_mail_of_the_day_waits_until_tomorrow(self, town, course, anne, clock):
        only(town, course, anne)
        night(clock, date(2027, 3, 17))
        assign(town, make_course("Nieuwe cursus"), people=[anne], due_on=date(2027, 5, 1))
        assert night(clock) == 0
        assert night(clock, date(2027, 3, 18)) == 1

    def test_an_announcement_takes_the_place_of_steps_that_had_come(self, town, course, anne, clock):
        assignment = assign(town, course, people=[anne], due_on=in_days(10))
        assert night(clock) == 1
        done = Reminder.objects.filter(duty=duty_of(anne, assignment)).values_list("days", "mail_key")
        key = f"duties:{anne.pk}:2027-01-04"
        assert sorted(done) == [(ANNOUNCEMENT, key), (-14, "")]
        assert "Uw organisatie vraagt u" in mails_of(anne)[0].subject

    def test_who_does_not_want_it_gets_none_and_hr_can_see_that(self, town, course, anne, clock):
        choose(anne, MailKind.DUTIES, wanted=False)
        only(town, course, anne)
        night(clock, date(2027, 3, 17))
        (mail,) = mails_of(anne)
        assert (mail.state, mail.body) == ("not_wanted", "")
        send_due_mail()
        assert sent_mail.outbox == []


class TestManager:
    @pytest.fixture
    def lead(self, town):
        return make_lead(town.department)

    def test_hears_who_is_late_once_when_hr_asked_for_it(self, town, course, anne, lead, clock):
        only(town, course, anne, manager_days=10, reminds=[])
        assert night(clock, date(2027, 4, 9)) == 0
        assert night(clock, date(2027, 4, 12)) == 1
        (mail,) = mails_of(lead, MailKind.TEAM)
        assert mail.subject == "1 cursus in uw team is te laat"
        assert "Anne Aa: Artikel 2.82, moest klaar zijn op 31 maart 2027" in mail.body
        assert night(clock, date(2027, 4, 13)) == 0

    def test_hears_nothing_by_default(self, town, course, anne, lead, clock):
        only(town, course, anne, reminds=[])
        assert night(clock, date(2027, 4, 12)) == 0

    def test_the_manager_of_the_membership_comes_first(self, town, course, anne, lead, clock):
        manager = make_member(town.organisation)
        Membership.objects.filter(user=anne).update(manager=manager)
        only(town, course, anne, manager_days=1, reminds=[])
        night(clock, date(2027, 4, 1))
        assert mails_of(manager, MailKind.TEAM)
        assert not mails_of(lead, MailKind.TEAM)

    def test_a_manager_who_left_is_passed_by_for_the_team_lead(self, town, course, anne, lead, clock):
        manager = make_member(town.organisation)
        Membership.objects.filter(user=anne).update(manager=manager)
        Membership.objects.filter(user=manager).update(ended_on=date(2027, 1, 1))
        only(town, course, anne, manager_days=1, reminds=[])
        night(clock, date(2027, 4, 1))
        assert mails_of(lead, MailKind.TEAM)
        assert not mails_of(manager, MailKind.TEAM)

    def test_about_a_team_lead_the_one_above_hears_and_never_oneself(self, town, course, lead, clock):
        below = make_lead(town.below)
        only(town, course, below, people=[below, lead], manager_days=1, reminds=[])
        night(clock, date(2027, 4, 1))
        (mail,) = mails_of(lead, MailKind.TEAM)
        assert below.name in mail.body
        assert f"{lead.name}: " not in mail.body
        assert not mails_of(below, MailKind.TEAM)

    def test_two_leads_hear_the_same_and_one_mail_has_everyone(self, town, course, anne, bert, lead, clock):
        second = make_lead(town.department)
        Membership.objects.filter(user=bert).update(department=town.department)
        only(town, course, anne, people=[anne, bert], manager_days=1, reminds=[])
        assert night(clock, date(2027, 4, 1)) == 2
        assert mails_of(lead, MailKind.TEAM)[0].body.count("Artikel 2.82") == 2
        assert mails_of(second, MailKind.TEAM)

    def test_a_loop_of_departments_ends(self, town, course, anne, clock):
        Department.objects.filter(pk=town.department.pk).update(parent=town.below)
        only(town, course, anne, manager_days=1, reminds=[])
        assert night(clock, date(2027, 4, 1)) == 0


def test_ten_people_cost_as_many_queries_as_a_thousand(town, course, clock, one_query_for_many_rows):
    lead = make_lead(town.department)
    assignment = assign(town, course, people=[lead], due_on=DUE, manager_days=1, announces=False)
    clock.on(date(2027, 4, 1))

    def queries(number):
        Duty.objects.filter(assignment=assignment).delete()
        OutboxMail.objects.all().delete()
        users = User.objects.bulk_create(User(email=f"p{number}.{one}@a.example") for one in range(number))
        Membership.objects.bulk_create(
            Membership(user=user, organisation=town.organisation, department=town.below) for user in users
        )
        at = datetime.fromisoformat("2027-01-04T10:00:00+01:00")
        Duty.objects.bulk_create(Duty(assignment=assignment, user=one, due_on=DUE, assigned_at=at) for one in users)
        with CaptureQueriesContext(connection) as asked:
            remind()
            tell_managers()
        assert OutboxMail.objects.count() == number + 1
        return len(asked)

    queries(1)
    assert queries(10) == queries(1000)
