"""Administrators see how the platform is doing, what to do first, and hear what the mail server answers."""

import re
import smtplib
import socket
import ssl
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from cms.models import Branding
from hr.models import Export
from operations.condition import Level, findings
from operations.condition.installation import SETTINGS
from operations.condition.readiness import SOON_FULL
from operations.first_steps import first_steps
from operations.heartbeat import BACKUP, SWEEP, TEST_MAIL, beat
from operations.mail_check import send_test_mail
from operations.models import Beat
from people.mail_kinds import MailKind
from people.models import AuditEntry, EmailDomain, Membership, OutboxMail
from people.outbox import put_in_outbox
from people.privacy import audit
from people.roles import PlatformRole
from tests.factories.certificates import make_certificate, plain_certificate
from tests.factories.courses import make_course
from tests.factories.hr import finish, signed_in
from tests.factories.people import make_organisation, make_user
from tests.people.smtp_stub import SmtpStub

pytestmark = [pytest.mark.django_db, pytest.mark.row("R15")]
PAGE, MAIL = "/admin/hoe-gaat-het/", "/admin/hoe-gaat-het/proefmail/"
PROMETHEUS_UNITS = {"", "seconds", "bytes", "days"}


@pytest.fixture
def administrator(home) -> Client:
    return signed_in(make_user(is_superuser=True))


def levels() -> dict[str, Level]:
    return {finding.measure.name: finding.level for finding in findings()}


def ago(**time: float):
    return timezone.now() - timedelta(**time)


def test_only_an_administrator_sees_the_page_and_sends_test_mail(home, administrator, mailoutbox):
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))
    assert administrator.get(PAGE).status_code == 200
    assert PAGE in administrator.get("/admin/").content.decode()
    for client in (signed_in(editor), signed_in(make_user()), Client()):
        assert client.get(PAGE).status_code in (302, 404)
        assert client.post(MAIL).status_code in (302, 404)
    assert PAGE not in signed_in(editor).get("/admin/").content.decode()
    assert administrator.get(MAIL).status_code == 405
    assert administrator.post(PAGE).status_code == 405
    assert mailoutbox == []


def test_the_most_urgent_stands_first_and_everything_is_there_in_words(administrator):
    page = administrator.get(PAGE).content.decode()
    found = findings()
    shown = re.findall(r'<dt id="(\w+)" data-level="(\w+)"', page)
    assert [name for name, _level in shown] == [finding.measure.name for finding in found]
    order = [Level[level] for _name, level in shown]
    assert order == sorted(order)
    assert order[0] is Level.NOW
    assert all(finding.meaning.strip() for finding in found)
    assert {finding.measure.unit for finding in found} <= PROMETHEUS_UNITS


def test_what_is_done_regularly_is_judged_by_when_it_was_last_done():
    never = levels()
    assert (never["sweep_silent"], never["backup_age"], never["retention_age"]) == (Level.NOW, Level.NOW, Level.SOON)
    for name in (SWEEP, BACKUP):
        beat(name)
    audit.record(AuditEntry.Action.RETAINED)
    now = levels()
    assert now["sweep_silent"] == now["backup_age"] == now["retention_age"] == Level.GOOD
    Beat.objects.filter(name=SWEEP).update(at=ago(minutes=6))
    Beat.objects.filter(name=BACKUP).update(at=ago(hours=27))
    AuditEntry.objects.update(at=ago(hours=27))
    late = levels()
    assert (late["sweep_silent"], late["backup_age"], late["retention_age"]) == (Level.NOW, Level.NOW, Level.SOON)


def test_removing_that_failed_asks_for_attention():
    audit.record(AuditEntry.Action.RETAINED, ok=False)
    assert levels()["retention_age"] == Level.SOON


