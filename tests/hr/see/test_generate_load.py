"""Fictional people by the thousand, to measure with."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from certificates.models import Certificate
from courses.models import CourseCompletion, Enrolment
from hr.counts import summary
from hr.filters import OverviewFilter
from hr.models import Duty
from hr.scope import scope_of
from people.models import Membership, Organisation, User

pytestmark = pytest.mark.django_db


@override_settings(DEMO_ACCOUNTS_ALLOWED=True)
def test_it_makes_so_many_people_with_every_status(home, capsys):
    call_command("generate_load", people=241, courses=4, organisations=3)

    assert User.objects.filter(email__endswith=".example").count() == 241
    assert sorted(one.memberships.count() for one in Organisation.objects.all()) == [80, 80, 81]
    assert 0.9 < Enrolment.objects.count() / (241 * 4) < 1
    assert 0.5 < CourseCompletion.objects.count() / (241 * 4) < 0.8
    assert Duty.objects.count() == 241 * 2
    officer = Membership.objects.filter(role=Membership.Role.HR).earliest("pk").user
    total = summary(OverviewFilter({}, scope_of(officer)).selection).total
    assert total.total == 81 * 4
    assert all(number for _status, number in total.by_status)
    assert not Certificate.objects.filter(pdf__isnull=False).exists()
    assert not any(user.has_usable_password() for user in User.objects.all()[:5])
    assert "241 people in 3 organisations, 4 courses." in capsys.readouterr().out


@override_settings(DEMO_ACCOUNTS_ALLOWED=True)
def test_the_second_time_adds_to_the_first(home):
    for seed in (1, 2):
        call_command("generate_load", people=4, courses=1, organisations=1, seed=seed, stdout=StringIO())

    assert User.objects.count() == 8


@override_settings(DEMO_ACCOUNTS_ALLOWED=False)
def test_it_is_refused_where_people_work(home):
    with pytest.raises(CommandError, match="refused"):
        call_command("generate_load", people=4)
    assert not User.objects.exists()


@override_settings(DEMO_ACCOUNTS_ALLOWED=True)
def test_there_is_somebody_at_least(home):
    with pytest.raises(CommandError, match="at least one"):
        call_command("generate_load", people=0)
