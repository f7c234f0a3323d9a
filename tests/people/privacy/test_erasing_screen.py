"""People ask to be erased themselves, administrators do it with a reason, and nobody else does."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from certificates.models import Certificate, ErasedCertificate
from people.data_map import Erasure
from people.models import AuditEntry, Membership, User
from people.privacy.erasure import StillNeededError, erase
from tests.factories.certificates import make_certificate
from tests.factories.people import PASSWORD, make_member, make_organisation, make_user
from tests.factories.sessions import make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.row("P7")]


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_superuser("beheer@gemeente.example", PASSWORD, name="Beheer")


def signed_in(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def as_administrator(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_one_reads_what_goes_and_stays_and_is_gone_after_saying_yes(home, learner):
    client = signed_in(learner)
    page = client.get(reverse("erase_me")).content.decode()
    assert capfirst(_(Erasure.PSEUDONYMISED.value)) in html.unescape(page)
    refused = client.post(reverse("erase_me"), {})
    assert refused.status_code == 200
    assert User.objects.filter(pk=learner.pk).exists()
    done = client.post(reverse("erase_me"), {"certain": "on"}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("erased")
    assert not User.objects.filter(pk=learner.pk).exists()
    assert client.get(reverse("my_details")).status_code == 302


def test_a_screen_that_was_left_open_erases_nobody(as_learner, learner):
    response = as_learner.post(reverse("erase_me"), {"certain": "on"})
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=learner.pk).exists()


def test_an_administrator_erases_with_a_reason_that_names_nobody(home, administrator):
    person = make_user(name="Sanne de Vries")
    client, address = as_administrator(administrator), reverse("erase_person", args=[person.pk])
    for wrong in (
        {"email": person.email, "reason": ""},
        {"email": "iemand@anders.example", "reason": "Uit dienst"},
        {"email": person.email, "reason": "Gevraagd door sanne DE vries"},
    ):
        page = client.post(address, wrong)
        assert page.status_code == 200
        assert wrong["email"] in page.content.decode()
        assert User.objects.filter(pk=person.pk).exists()
    client.post(address, {"email": f" {person.email.upper()} ", "reason": "Uit dienst"})
    assert not User.objects.filter(pk=person.pk).exists()
    entry = AuditEntry.objects.get(action=AuditEntry.Action.ERASED)
    assert (entry.by, entry.detail) == (administrator, {"how": "administrator", "reason": "Uit dienst"})


def test_nobody_else_learns_whether_there_is_such_a_person(home):
    organisation, person = make_organisation(), make_user()
    for role in Membership.Role:
        client = signed_in(make_member(organisation, role=role))
        for pk in (person.pk, 999_999):
            assert client.get(reverse("erase_person", args=[pk])).status_code == 404
            assert client.post(reverse("erase_person", args=[pk]), {"email": person.email}).status_code == 404
    assert User.objects.filter(pk=person.pk).exists()


def test_deleting_a_user_in_the_admin_leads_to_the_same_screen(home, administrator):
    person, client = make_user(), Client()
    client.force_login(administrator)
    response = client.post(reverse("wagtailusers_users:delete", args=[person.pk]))
    assert response["Location"] == reverse("erase_person", args=[person.pk])
    bulk = reverse("wagtail_bulk_action", args=["people", "user", "delete"])
    client.post(f"{bulk}?id={person.pk}", {"next": "/admin/users/"})
    assert User.objects.filter(pk=person.pk).exists()


def test_the_only_administrator_is_told_whom_to_appoint_first(home, administrator):
    with pytest.raises(
        StillNeededError,
        match=re.escape(_("You are the only administrator. Make somebody else an administrator first.")),
    ):
        erase(administrator, "request")
    page = as_administrator(administrator).get(reverse("erase_me")).content.decode()
    assert 'type="checkbox"' not in page
    second = User.objects.create_superuser("tweede@gemeente.example", PASSWORD)
    erase(administrator, "request")
    assert list(User.objects.filter(is_superuser=True)) == [second]


def test_the_only_hr_officer_and_who_presents_are_told_too(home):
    officer = make_member(make_organisation(), role=Membership.Role.HR)
    meeting = make_meeting()
    session, host = meeting.session, meeting.presenter
    for person in (officer, host):
        with pytest.raises(StillNeededError):
            erase(person, "request")
    type(session).objects.filter(pk=session.pk).update(cancelled_at=timezone.now())
    erase(host, "request")
    make_member(officer.memberships.get().organisation, role=Membership.Role.HR)
    erase(officer, "request")


def test_a_certificate_stays_in_the_register_without_a_name(home, learner, client):
    certificate = make_certificate(learner)
    code, title = certificate.code, certificate.course_title
    erase(learner, "request")
    assert not Certificate.objects.exists()
    assert code not in str(ErasedCertificate.objects.values().get())
    for address in (f"/certificaat/{code}/", f"/certificaat/?code={code.lower()}"):
        page = client.get(address, follow=True)
        assert page.status_code == 200
        assert title in page.content.decode()
        assert learner.name not in page.content.decode()
    assert client.get(f"/certificaat/{'0' * 26}/").status_code == 404
