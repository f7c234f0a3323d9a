"""An invitation lets one entrepreneur in, once, within seven days."""

import re
import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from guests import invitations
from guests.cases import enterprises_of
from guests.models import Enterprise, GuestInvitation
from people.models import Membership, User
from people.roles import PlatformRole
from tests.factories.guests import make_editor, make_enterprise, make_entrepreneur
from tests.factories.people import make_member, make_organisation, make_user

from .conftest import signed_in

pytestmark = pytest.mark.django_db
EMAIL = "hanneke@groen.example"


@pytest.fixture
def editor(library):
    return make_editor(name="Geheime Redacteur")


def link_in_mail(number=-1) -> str:
    return re.search(r"/ondernemers/uitnodiging/\S+/", mail.outbox[number].body).group()


@pytest.fixture
def invited(django_capture_on_commit_callbacks):
    """Invites, and gives the link that was mailed."""

    def invite(by, email=EMAIL, **where) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            invitations.invite(email, "Hanneke Vos", by, **(where or {"enterprise_name": "Groenwerk & Co"}))
        return link_in_mail()

    return invite


# --- The link --------------------------------------------------------------------


def test_the_mail_and_the_page_say_for_what_and_name_no_staff(editor, invited):
    link = invited(editor)
    page = Client().get(link)

    assert mail.outbox[0].to == [EMAIL]
    for words in (mail.outbox[0].subject + mail.outbox[0].body, page.content.decode().replace("&amp;", "&")):
        assert "Groenwerk & Co" in words
        assert "Geheime" not in words
        assert editor.email not in words
    assert "no-store" in page["Cache-Control"]


def test_opening_the_link_lets_nobody_in(editor, invited):
    link = invited(editor)
    for _time in range(2):
        assert Client().get(link).status_code == 200

    assert GuestInvitation.objects.get().used_at is None
    assert not User.objects.filter(email=EMAIL).exists()


def test_one_click_lets_a_new_entrepreneur_in_without_a_password(editor, invited):
    client = Client()

    answer = client.post(invited(editor), follow=True)

    guest = User.objects.get(email=EMAIL)
    assert answer.status_code == 200
    assert answer.wsgi_request.user == guest
    assert guest.name == "Hanneke Vos"
    assert not guest.has_usable_password()
    assert EmailAddress.objects.get(user=guest).verified
    assert [one.name for one in enterprises_of(guest)] == ["Groenwerk & Co"]
    assert answer.redirect_chain[-1][0] == f"/studio/onderneming/{guest.enterprises.get().pk}/"
    assert not guest.has_perm("wagtailadmin.access_admin")


@pytest.mark.row("B13")
def test_the_link_works_once(editor, invited):
    link = invited(editor)
    Client().post(link)

    second = Client()
    assert second.post(link).status_code == 404
    assert second.get(link).status_code == 404
    assert "_auth_user_id" not in second.session


@pytest.mark.row("B13")
def test_after_seven_days_the_link_does_nothing(editor, invited):
    link = invited(editor)
    invitation = GuestInvitation.objects.get()
    assert invitation.expires_at - invitation.created_at <= timedelta(days=7, seconds=1)
    GuestInvitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert Client().post(link).status_code == 404
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_withdrawn_link_does_nothing(editor, invited):
    link = invited(editor)
    invitation = GuestInvitation.objects.get()

    assert signed_in(editor).post(reverse("guest_invitation_withdraw", args=[invitation.pk])).status_code == 302

    assert Client().post(link).status_code == 404
    assert not invitations.withdraw(invitation)


def test_inviting_again_ends_the_earlier_link(editor, invited):
    first, second = invited(editor), invited(editor)

    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 32, "é" * 9])
def test_a_guessed_link_does_nothing(library, token):
    assert Client().post(reverse("guest_invitation", args=[token])).status_code == 404


def test_the_secret_is_not_kept(editor, invited):
    token = invited(editor).split("/")[-2]

    assert token not in str(GuestInvitation.objects.values().get())


# --- Whose account ---------------------------------------------------------------