def test_what_waits_too_long_is_found():
    user = make_user()
    assert {levels()[name] for name in ("mail_due", "mail_given_up", "certificates_undrawn", "files_waiting")} == {
        Level.GOOD
    }
    put_in_outbox(user, MailKind.FILES, "due", "Klaar", "Klaar")
    make_certificate()
    export = Export.objects.create(asked_by=user, organisation=make_organisation(), layout="rows", language="nl")
    moment = levels()
    assert moment["mail_due"] == moment["certificates_undrawn"] == moment["files_waiting"] == Level.GOOD
    OutboxMail.objects.update(next_try_at=ago(minutes=16))
    plain_certificate(finish(user, make_course()), issued_at=ago(minutes=16))
    Export.objects.filter(pk=export.pk).update(asked_at=ago(minutes=16))
    late = levels()
    assert (late["mail_due"], late["certificates_undrawn"], late["files_waiting"]) == (
        Level.NOW,
        Level.SOON,
        Level.SOON,
    )
    OutboxMail.objects.update(state=OutboxMail.State.GIVEN_UP)
    assert (levels()["mail_due"], levels()["mail_given_up"]) == (Level.GOOD, Level.SOON)


def test_without_a_database_nothing_waits_for_it_in_turn(django_assert_num_queries):
    gone = patch("operations.condition.readiness._impatient", side_effect=OperationalError("gone"))
    with gone, django_assert_num_queries(0):
        now = levels()
    assert now["database"] is Level.NOW
    assert {"disk_free", "versions"} <= now.keys()
    assert not {"mail_due", "sweep_silent", "backup_age"} & now.keys()


def test_mail_that_is_tried_again_later_is_not_due():
    put_in_outbox(make_user(), MailKind.FILES, "later", "Klaar", "Klaar")
    OutboxMail.objects.update(next_try_at=timezone.now() + timedelta(hours=4), created_at=ago(hours=20))
    assert levels()["mail_due"] == Level.GOOD


def test_the_outbox_is_asked_once_for_all_that_is_said_of_it():
    with CaptureQueriesContext(connection) as asked:
        assert {"mail_due", "mail_waiting", "mail_given_up"} <= levels().keys()
    about_mail = [one["sql"] for one in asked if OutboxMail._meta.db_table in one["sql"]]
    assert len(about_mail) == len(set(about_mail)) == 2


def test_many_refused_sign_ins_in_an_hour_are_found():
    refused = AuditEntry.Action.SIGN_IN_REFUSED
    AuditEntry.objects.bulk_create([AuditEntry(action=refused, ok=False) for _number in range(101)])
    assert levels()["sign_ins_refused"] == Level.SOON
    AuditEntry.objects.update(at=ago(minutes=61))
    assert levels()["sign_ins_refused"] == Level.GOOD


def test_little_room_is_said_before_it_is_too_late():
    with patch("operations.condition.readiness.shutil.disk_usage") as usage:
        usage.return_value.free = SOON_FULL - 1
        assert levels()["disk_free"] == Level.SOON


def test_support_that_ends_is_named(monkeypatch):
    day = "operations.condition.installation.timezone.localdate"
    with patch(day, return_value=timezone.datetime(2026, 10, 1).date()):
        assert levels()["support_left"] == Level.GOOD
    with patch(day, return_value=timezone.datetime(2027, 2, 2).date()):
        assert levels()["support_left"] == Level.SOON
    with patch(day, return_value=timezone.datetime(2027, 2, 3).date()):
        assert levels()["support_left"] == Level.NOW


def test_each_setting_that_deserves_a_word_gets_one_until_it_is_right(settings):
    settings.DEBUG = True
    names = {measure.name for measure in SETTINGS}
    before = levels()
    assert {name for name in names if before[name] is Level.GOOD} == set()
    assert before["setting_debug"] is Level.NOW
    settings.DEBUG = settings.DEMO_ACCOUNTS_ALLOWED = settings.CERTIFICATE_SEAL_IS_DEMONSTRATION = False
    settings.ENCRYPTION_KEYS = settings.ADMINS = ["one"]
    settings.CERTIFICATE_SEAL_KEY = settings.VIRUS_SCANNER = settings.METRICS_TOKEN = "set"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    after = levels()
    assert {after[name] for name in names} == {Level.GOOD}


@pytest.fixture
def mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    # The tries of other tests count here, too.
    cache.clear()
    with SmtpStub() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


