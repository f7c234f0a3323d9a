"""In a rush what is saved goes first: pages wait a moment or are refused at once, with when to come back."""

import runpy
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Event, Semaphore
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core import mail
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from config import priority
from config.priority import PriorityMiddleware, goes_first, threads_for
from tests.factories.quizzes import make_quiz, right_answers, start_attempt

pytestmark = [pytest.mark.row("R10"), pytest.mark.usefixtures("connections_stay_as_they_are")]

LONG = 30
SAVING = ["quiz_attempt", "quiz_overview", "quiz_autosave", "quiz_question", "studio_autosave"]


@pytest.fixture
def nobody_waits(monkeypatch):
    monkeypatch.setattr(priority, "WAITING", 0)


@pytest.fixture
def no_page_has_room(settings, nobody_waits):
    settings.PAGES_AT_ONCE = 0
    settings.ADMINS = [("", "beheer@gemeente.example")]


@pytest.fixture
def one_at_once(settings, nobody_waits):
    settings.PAGES_AT_ONCE = 1


def page(path: str = "/cursussen/"):
    return RequestFactory().get(path)


class Desk:
    """Pages that are answered when the door opens. `asked`: somebody wants a turn; `begun`: has it."""

    def __init__(self) -> None:
        self.door, self.begun, self.asked = Event(), Queue(), Queue()
        self.gate = PriorityMiddleware(self.answer)
        self.gate.turns = Told(configured.PAGES_AT_ONCE, self.asked)

    def answer(self, request) -> HttpResponse:
        self.begun.put(request.path)
        assert self.door.wait(LONG)
        return HttpResponse("page")


class Told(Semaphore):
    def __init__(self, count: int, asked: Queue) -> None:
        super().__init__(count)
        self.queue = asked

    def acquire(self, *arguments, **options):
        self.queue.put(1)
        return super().acquire(*arguments, **options)


@pytest.mark.django_db
def test_while_no_page_has_room_answers_are_saved_and_pages_say_when_to_come_back(
    as_learner: Client, learner, home, no_page_has_room
):
    attempt = start_attempt(learner, make_quiz())
    [(number, answer), *_] = right_answers(attempt).items()
    fields = {"version": 0, "asked": [number], f"question_{number}": answer}
    client = Client(raise_request_exception=False)
    client.force_login(learner)

    saved = client.post(reverse("quiz_autosave", args=[attempt.public_id]), fields)
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert attempt.saved_answers() == {number: answer}
    refused = client.get("/mijn-leren/")
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert "Wat u eerder hebt opgeslagen, is er nog." in refused.text
    assert "default-src 'self'" in refused["Content-Security-Policy"]
    assert client.get("/healthz").status_code == 200
    assert mail.outbox == [], "A rush has thousands of these; the figures count them."


@pytest.mark.parametrize("name", SAVING)
def test_what_takes_in_answers_and_words_goes_first_and_what_only_shows_does_not(name):
    arguments = {"quiz_question": [uuid4(), 3], "studio_autosave": [12]}.get(name, [uuid4()])
    address = reverse(name, args=arguments)
    assert goes_first(RequestFactory().post(address))
    assert not goes_first(RequestFactory().get(address))


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/mijn-leren/toets/start/7/", "/mijn-leren/bewaren/7/"])
def test_everything_else_takes_its_turn(address):
    assert not goes_first(RequestFactory().post(address))


@pytest.mark.parametrize("name", ["healthz", "readyz", "metrics"])
def test_who_asks_whether_the_process_lives_is_answered(name):
    assert goes_first(page(reverse(name)))


def test_a_page_waits_for_its_turn_and_the_next_is_refused_at_once(settings, monkeypatch):
    settings.PAGES_AT_ONCE = 2
    monkeypatch.setattr(priority, "WAITING", 1)
    monkeypatch.setattr(priority, "LONGEST_WAIT", LONG)
    desk = Desk()
    with ThreadPoolExecutor(3) as visitors:
        come = [visitors.submit(desk.gate, page(f"/{number}/")) for number in range(3)]
        for _visitor in range(3):
            desk.asked.get(timeout=LONG)
        begun = [desk.begun.get(timeout=LONG) for _page in range(2)]
        assert desk.gate(page("/4/")).status_code == 503
        assert desk.begun.empty(), "The third waits although there is a thread for it."
        desk.door.set()
        assert [visit.result(LONG).status_code for visit in come] == [200, 200, 200]
        assert len({*begun, desk.begun.get(timeout=LONG)}) == 3


def test_who_waited_too_long_is_refused_and_leaves_the_queue(one_at_once, monkeypatch):
    monkeypatch.setattr(priority, "WAITING", 1)
    monkeypatch.setattr(priority, "LONGEST_WAIT", 0)
    desk = Desk()
    with ThreadPoolExecutor(1) as visitors:
        first = visitors.submit(desk.gate, page())
        desk.begun.get(timeout=LONG)
        assert [desk.gate(page()).status_code for _visitor in range(3)] == [503, 503, 503]
        desk.door.set()
        assert first.result(LONG).status_code == 200
    assert desk.gate(page()).status_code == 200


def test_a_file_that_is_sent_piece_by_piece_has_its_turn_until_it_is_closed(one_at_once):
    gate = PriorityMiddleware(lambda _request: StreamingHttpResponse(iter(["a", "b"])))
    file = gate(page("/hr/export.csv"))
    assert gate(page()).status_code == 503
    assert b"".join(file.streaming_content) == b"ab"
    file.close()
    assert gate(page()).status_code == 200


def test_a_page_that_breaks_gives_its_turn_back(one_at_once):
    def break_down(_request):
        raise LookupError

    gate = PriorityMiddleware(break_down)
    for _visitor in range(3):
        with pytest.raises(LookupError):
            gate(page())


@pytest.mark.parametrize("path", ["deploy/single/gunicorn.conf.py", "deploy/cluster/image/gunicorn.conf.py"])
def test_a_process_has_threads_left_for_what_goes_first(path, monkeypatch, tmp_path):
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    threads = runpy.run_path(str(configured.BASE_DIR / path))["threads"]
    assert threads == threads_for(configured.PAGES_AT_ONCE)
    assert threads - configured.PAGES_AT_ONCE - priority.WAITING >= 8
