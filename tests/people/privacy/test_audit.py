"""What was done to accounts, roles, certificates and data is written down once, for good, and read by few."""

import json
import logging

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from config.error_reports import JsonLines
from people.models import AuditEntry, Membership, User
from people.privacy.audit import record
from people.privacy.models import FinalError
from people.roles import PlatformRole, sync_roles
from tests.factories.certificates import make_certificate, revoke_as
from tests.factories.people import PASSWORD, make_member, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("P14", "B50")]
Action = AuditEntry.Action


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_signing_in_and_being_refused_is_written_down_with_where_from(home, client, learner):
    client.post(reverse("account_login"), {"login": learner.email, "password": "verkeerd-wachtwoord"})
    client.post(reverse("account_login"), {"login": "niemand@elders.example", "password": "verkeerd-wachtwoord"})
    client.post(reverse("account_login"), {"login": learner.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    lines = list(AuditEntry.objects.order_by("pk"))
    assert [line.action for line in lines] == [
        Action.SIGN_IN_REFUSED,
        Action.SIGN_IN_REFUSED,
        Action.SIGNED_IN,
        Action.SIGNED_OUT,
    ]
    assert [(line.person, line.ok) for line in lines] == [
        (learner, False),
        (None, False),
        (learner, True),
        (learner, True),
    ]
    assert {line.origin for line in lines} == {"127.0.0.1"}
    written = "".join(str(row) for row in AuditEntry.objects.values())
    for secret in (PASSWORD, "verkeerd-wachtwoord", "niemand@elders.example", client.session.session_key or "geen"):
        assert secret not in written


def test_a_role_that_is_given_or_taken_says_by_whom(home):
    sync_roles()
    administrator = User.objects.create_superuser("beheer@gemeente.example", PASSWORD)
    person, group = make_user(), Group.objects.get(name=PlatformRole.EDITOR.value)
    AuditEntry.objects.all().delete()
    client = Client()
    client.force_login(administrator)
    form = {"email": person.email, "name": person.name, "is_active": "on"}
    client.post(
        reverse("wagtailusers_users:edit", args=[person.pk]), form | {"groups": [group.pk], "is_superuser": "on"}
    )
    client.post(reverse("wagtailusers_users:edit", args=[person.pk]), form)
    given = AuditEntry.objects.filter(person=person).order_by("pk")
    assert [(line.action, line.detail["role"], line.by) for line in given] == [
        (Action.ROLE_GIVEN, "administrator", administrator),
        (Action.ROLE_GIVEN, group.name, administrator),
        (Action.ROLE_TAKEN, "administrator", administrator),
        (Action.ROLE_TAKEN, group.name, administrator),
    ]


def test_memberships_and_closed_accounts_are_written_down(home):
    person = make_member(make_organisation())
    membership = person.memberships.get()
    membership.role = Membership.Role.HR
    membership.save()
    membership.save()
    membership.delete()
    person.is_active = False
    person.save()
    assert actions() == [
        Action.MEMBERSHIP_BEGUN,
        Action.MEMBERSHIP_CHANGED,
        Action.MEMBERSHIP_REMOVED,
        Action.ACCOUNT_CLOSED,
    ]
    assert AuditEntry.objects.get(action=Action.MEMBERSHIP_CHANGED).detail == {"role": "hr"}


def test_a_certificate_is_written_down_when_issued_and_when_revoked(home, learner):
    certificate = make_certificate(learner)
    revoke_as(certificate)
    lines = AuditEntry.objects.filter(about=f"certificates.Certificate:{certificate.pk}").order_by("pk")
    assert [line.action for line in lines] == [Action.CERTIFICATE_ISSUED, Action.CERTIFICATE_ENDED]
    assert {line.person for line in lines} == {learner}


def test_a_file_of_hr_says_who_made_it_and_how_many_rows(home):
    organisation = make_organisation()
    officer = make_member(organisation, role=Membership.Role.HR)
    make_member(organisation)
    client = Client()
    client.force_login(officer)
    b"".join(client.get(reverse("hr_export_csv")).streaming_content)
    line = AuditEntry.objects.get(action=Action.EXPORTED)
    assert (line.by, line.about, set(line.detail)) == (officer, "hr.csv", {"rows"})


def test_nobody_writes_a_second_line_inside_the_first(home, caplog, django_capture_on_commit_callbacks):
    with caplog.at_level(logging.INFO, logger="audit"), django_capture_on_commit_callbacks(execute=True):
        entry = record(Action.ERASED, about='een\r\n{"action": "signed_in"}', detail={"reason": "a\nb\tc"})
    assert "\n" not in entry.about
    assert entry.detail == {"reason": "a b c"}
    line = JsonLines("{message}", style="{").format(caplog.records[-1])
    assert "\n" not in line
    assert (json.loads(line)["action"], json.loads(line)["about"]) == ("erased", entry.about)


def test_a_line_is_never_changed(home):
    entry = record(Action.RETAINED)
    entry.action = Action.ERASED
    with pytest.raises(FinalError):
        entry.save()


def test_the_privacy_officer_and_administrators_read_it_and_nobody_else(home, learner):
    sync_roles()
    officer = make_user(name="Functionaris")
    officer.groups.add(Group.objects.get(name=PlatformRole.PRIVACY_OFFICER.value))
    administrator = User.objects.create_superuser("beheer@gemeente.example", PASSWORD)
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    hr = make_member(make_organisation(), role=Membership.Role.HR)
    for person, status in ((officer, 200), (administrator, 200), (editor, 403), (hr, 403), (learner, 403)):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("audit_log")).status_code == status
        assert client.post(reverse("audit_log")).status_code == 405
    assert Client().get(reverse("audit_log")).status_code == 302
    client.force_login(officer)
    assert reverse("audit_log") in client.get(reverse("my_details")).content.decode()
    assert client.get("/admin/").status_code in (302, 403, 404)


def test_reading_is_written_down_once_a_day_and_can_be_narrowed(home, learner):
    administrator = User.objects.create_superuser("beheer@gemeente.example", PASSWORD)
    record(Action.CERTIFICATE_ISSUED, person=learner, about="certificates.Certificate:12")
    client = Client()
    client.force_login(administrator)
    found = client.get(reverse("audit_log"), {"wie": learner.email}).content.decode()
    assert "certificates.Certificate:12" in found
    nothing = client.get(reverse("audit_log"), {"wat": "erased", "wie": learner.email}).content.decode()
    assert "certificates.Certificate:12" not in nothing
    wrong = client.get(reverse("audit_log"), {"wat": "bestaat-niet", "wie": "x@y.example"}).content.decode()
    assert "x@y.example" in wrong
    assert actions().count(Action.LOG_READ) == 1
