"""Telling a program that somebody finished a course: once, signed, and to public addresses only."""

import base64
import hashlib
import hmac
import json
import ssl
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.utils import timezone

from courses.enrol import enrol
from courses.models import StepPage
from courses.progress import complete_step
from hr.api.post import PostError, post, refusal
from hr.api.webhooks import forget_old_deliveries, make_webhook, send_due_deliveries
from hr.models import Webhook, WebhookDelivery
from tests.factories.courses import make_course
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/koppelingen/"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for localhost and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


class Receiver(HTTPServer):
    """A program that is told; answers with `status` and keeps what it got."""

    def __init__(self, certificate) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.status, self.got = 204, []

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server_port}/berichten?bron=leren"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "https://localhost/elders")
        self.end_headers()

    def log_message(self, *_arguments) -> None:
        """Quiet."""


@pytest.fixture
def receiver(certificate, settings):
    settings.WEBHOOK_TRUSTED_NETWORKS = ["127.0.0.0/8", "::1/128"]
    settings.WEBHOOK_CERTIFICATES = str(certificate)
    server = Receiver(certificate)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def finish_a_course(town):
    user = make_member(town.organisation)
    course = make_course("De cursus")
    enrolment = enrol(user, course)
    for step in StepPage.objects.descendant_of(course).live().order_by("path"):
        complete_step(enrolment, step)
    return enrolment.completion


def test_a_completion_is_told_once_signed_and_with_what_the_api_says(town, receiver):
    webhook = make_webhook(town.officer, town.organisation, receiver.url)
    completion = finish_a_course(town)

    assert send_due_deliveries() == 1
    assert send_due_deliveries() == 0
    ((path, headers, body),) = receiver.got
    assert path == "/berichten?bron=leren"
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    event = json.loads(body)
    assert (event["specversion"], event["subject"]) == ("1.0", str(completion.pk))
    assert event["type"] == "nl.lerendoetleven.hr.completion.recorded.v1"
    assert event["id"] == headers["webhook-id"]
    assert event["data"]["email"] == completion.enrolment.user.email
    assert event["data"]["certificateNumber"] == completion.certificates.get().grouped_code
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_what_does_not_arrive_is_tried_again_with_the_same_id_and_given_up_after_three_days(
    town, receiver, monkeypatch
):
    make_webhook(town.officer, town.organisation, receiver.url)
    finish_a_course(town)
    receiver.status = 503
    assert send_due_deliveries() == 0
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.last_error) == ("waiting", "HTTP 503")
    assert send_due_deliveries() == 0, "it waits first"
    assert len(receiver.got) == 1

    WebhookDelivery.objects.update(next_try_at=timezone.now())
    receiver.status = 200
    assert send_due_deliveries() == 1
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.got}) == 1

    receiver.status = 503
    finish_a_course(town)
    WebhookDelivery.objects.filter(state="waiting").update(give_up_at=timezone.now())
    send_due_deliveries()
    given_up = WebhookDelivery.objects.get(state="given_up")
    assert given_up.data == {}
    assert forget_old_deliveries() == 0
    WebhookDelivery.objects.update(settled_at=timezone.now() - timedelta(days=31))
    assert forget_old_deliveries() == 2


@pytest.mark.row("B48")
def test_a_redirect_is_not_followed(town, receiver):
    make_webhook(town.officer, town.organisation, receiver.url)
    finish_a_course(town)
    receiver.status = 302
    assert send_due_deliveries() == 0
    assert WebhookDelivery.objects.get().last_error == "HTTP 302"


def test_of_who_left_meanwhile_nothing_is_told(town, receiver):
    make_webhook(town.officer, town.organisation, receiver.url)
    completion = finish_a_course(town)
    completion.enrolment.user.memberships.update(ended_on=timezone.localdate())
    assert send_due_deliveries() == 0
    assert receiver.got == []
    assert WebhookDelivery.objects.get().state == "given_up"


def test_other_organisations_are_told_nothing(town, receiver):
    elsewhere = make_municipality("Gemeente Anders")
    make_webhook(elsewhere.officer, elsewhere.organisation, receiver.url)
    finish_a_course(town)
    assert not WebhookDelivery.objects.exists()


def test_a_certificate_that_is_not_trusted_stops_it(town, receiver, settings):
    settings.WEBHOOK_CERTIFICATES = ""
    with pytest.raises(PostError, match="SSLCertVerificationError"):
        post(receiver.url, b"{}", {})


@pytest.mark.row("B48")
@pytest.mark.parametrize(
    "url",
    [
        "http://hr.gemeente.example/",
        "ftp://hr.gemeente.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/",
        "https://naam:geheim@hr.gemeente.example/",
        "geen adres",
    ],
)
def test_an_address_that_only_this_server_can_reach_is_refused(url):
    assert refusal(url)
    with pytest.raises(PostError):
        post(url, b"{}", {})


@pytest.mark.row("B48")
def test_a_name_that_leads_to_this_machine_is_refused_before_anything_is_sent(receiver, settings):
    settings.WEBHOOK_TRUSTED_NETWORKS = []
    with pytest.raises(PostError, match="not public"):
        post(receiver.url, b"{}", {})
    assert receiver.got == []


class TestTheScreen:
    def test_the_secret_is_shown_once(self, town):
        client = signed_in(town.officer)
        page = client.post(f"{ADDRESS}webhook/", {"url": "https://hr.gemeente.example/berichten"}).content.decode()
        webhook = Webhook.objects.get()
        assert webhook.secret in page
        again = client.get(ADDRESS).content.decode()
        assert webhook.url in again
        assert webhook.secret not in again

    @pytest.mark.parametrize("url", ["", "geen adres", "http://hr.gemeente.example/", "https://127.0.0.1/"])
    def test_a_wrong_address_is_said_and_kept(self, town, url):
        page = signed_in(town.officer).post(f"{ADDRESS}webhook/", {"url": url}).content.decode()
        assert "<title>Fout:" in page
        assert f'value="{url}"' in page or not url
        assert not Webhook.objects.exists()

    def test_the_same_address_twice_is_said(self, town):
        make_webhook(town.officer, town.organisation, "https://hr.gemeente.example/")
        page = signed_in(town.officer).post(f"{ADDRESS}webhook/", {"url": "https://hr.gemeente.example/"})
        assert "Dit adres krijgt al bericht." in page.content.decode()

    def test_stopping_is_for_the_own_officers_only(self, town):
        webhook = make_webhook(town.officer, town.organisation, "https://hr.gemeente.example/")
        stop = f"{ADDRESS}webhook/{webhook.pk}/weg/"
        for user in (make_lead(town.department), make_member(town.organisation), make_municipality().officer):
            assert signed_in(user).post(stop).status_code == 404
            assert signed_in(user).post(f"{ADDRESS}webhook/", {"url": webhook.url}).status_code in (404, 200)
        assert Client().post(stop).status_code == 302
        assert list(Webhook.objects.filter(organisation=town.organisation)) == [webhook]
        signed_in(town.officer).post(stop)
        assert not Webhook.objects.filter(organisation=town.organisation).exists()