def test_who_has_an_account_signs_in_first_and_keeps_it(editor, invited):
    known = make_user(email=EMAIL, name="Mijn eigen naam")
    link = invited(editor)

    stranger = Client()
    answer = stranger.post(link)
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?{urlencode({'next': link})}"
    assert "_auth_user_id" not in stranger.session

    assert signed_in(known).post(link).status_code == 302
    known.refresh_from_db()
    assert known.name == "Mijn eigen naam"
    assert known.has_usable_password()
    assert enterprises_of(known).exists()


def test_somebody_else_who_is_signed_in_cannot_use_it(editor, invited, other_author):
    link = invited(editor)

    assert signed_in(other_author).post(link).status_code == 403
    assert GuestInvitation.objects.get().used_at is None


def test_who_took_the_address_without_proving_it_is_locked_out(editor, invited):
    thief = User.objects.create_user(EMAIL, "wachtwoord-van-dief", name="Dief")
    EmailAddress.objects.create(user=thief, email=EMAIL, primary=True, verified=False)

    Client().post(invited(editor))

    guest = User.objects.get(email=EMAIL)
    assert not guest.check_password("wachtwoord-van-dief")
    assert guest.name == "Hanneke Vos"


def test_a_closed_account_stays_closed(editor, invited):
    User.objects.create_user(EMAIL, "x", is_active=False)
    client = Client()

    client.post(invited(editor))

    assert not User.objects.get(email=EMAIL).is_active
    assert "_auth_user_id" not in client.session


# --- Into which enterprise ---------------------------------------------------------


def test_editors_invite_into_an_enterprise_that_is_there(editor, author, invited):
    enterprise = author.enterprises.get()

    Client().post(invited(editor, enterprise=enterprise))

    assert set(enterprise.members.all()) == {author, User.objects.get(email=EMAIL)}


def test_an_enterprise_that_editors_invite_is_admitted(editor, invited):
    Client().post(invited(editor))

    assert Enterprise.objects.get(name="Groenwerk & Co").admitted


def test_an_enterprise_that_hr_invites_waits_for_the_editors(library, invited):
    town = make_organisation()
    officer = make_member(town, role=Membership.Role.HR, name="Geheime Officier")

    link = invited(officer, enterprise_name="Groenwerk", organisation=town)

    assert town.name in mail.outbox[-1].body
    assert "Geheime" not in mail.outbox[-1].body
    Client().post(link)
    assert not Enterprise.objects.get(name="Groenwerk").admitted


def test_two_enterprises_of_one_name_get_addresses_of_their_own(editor, invited):
    make_enterprise("Groenwerk")
    Enterprise.objects.filter(name="Groenwerk").update(slug="groenwerk")

    for name in ("Groenwerk", "???"):
        Client().post(invited(editor, email=f"{len(mail.outbox)}@groen.example", enterprise_name=name))

    assert set(Enterprise.objects.values_list("slug", flat=True)) == {"groenwerk", "groenwerk-2", "onderneming"}


# --- Who may invite ----------------------------------------------------------------


def test_an_editor_invites_in_the_admin(editor, author, django_capture_on_commit_callbacks):
    client = signed_in(editor)
    assert client.get(reverse("guest_arrivals")).status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("guest_invite"), {"name": "Hanneke", "email": EMAIL, "enterprise_name": "Nieuw bedrijf"})

    assert mail.outbox[-1].to == [EMAIL]
    assert EMAIL in client.get(reverse("guest_arrivals")).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"email": "geen adres"}, {"name": ""}, {"enterprise_name": ""}, {"enterprise": "this one"}]
)
def test_what_an_editor_typed_is_kept_when_something_is_wrong(editor, author, wrong):
    data = {"name": "Hanneke", "email": EMAIL, "enterprise_name": "Nieuw bedrijf"} | wrong
    if "enterprise" in wrong:
        data["enterprise"] = author.enterprises.get().pk

    page = signed_in(editor).post(reverse("guest_invite"), data)

    assert page.status_code == 200
    assert page.context["form"].errors
    assert (data["name"] or data["email"]) in page.content.decode()
    assert not GuestInvitation.objects.exists()


