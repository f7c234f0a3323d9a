"""The account of a guest ends by itself a year after what it was for; what was written stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guests.expired_accounts import close_expired_guest_accounts
from guests.invitations import VALID_FOR
from guests.models import CasePage, Participant
from people.models import Organisation, User
from people.sweep import sweep
from tests.factories.guests import make_draft, make_editor, make_entrepreneur
from tests.factories.hr import signed_in
from tests.factories.meetings import new_meeting
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.sessions import new_session

pytestmark = [pytest.mark.django_db, pytest.mark.row("B13")]

A_YEAR = timedelta(days=366)


@pytest.fixture
def guest(home) -> User:
    """Wrote for an enterprise, and does so no more."""
    guest = make_entrepreneur()
    make_draft(guest)
    guest.enterprises.clear()
    return guest


@pytest.fixture
def in_a_year(monkeypatch):
    def go() -> None:
        later = timezone.now() + A_YEAR
        monkeypatch.setattr(timezone, "now", lambda: later)

    return go


def presents(presenter: User, organisation: Organisation) -> None:
    session = new_session(organisation, presenter)
    session.presenter = presenter
    session.save()


def is_open(user: User) -> bool:
    return User.objects.get(pk=user.pk).is_active


def test_a_year_after_the_reason_is_over_the_account_is_closed_and_the_work_stays(guest, in_a_year):
    assert close_expired_guest_accounts() == 0
    in_a_year()
    client = signed_in(guest)
    User.objects.filter(pk=guest.pk).update(last_login=timezone.now() - A_YEAR)

    assert sweep().done["close_expired_guest_accounts"] == 1

    assert not is_open(guest)
    assert CasePage.objects.filter(owner=guest).count() == 1
    assert client.get("/studio/").status_code == 302
    assert close_expired_guest_accounts() == 0


def test_who_still_has_a_reason_keeps_the_account(home, in_a_year):
    writer, presenter, partner, colleague, editor = (make_entrepreneur() for _guest in range(5))
    organisation = make_organisation()
    presents(presenter, organisation)
    meeting = new_meeting(organisation)
    meeting.save()
    Participant.objects.create(meeting=meeting, user=partner, side="host")
    make_member(organisation, user=colleague)
    editor.groups.add(*make_editor().groups.all())
    for person in (presenter, partner, colleague, editor):
        person.enterprises.clear()
    learner = make_user()
    in_a_year()
    assert close_expired_guest_accounts() == 0
    assert all(map(is_open, (writer, presenter, partner, colleague, editor, learner)))


def test_a_session_keeps_it_open_until_a_year_after(guest, in_a_year, monkeypatch):
    presenter = make_entrepreneur()
    presents(presenter, make_organisation())
    presenter.enterprises.clear()
    in_a_year()
    close_expired_guest_accounts()
    assert (is_open(presenter), is_open(guest)) == (True, False)
    later = timezone.now() + timedelta(days=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    close_expired_guest_accounts()
    assert not is_open(presenter)


def test_who_signs_in_now_and_then_keeps_it(guest, in_a_year):
    in_a_year()
    User.objects.filter(pk=guest.pk).update(last_login=timezone.now() - timedelta(days=300))
    assert close_expired_guest_accounts() == 0


def test_an_invitation_is_open_for_a_week():
    assert timedelta(days=7) >= VALID_FOR
