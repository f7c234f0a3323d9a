"""An HR officer invites people."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.urls import reverse
from django.utils import timezone

from people import invitation_mail
from people.invitations import invite
from people.models import Invitation, Membership
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/uitnodigen/"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def post(town, django_capture_on_commit_callbacks):
    client = signed_in(town.officer)

    def send(emails: str, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADDRESS, {"emails": emails, **fields}, follow=True)

    return send


@pytest.mark.django_db(transaction=True)
def test_everyone_gets_a_mail_with_a_link_of_the_own_site(town, post, mailoutbox):
    response = post("Een@gemeente.example\n\n twee@gemeente.example \neen@gemeente.example", department=town.below.pk)

    assert "2 uitnodigingen zijn verstuurd." in response.content.decode()
    assert sorted(mail.to[0] for mail in mailoutbox) == ["een@gemeente.example", "twee@gemeente.example"]
    mail = mailoutbox[0]
    assert mail.subject == "Gemeente Eigen nodigt u uit om te leren"
    assert f"{town.officer.name} van Gemeente Eigen nodigt u uit" in mail.body
    assert re.search(r"^http://localhost/uitnodiging/[\w-]{32}/$", mail.body, re.MULTILINE)
    invitation = Invitation.objects.get(email="een@gemeente.example")
    assert (invitation.organisation, invitation.department) == (town.organisation, town.below)
    assert invitation.invited_by == town.officer


def test_the_mail_is_plain_text_without_html_escapes(town, post, mailoutbox):
    town.officer.name = "Jan van 't Hoff & Zn"
    town.officer.save()
    post("een@gemeente.example")

    assert "Jan van 't Hoff & Zn van Gemeente Eigen" in mailoutbox[0].body


def test_the_mail_is_dutch_also_when_the_officer_reads_english(town, mailoutbox, django_capture_on_commit_callbacks):
    client = signed_in(town.officer)
    client.cookies["django_language"] = "en"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADDRESS, {"emails": "een@gemeente.example"})

    assert "nodigt u uit" in mailoutbox[0].body


def test_a_wrong_line_is_named_and_everything_typed_is_kept(post, mailoutbox):
    typed = "een@gemeente.example\ngeen adres\ntwee@\nJan <jan@gemeente.example>"
    page = post(typed).content.decode()

    for line in ("Regel 2: “geen adres”", "Regel 3: “twee@”", "Regel 4: “Jan &lt;jan@gemeente.example&gt;”"):
        assert line in page
    assert "Regel 1" not in page
    assert "een@gemeente.example\ngeen adres\ntwee@" in page.replace("\r\n", "\n")
    assert mailoutbox == []
    assert not Invitation.objects.exists()


def test_fifty_people_at_once_and_no_more(post, mailoutbox):
    addresses = [f"persoon-{number}@gemeente.example" for number in range(51)]

    assert "dit zijn 51 regels" in post("\n".join(addresses)).content.decode()
    assert mailoutbox == []
    post("\n".join(addresses[:50]))
    assert len(mailoutbox) == 50


def test_an_empty_form_says_what_is_missing(post):
    page = post("  \n ").content.decode()

    assert 'href="#id_emails"' in page
    assert page.count("<h1") == 1


def test_who_already_belongs_is_named_and_not_invited(town, post, mailoutbox):
    member = make_member(town.organisation)
    second_address = make_member(town.organisation)
    second_address.emailaddress_set.create(email="ander@gemeente.example", verified=True)

    page = post(f"{member.email.upper()}\nander@gemeente.example\nnieuw@gemeente.example").content.decode()
    assert "Niet uitgenodigd, want ze horen al bij uw organisatie" in page
    assert [mail.to for mail in mailoutbox] == [["nieuw@gemeente.example"]]


def test_who_left_or_belongs_elsewhere_can_be_invited(town, post, mailoutbox):
    leaver = make_member(town.organisation)
    leaver.memberships.update(ended_on=timezone.localdate())
    stranger = make_municipality().officer

    page = post(f"{leaver.email}\n{stranger.email}").content.decode()
    assert "horen al bij" not in page
    assert len(mailoutbox) == 2


def test_a_department_of_another_municipality_cannot_be_chosen(post, mailoutbox):
    other = make_municipality()

    page = post("een@gemeente.example", department=other.department.pk)
    assert 'href="#id_department"' in page.content.decode()
    assert mailoutbox == []


def test_another_organisation_cannot_be_chosen(town, post):
    other = make_municipality()
    post("een@gemeente.example", organisation=other.organisation.pk)

    assert Invitation.objects.get().organisation == town.organisation


def test_an_officer_of_two_organisations_says_which_one(town, post):
    other = make_municipality("Gemeente Tweede")
    make_member(other.organisation, role=Membership.Role.HR, user=town.officer)

    assert 'href="#id_organisation"' in post("een@gemeente.example").content.decode()
    mixed = post("een@gemeente.example", organisation=other.organisation.pk, department=town.department.pk)
    assert "Deze afdeling hoort niet bij de gekozen organisatie." in mixed.content.decode()
    post("een@gemeente.example", organisation=other.organisation.pk, department=other.department.pk)
    assert Invitation.objects.get().organisation == other.organisation


def test_the_list_says_what_became_of_the_own_invitations(town):
    other = make_municipality()
    for email, organisation in (("open", town), ("oud", town), ("ja", town), ("vreemd", other)):
        invite(f"{email}@gemeente.example", organisation.organisation, None, organisation.officer)
    Invitation.objects.filter(email="oud@gemeente.example").update(expires_at=timezone.now() - timedelta(days=1))
    Invitation.objects.filter(email="ja@gemeente.example").update(accepted_at=timezone.now())

    page = signed_in(town.officer).get(ADDRESS).content.decode()
    for text in ("open@gemeente.example", "Open tot en met", "Verlopen op", "Aangenomen op"):
        assert text in page
    assert "vreemd@gemeente.example" not in page


@pytest.mark.django_db(transaction=True)
def test_an_invitation_whose_mail_is_refused_is_named_and_not_left_open(post, monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPServerDisconnected

    monkeypatch.setattr(invitation_mail, "send_mail", refuse)
    page = post("een@gemeente.example").content.decode()

    assert "De mail kon niet worden verstuurd naar: een@gemeente.example." in page
    assert not Invitation.objects.exists()


def test_the_address_of_the_form_is_known_by_name(town):
    assert reverse("hr_invite") == ADDRESS


def test_a_colleague_cannot_invite(town, mailoutbox):
    client = signed_in(make_member(town.organisation))

    assert client.post(ADDRESS, {"emails": "een@gemeente.example"}).status_code == 404
    assert signed_in(make_user()).post(ADDRESS, {"emails": "een@gemeente.example"}).status_code == 404
    assert mailoutbox == []