def test_nobody_but_editors_comes_to_that_page(author, learner, editor):
    for user in (author, learner):
        for name, arguments in (("guest_arrivals", []), ("guest_invite", []), ("guest_invitation_withdraw", [1])):
            client = signed_in(user)
            address = reverse(name, args=arguments)
            answer = client.get(address) if name == "guest_arrivals" else client.post(address)
            assert answer.status_code in {302, 403, 404}
    assert not GuestInvitation.objects.exists()


def test_an_officer_invites_for_the_own_organisation_only(library, django_capture_on_commit_callbacks):
    own, other = make_organisation(), make_organisation()
    officer, stranger = (make_member(town, role=Membership.Role.HR) for town in (own, other))
    data = {"name": "Hanneke", "email": EMAIL, "enterprise_name": "Groenwerk", "organisation": other.pk}

    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in(officer).post(reverse("hr_entrepreneurs"), data).status_code == 302

    invitation = GuestInvitation.objects.get()
    assert invitation.organisation == own
    assert EMAIL in signed_in(officer).get(reverse("hr_entrepreneurs")).content.decode()
    assert EMAIL not in signed_in(stranger).get(reverse("hr_entrepreneurs")).content.decode()
    address = reverse("hr_entrepreneur_withdraw", args=[invitation.pk])
    assert signed_in(stranger).post(address).status_code == 404
    assert invitations.find_open(link_in_mail().split("/")[-2])
    assert signed_in(officer).post(address).status_code == 302
    assert not invitations.find_open(link_in_mail().split("/")[-2])


def test_who_is_no_officer_invites_nobody(library, learner, author):
    lead = make_member(make_organisation(), role=Membership.Role.TEAM_LEAD)
    for user in (learner, author, lead):
        assert signed_in(user).get(reverse("hr_entrepreneurs")).status_code == 404
        assert signed_in(user).post(reverse("hr_entrepreneurs"), {"email": EMAIL}).status_code == 404


def test_an_officer_cannot_invite_into_an_enterprise_that_is_there(library, author):
    enterprise = author.enterprises.get()
    Enterprise.objects.update(admitted=True)
    officer = make_member(make_organisation(), role=Membership.Role.HR)

    page = signed_in(officer).post(
        reverse("hr_entrepreneurs"),
        {"name": "x", "email": EMAIL, "enterprise_name": enterprise.name.upper(), "enterprise": enterprise.pk},
    )

    assert page.context["form"].errors["enterprise_name"]
    assert not GuestInvitation.objects.exists()


def test_an_invitation_that_could_not_be_mailed_is_not_open(editor, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "tests.guests.test_guest_invitation.Broken"

    with django_capture_on_commit_callbacks(execute=True):
        invitation = invitations.invite(EMAIL, "Hanneke", editor, enterprise_name="Groenwerk")

    assert not invitation.is_open
    assert not GuestInvitation.objects.get().is_open


class Broken:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise OSError


def test_invitations_are_forgotten_after_a_year(editor, invited):
    invited(editor)
    assert invitations.forget_old_arrivals() == 0
    GuestInvitation.objects.update(created_at=timezone.now() - timedelta(days=366))

    assert invitations.forget_old_arrivals() == 1


# --- At the same time ----------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_clicks_at_once_one_comes_in():
    editor = make_editor()
    invitations.invite(EMAIL, "Hanneke", editor, enterprise_name="Groenwerk")
    token = link_in_mail().split("/")[-2]
    barrier, outcomes = threading.Barrier(3), []

    def click():
        barrier.wait(timeout=10)
        try:
            answer = Client().post(reverse("guest_invitation", args=[token]))
            outcomes.append(answer.get("Location", answer.status_code))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [str(one).startswith("/studio/onderneming/") for one in outcomes].count(True) == 1
    assert User.objects.filter(email=EMAIL).count() == 1
    assert Enterprise.objects.filter(name="Groenwerk").count() == 1
    assert Group.objects.get(name=PlatformRole.ENTREPRENEUR.value).user_set.count() == 1
    assert make_entrepreneur()
