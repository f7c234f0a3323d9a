"""The own page of who presents: the link that opens it, and who and what one reads there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guests import attendance, presenter_links, sessions
from guests.models import Preparation, PresenterLink
from guests.session_reminders import mail_session_reminders
from people.models import Membership, OutboxMail
from tests.factories.guests import make_entrepreneur
from tests.factories.people import make_department
from tests.factories.sessions import make_meeting, make_proposal, move

from .conftest import signed_in

pytestmark = pytest.mark.django_db


def links_in(mails) -> list[str]:
    found = [re.search(r"/sessies/spreker/[\w-]+/", mail.body) for mail in mails]
    return [one.group() for one in found if one]


def link_of(meeting) -> str:
    (link,) = links_in(OutboxMail.objects.filter(user=meeting.presenter, key__contains=f":{meeting.session.pk}:"))
    return link


def over(meeting, days: float = 1):
    move(meeting.session, timezone.now() - timedelta(days=days))
    return meeting


# --- The link ----------------------------------------------------------------


def test_a_proposal_has_no_link_yet_and_the_confirmation_mails_it_to_the_presenter_only():
    make_proposal()
    assert not PresenterLink.objects.exists()
    meeting = make_meeting()
    assert len(links_in(OutboxMail.objects.filter(user=meeting.presenter))) == 1
    assert links_in(OutboxMail.objects.filter(user=meeting.host)) == []


def test_the_link_opens_the_page_without_an_account_and_reading_writes_nothing(client):
    meeting = make_meeting()
    before = PresenterLink.objects.values().get()

    page = client.get(link_of(meeting))

    assert page.status_code == 200
    assert meeting.session.title in page.content.decode()
    assert meeting.session.link in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert PresenterLink.objects.values().get() == before


def test_the_secret_itself_is_not_kept():
    meeting = make_meeting()
    assert link_of(meeting).split("/")[-2] not in str(PresenterLink.objects.values().get())


def test_a_guessed_link_opens_nothing(client):
    make_meeting()
    assert client.get("/sessies/spreker/geraden/").status_code == 404
    assert client.post("/sessies/spreker/geraden/checklist/", {"done": "fee_agreed"}).status_code == 404


def test_a_reminder_brings_a_link_and_the_one_before_works_on(client):
    meeting = make_meeting()
    first = link_of(meeting)
    move(meeting.session, timezone.now() + timedelta(days=0.9))
    long_ago = timezone.now() - timedelta(days=60)
    meeting.session.confirmed_by_host_at = meeting.session.confirmed_by_presenter_at = long_ago
    meeting.session.save()

    mail_session_reminders()

    (second,) = links_in(OutboxMail.objects.filter(user=meeting.presenter, key__startswith="session-reminder"))
    assert first != second
    assert client.get(first).status_code == client.get(second).status_code == 200


def test_ninety_days_after_the_session_the_link_says_what_to_do(client):
    meeting = make_meeting()
    link = link_of(meeting)
    over(meeting, days=89)
    assert client.get(link).status_code == 200
    over(meeting, days=91)
    assert client.get(link).status_code == 410
    assert client.post(f"{link}checklist/", {"done": "fee_agreed"}).status_code == 410
    assert not meeting.session.ticks.exists()


@pytest.mark.parametrize("by_link", [True, False])
def test_a_new_link_ends_the_ones_before_and_goes_to_the_known_address_only(client, by_link):
    meeting = make_meeting()
    old = link_of(meeting)
    if by_link:
        assert client.post(f"{old}nieuwe-link/", follow=True).status_code == 410
    else:
        signed_in(meeting.presenter).post(reverse("session_link_renew", args=[meeting.session.pk]))

    (mail,) = OutboxMail.objects.filter(key__startswith="session-link:")
    assert mail.user == meeting.presenter
    assert client.get(old).status_code == 410
    assert client.get(links_in([mail])[0]).status_code == 200


def test_who_left_the_enterprise_or_lost_the_account_is_not_let_in(client):
    meeting, other = make_meeting(), make_meeting()
    meeting.presenter.enterprises.clear()
    other.presenter.is_active = False
    other.presenter.save()
    assert client.get(link_of(meeting)).status_code == 410
    assert client.get(link_of(other)).status_code == 410


def test_a_session_that_is_off_says_so_and_keeps_its_link_to_the_meeting_back(client):
    meeting = make_meeting()
    link = link_of(meeting)
    sessions.cancel(meeting.session, "De zaal is dicht.")
    page = client.get(link).content.decode()
    assert "De zaal is dicht." in page
    assert meeting.session.link not in page
    assert client.post(f"{link}checklist/", {"done": "fee_agreed"}).url == link
    assert not meeting.session.ticks.exists()


def test_links_and_contacts_are_forgotten_ninety_days_after_the_session():
    meeting, recent = make_meeting(), make_meeting()
    for one in (meeting, recent):
        Preparation.objects.create(session=one.session, contact="Aleida", directions="Tram 2")
    over(meeting, days=91)

    assert presenter_links.forget_presenting() == 2
    assert presenter_links.forget_presenting() == 0

    assert list(PresenterLink.objects.values_list("session", flat=True)) == [recent.session.pk]
    assert set(Preparation.objects.values_list("contact", "directions")) == {("", "Tram 2"), ("Aleida", "Tram 2")}


# --- What one reads ----------------------------------------------------------


@pytest.mark.row("P19")
def test_no_name_of_staff_is_read_but_what_the_host_wrote(client):
    meeting = make_meeting()
    hidden, shown = meeting.visitor(name="Geheime Ambtenaar"), meeting.visitor(name="Open Ambtenaar")
    sessions.sign_up(meeting.session, hidden)
    sessions.sign_up(meeting.session, shown, name_shown=True)

    page = client.get(link_of(meeting)).content.decode()
    for words in (hidden.name, hidden.email, shown.email, meeting.host.name, meeting.host.email):
        assert words not in page
    assert shown.name in page

    address = reverse("session_preparation", args=[meeting.session.pk])
    signed_in(meeting.host).post(address, {"contact": "Bel Aleida: 030 123", "directions": "Ingang aan het plein"})
    page = client.get(link_of(meeting)).content.decode()
    assert "Bel Aleida: 030 123" in page
    assert "Ingang aan het plein" in page


@pytest.mark.row("P4")
def test_groups_below_five_are_not_told_apart():
    assert attendance.told_apart(["Inkoper"] * 5 + ["Jurist"] * 4, 9) == []
    assert attendance.told_apart(["Inkoper"] * 5 + ["Jurist"] * 4 + [None], 10) == [("Inkoper", 5)]
    assert attendance.told_apart(["Inkoper"] * 5, 5) == [("Inkoper", 5)]
    assert attendance.told_apart(["A"] * 7 + ["B"] * 5 + ["C"], 13) == [("A", 7)]
    assert attendance.told_apart([], 0) == []


def test_without_job_titles_departments_are_told():
    meeting = make_meeting()
    department = make_department(meeting.organisation)
    for user in meeting.visitors(5):
        Membership.objects.filter(user=user).update(department=department)
        sessions.sign_up(meeting.session, user)
    assert attendance.who_comes(meeting.session).groups == [(department.name, 5)]


def test_the_preparation_is_for_the_host_and_nobody_else():
    meeting, other = make_meeting(), make_meeting()
    address = reverse("session_preparation", args=[meeting.session.pk])
    assert signed_in(meeting.host).get(address).status_code == 200
    for user in (meeting.presenter, meeting.visitor(), other.host, make_entrepreneur()):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(address, {"contact": "Ik"}).status_code == 404
    assert not Preparation.objects.exists()


def test_a_text_that_is_too_long_comes_back_with_a_sentence():
    meeting = make_meeting()
    address = reverse("session_preparation", args=[meeting.session.pk])
    page = signed_in(meeting.host).post(address, {"contact": "a" * 301})
    assert "a" * 301 in page.content.decode()
    assert page.context["form"].errors["contact"]
    assert not Preparation.objects.exists()


def test_the_page_asks_the_database_as_often_for_many_as_for_one(client, django_assert_max_num_queries):
    few, many = make_meeting(), make_meeting(capacity=40)
    few.sign_up(1)
    many.sign_up(20)
    with django_assert_max_num_queries(100) as asked:
        client.get(link_of(few))
    with django_assert_max_num_queries(len(asked.captured_queries)):
        client.get(link_of(many))
