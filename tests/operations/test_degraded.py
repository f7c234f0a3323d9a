"""Something that the site leans on is away: what people see in each core flow then, and that nothing is lost.

Every flow is tried while it is away and, where it was refused, once more when it is back.
"""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, CertificatePdf
from config.cache import cache_settings
from courses.enrol import enrol
from courses.models import CourseCompletion
from people.models import OutboxMail
from quizzes.forms import field_name
from quizzes.models import Answer, Attempt
from tests.factories.certificates import make_certificate
from tests.factories.courses import steps_of
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import PASSWORD, make_mail, make_member
from tests.factories.quizzes import as_post, make_quiz, right_answers, start_attempt

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.row("R9", "R8", "R14")]

NO_CACHE = {"default": cache_settings({"BACKEND": "x.RedisCache", "LOCATION": "redis://127.0.0.1:1/1"})}
NO_MAIL = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_PORT": 1,
    "EMAIL_TIMEOUT": 1,
}
WRITES = ("INSERT", "UPDATE", "DELETE")
NOT_SAVED = "Wat u net verstuurde, is niet opgeslagen."


def _no_room(execute, sql, params, many, context):
    """What a database says when its disk is full: it reads, and writes nothing."""
    if sql.startswith(WRITES):
        raise OperationalError("could not extend file: No space left on device")
    return execute(sql, params, many, context)


def _refused(*_arguments: object, **_options: object) -> None:
    raise ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")


@contextmanager
def without_network() -> Iterator[None]:
    """No identity provider, time stamp or webhook answers. PostgreSQL is not reached by a socket of Python."""
    with patch.object(socket.socket, "connect", _refused), patch("socket.create_connection", _refused):
        yield


@contextmanager
def without_media(tmp_path: Path) -> Iterator[None]:
    """The folder of files is gone, and nothing can be made in its place."""
    file = tmp_path / "no-folder"
    file.touch()
    with override_settings(MEDIA_ROOT=str(file / "media"), PRIVATE_MEDIA_ROOT=str(file / "private")):
        yield


def away(name: str, tmp_path: Path):
    match name:
        case "mail":
            return override_settings(**NO_MAIL)
        case "cache":
            return override_settings(CACHES=NO_CACHE)
        case "renderer":
            return patch("certificates.drawing.draw_pdf", side_effect=OSError("cannot load library 'pango'"))
        case "network":
            return without_network()
        case "files":
            return without_media(tmp_path)
        case "room in the database":
            return connection.execute_wrapper(_no_room)
    raise AssertionError(name)


@dataclass
class Learning:
    """Somebody in the middle of a course, one step before its end."""

    client: Client
    officer: Client
    email: str
    address_of_lesson: str
    attempt: Attempt
    of_another: Certificate

    def read_a_lesson(self) -> HttpResponse:
        return self.client.get(self.address_of_lesson)

    def autosave(self) -> HttpResponse:
        self.attempt.refresh_from_db()
        (number, answer), *_others = right_answers(self.attempt).items()
        fields = {"version": self.attempt.version, "asked": [number], field_name(number): answer}
        return self.client.post(reverse("quiz_autosave", args=[self.attempt.public_id]), fields)

    def finish_the_course(self) -> HttpResponse:
        self.attempt.refresh_from_db()
        page = reverse("quiz_attempt", args=[self.attempt.public_id])
        sent = as_post(right_answers(self.attempt), "submit", self.attempt.version)
        handed_in = self.client.post(page, sent)
        return self.client.get(page) if handed_in.status_code == 303 else handed_in

    def sign_in(self) -> HttpResponse:
        anew = Client(raise_request_exception=False)
        answer = anew.post(reverse("account_login"), {"login": self.email, "password": PASSWORD})
        return anew.get(reverse("my_learning")) if answer.status_code == 302 else answer

    def look_at_the_overview(self) -> HttpResponse:
        return self.officer.get(reverse("hr_overview"))

    def verify_a_certificate(self) -> HttpResponse:
        return Client(raise_request_exception=False).get(reverse("certificate_verify", args=[self.of_another.code]))


