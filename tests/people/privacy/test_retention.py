"""What was kept long enough is removed on the day after, and nothing a day before."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.models import Enrolment
from people.models import AuditEntry, Invitation, Membership, RetentionPeriod, User
from people.privacy import retention
from people.privacy.retention import everything_kept, retain
from people.sweep import sweep
from quizzes.models import Answer, Attempt
from tests.factories.courses import make_course
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.quizzes import finish_attempt, make_question, make_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.row("P9")]

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """It is noon on TODAY."""
    now = datetime(2026, 11, 30, 12, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: now)


def days_ago(days: int, hour: int = 0) -> datetime:
    moment = datetime.combine(TODAY - timedelta(days=days), datetime.min.time()) + timedelta(hours=hour)
    return timezone.make_aware(moment)


def invitation_of(days: int, organisation=None, hour: int = 0) -> Invitation:
    number = Invitation.objects.count()
    return Invitation.objects.create(
        organisation=organisation or make_organisation(),
        email=f"collega{number}@gemeente.example",
        token_hash=f"{number}",
        created_at=days_ago(days, hour),
        expires_at=days_ago(days - 7, hour),
    )


def test_the_last_day_stays_and_the_next_day_goes(home):
    last_day, next_day = invitation_of(365), invitation_of(366, hour=23)
    assert retain(dry_run=True).counts["invitations"] == 1
    assert Invitation.objects.count() == 2
    assert retain().counts["invitations"] == 1
    assert list(Invitation.objects.all()) == [last_day]
    assert retain().counts["invitations"] == 0
    assert next_day.pk


def test_an_organisation_may_keep_it_shorter_or_longer_than_the_others(home):
    short, long, other = make_organisation(), make_organisation(), make_organisation()
    RetentionPeriod.objects.create(organisation=short, kept="invitations", days=30)
    RetentionPeriod.objects.create(organisation=long, kept="invitations", days=400)
    RetentionPeriod.objects.create(kept="invitations", days=100)
    gone = {invitation_of(31, short).pk, invitation_of(401, long).pk, invitation_of(101, other).pk}
    kept = {invitation_of(30, short).pk, invitation_of(400, long).pk, invitation_of(100, other).pk}
    retain()
    assert set(Invitation.objects.values_list("pk", flat=True)) == kept
    assert not Invitation.objects.filter(pk__in=gone).exists()


def test_of_somebody_with_two_organisations_the_shortest_period_holds(home):
    short, long = make_organisation(), make_organisation()
    RetentionPeriod.objects.create(organisation=short, kept="answers", days=10)
    RetentionPeriod.objects.create(organisation=long, kept="answers", days=1000)
    person = make_member(short)
    make_member(long, user=person)
    attempt = finish_attempt(person, make_quiz(make_question()), right=True)
    Attempt.objects.filter(pk=attempt.pk).update(finished_at=days_ago(11))
    assert retain().counts["answers"] == 1
    assert not Answer.objects.exists()
    # What was reached stays.
    attempt.refresh_from_db()
    assert attempt.passed is True


def test_answers_go_after_two_years_and_those_of_a_running_attempt_do_not(home):
    old, new = [finish_attempt(make_user(), make_quiz(make_question()), right=True) for _each in range(2)]
    Attempt.objects.filter(pk=old.pk).update(finished_at=days_ago(731))
    Attempt.objects.filter(pk=new.pk).update(finished_at=days_ago(730))
    retain()
    assert set(Answer.objects.values_list("attempt", flat=True)) == {new.pk}


def test_what_people_who_left_did_not_finish_goes_after_a_year(home):
    def learner(ended: int | None, second: bool = False) -> User:
        person = make_member(make_organisation())
        if ended is not None:
            Membership.objects.filter(user=person).update(ended_on=TODAY - timedelta(days=ended))
        if second:
            make_member(make_organisation(), user=person)
        Enrolment.objects.create(user=person, course=course, course_key=course.translation_key)
        return person

    course = make_course()
    gone = learner(366)
    stay = {learner(365).pk, learner(None).pk, learner(400, second=True).pk}
    never_worked_here = make_user()
    Enrolment.objects.create(user=never_worked_here, course=course, course_key=course.translation_key)
    assert retain().counts["unfinished"] == 1
    assert set(Enrolment.objects.values_list("user", flat=True)) == {*stay, never_worked_here.pk}
    assert User.objects.filter(pk=gone.pk).exists()


def test_unused_accounts_go_only_where_an_administrator_chose_a_period(home):
    old = make_user(date_joined=days_ago(2000))
    works = make_member(make_organisation())
    administrator = User.objects.create_superuser("beheer@gemeente.example", date_joined=days_ago(2000))
    User.objects.filter(pk=works.pk).update(date_joined=days_ago(2000))
    assert retain().counts["accounts"] == 0
    RetentionPeriod.objects.create(kept="accounts", days=1999)
    assert retain().counts["accounts"] == 1
    assert set(User.objects.values_list("pk", flat=True)) == {works.pk, administrator.pk}
    assert old.pk


def test_lines_of_the_audit_log_go_after_two_years(home):
    for days in (730, 731):
        AuditEntry.objects.create(action=AuditEntry.Action.SIGNED_IN, at=days_ago(days))
    retain()
    signed_in = AuditEntry.objects.filter(action=AuditEntry.Action.SIGNED_IN)
    assert [timezone.localdate(entry.at) for entry in signed_in] == [TODAY - timedelta(days=730)]


def test_it_goes_in_batches(home, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _each in range(5):
        invitation_of(500)
    assert retain().counts["invitations"] == 5
    assert not Invitation.objects.exists()


def test_the_command_says_how_much_and_a_dry_run_removes_nothing(home):
    invitation_of(400)
    dry, real = StringIO(), StringIO()
    call_command("retain", dry_run=True, stdout=dry)
    assert Invitation.objects.count() == 1
    call_command("retain", stdout=real)
    assert dry.getvalue() == real.getvalue() + "Nothing was removed.\n"
    assert "invitations: 1\n" in real.getvalue()
    assert len(real.getvalue().splitlines()) == len(everything_kept())


def test_what_fails_holds_up_nothing_else(home, monkeypatch):
    invitation_of(400)

    def breaks() -> int:
        raise LookupError("no such row")

    broken = retention.Kept("broken", "Broken", 1, breaks, breaks)
    monkeypatch.setattr(retention, "_registry", {"broken": broken} | retention._registry)
    with pytest.raises(CommandError, match="Failed, the log says why: broken"):
        call_command("retain", stdout=StringIO())
    assert not Invitation.objects.exists()


def test_the_sweep_does_it_once_a_day(home):
    invitation_of(400)
    sweep()
    assert not Invitation.objects.exists()
    invitation_of(400)
    sweep()
    assert Invitation.objects.count() == 1
    assert AuditEntry.objects.get(action=AuditEntry.Action.RETAINED).detail == {"invitations": 1}