def test_a_test_mail_goes_past_the_outbox_and_counts_when_it_was_taken(administrator, mail_server):
    page = administrator.post(MAIL, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert [str(message.level_tag) for message in page.context["messages"]] == ["success"]
    assert len(mail_server.received) == 1
    assert b"http://localhost" in mail_server.received[0]
    assert Beat.objects.filter(name=TEST_MAIL).exists()
    assert not OutboxMail.objects.exists()


def test_the_page_says_what_the_mail_server_answered(administrator, mail_server):
    mail_server.behaviour = "550"
    page = administrator.post(MAIL, follow=True)
    assert [str(message.level_tag) for message in page.context["messages"]] == ["error"]
    assert "550 no such person" in page.content.decode()
    assert not Beat.objects.filter(name=TEST_MAIL).exists()


def test_each_way_to_fail_has_its_own_sentence(mail_server, settings):
    said = {}
    for behaviour in ("550", "421", "554", "disconnect"):
        mail_server.behaviour = behaviour
        said[behaviour] = send_test_mail("beheer@rivierdam.example")
    mail_server.behaviour = "accept"
    settings.EMAIL_USE_TLS = True
    said["no TLS"] = send_test_mail("beheer@rivierdam.example")
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, True
    said["TLS at once"] = send_test_mail("beheer@rivierdam.example")
    settings.EMAIL_USE_SSL = False
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = taken.getsockname()[1]
        said["refused"] = send_test_mail("beheer@rivierdam.example")
    for error in (
        smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong password"),
        ssl.SSLCertVerificationError("self-signed certificate"),
        TimeoutError("timed out"),
        socket.gaierror(-2, "Name or service not known"),
    ):
        with patch("django.core.mail.backends.smtp.EmailBackend.open", side_effect=error):
            said[type(error).__name__] = send_test_mail("beheer@rivierdam.example")
    assert not any(answer.taken for answer in said.values())
    assert len({answer.meaning for answer in said.values()}) == len(said)
    assert said["SMTPAuthenticationError"].said == "535 5.7.8 wrong password"
    assert said["554"].said == "554 not this one"
    assert mail_server.received == []
    assert not Beat.objects.filter(name=TEST_MAIL).exists()


def test_without_a_mail_server_it_says_that_nothing_was_sent(home, mailoutbox):
    assert not send_test_mail("beheer@rivierdam.example").taken
    assert not Beat.objects.filter(name=TEST_MAIL).exists()


def test_after_five_test_mails_one_waits(administrator, mail_server):
    for _number in range(6):
        page = administrator.post(MAIL, follow=True)
    assert len(mail_server.received) == 5
    assert [str(message.level_tag) for message in page.context["messages"]] == ["error"]


def test_first_steps_are_ticked_by_what_is_there_and_then_disappear(administrator):
    def done() -> list[bool]:
        return [step.is_done for step in first_steps()]

    Branding.objects.all().delete()
    EmailDomain.objects.all().delete()
    assert done() == [False] * 6
    for page in ("/admin/", PAGE):
        text = administrator.get(page).content.decode()
        assert all(str(step.title) in text and step.link in text for step in first_steps())
    for step in first_steps():
        assert administrator.get(step.link).status_code in (200, 302), step.title

    town = make_organisation()
    Branding.objects.create(site=Site.objects.get(), organisation_name="Rivierdam", primary_colour="#0b5c75")
    assert done() == [True, False, False, False, False, False]
    beat(TEST_MAIL)
    EmailDomain.objects.create(organisation=town, domain="rivierdam.example")
    assert done() == [True, True, True, False, False, False]
    officer = Membership.objects.create(user=make_user(), organisation=town, role=Membership.Role.HR)
    officer.ended_on = timezone.localdate()
    officer.save()
    assert not done()[3]
    officer.ended_on = None
    officer.save()
    make_course()
    beat(BACKUP)
    assert done() == [True] * 6
    for page in ("/admin/", PAGE):
        assert str(first_steps()[3].how) not in administrator.get(page).content.decode()