FLOWS = (
    "read_a_lesson",
    "autosave",
    "finish_the_course",
    "sign_in",
    "look_at_the_overview",
    "verify_a_certificate",
)
# What cannot be done while this is away. All the rest goes on as ever.
REFUSED = {
    # Without a place to count them nobody may guess passwords.
    "cache": {"sign_in"},
    # Who looks at others is written down, or does not look.
    "room in the database": {"autosave", "finish_the_course", "sign_in", "look_at_the_overview"},
}
SEEN = {
    "read_a_lesson": "Tekst van les",
    "autosave": '"version": 1',
    "finish_the_course": "U hebt de cursus afgerond!",
    "sign_in": "Mijn leren",
    "look_at_the_overview": "Sanne de Vries",
    "verify_a_certificate": "Certificaat van ",
}


@pytest.fixture
def learning(home) -> Learning:
    town = make_municipality()
    learner = make_member(town.organisation, town.department, name="Sanne de Vries")
    attempt = start_attempt(learner, make_quiz())
    of_another = make_certificate()
    another_course = of_another.completion.enrolment.course
    enrol(learner, another_course)
    lesson = steps_of(another_course)[0]
    client, officer = signed_in(learner), signed_in(town.officer)
    client.raise_request_exception = officer.raise_request_exception = False
    return Learning(client, officer, learner.email, lesson.url, attempt, of_another)


@pytest.mark.parametrize("missing", ["mail", "cache", "renderer", "network", "files", "room in the database"])
def test_what_people_see_while_something_is_away_and_that_nothing_is_lost(learning, tmp_path, mailoutbox, missing):
    waiting = make_mail()
    refused = set()
    with ExitStack() as stack:
        stack.enter_context(away(missing, tmp_path))
        for flow in FLOWS:
            answer = getattr(learning, flow)()
            page = answer.content.decode()
            if answer.status_code == 503:
                assert (NOT_SAVED in page, answer["Retry-After"]) == (True, "30"), flow
                refused.add(flow)
            else:
                assert (answer.status_code, SEEN[flow] in page) == (200, True), (flow, page)
        if missing in ("mail", "network"):
            call_command("sweep")
    assert refused == REFUSED.get(missing, set())

    for flow in FLOWS:
        if flow in refused:
            answer = getattr(learning, flow)()
            assert (answer.status_code, SEEN[flow] in answer.content.decode()) == (200, True), flow
    assert_nothing_is_lost(learning, waiting, mailoutbox)


def assert_nothing_is_lost(learning: Learning, waiting: OutboxMail, mailoutbox: list) -> None:
    attempt = learning.attempt
    answered = {item for (item,) in Answer.objects.filter(attempt=attempt).values_list("item")}
    assert answered == set(right_answers(attempt))
    assert CourseCompletion.objects.filter(enrolment__user=attempt.user).count() == 1
    certificate = Certificate.objects.get(user=attempt.user)
    call_command("draw_missing_certificates")
    assert CertificatePdf.objects.filter(certificate=certificate).count() == 1
    OutboxMail.objects.filter(state=OutboxMail.State.WAITING).update(next_try_at=timezone.now())
    call_command("sweep")
    assert [mail.to for mail in mailoutbox].count([waiting.user.email]) == 1


def test_without_the_renderer_the_learner_reads_that_the_certificate_follows(learning, tmp_path):
    with away("renderer", tmp_path):
        learning.finish_the_course()
        certificate = Certificate.objects.get(user=learning.attempt.user)
        page = learning.client.get(reverse("certificate_pdf", args=[certificate.code])).content.decode()
    assert "Uw certificaat volgt" in page


def test_sessions_are_in_the_database_so_nobody_is_signed_out_without_a_cache(learning, tmp_path):
    with away("cache", tmp_path):
        assert learning.client.get(reverse("my_learning")).status_code == 200
