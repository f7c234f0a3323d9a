"""Under too much load, what people save goes first.

A process answers some pages at once, and a few more wait for a moment; whoever comes then is told at once when to come
back. What saves answers never stands in that queue: gunicorn keeps threads for it. A refusal here still costs half an
empty page, so the web server in front lets in no more than this either (deploy/*/nginx.conf).
"""

import re
from collections.abc import Callable
from threading import Semaphore

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .errors import come_back

# Requests of one process: pages that wait for their turn, and threads that no page ever has.
WAITING, FOR_SAVING = 16, 8
# In seconds; whoever waits longer reads the refusal sooner than the page.
LONGEST_WAIT = 5.0
# Answers to a quiz, typed words of a case, and whether the process lives: who is busy is not restarted.
SAVES = re.compile(r"/mijn-leren/toets/[0-9a-f-]{36}/.*|/studio/casus/[0-9]+/bewaren/")
ALIVE = {"/healthz", "/readyz", "/metrics"}


def threads_for(pages_at_once: int) -> int:
    """How many threads gunicorn gives a process."""
    return pages_at_once + WAITING + FOR_SAVING


def goes_first(request: HttpRequest) -> bool:
    path = request.path_info
    return path in ALIVE or (request.method == "POST" and SAVES.fullmatch(path) is not None)


class PriorityMiddleware:
    """Before the first query, so that whoever waits or is refused has no connection of the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.inside = Semaphore(settings.PAGES_AT_ONCE + WAITING)
        self.turns = Semaphore(settings.PAGES_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if goes_first(request):
            return self.get_response(request)
        if not self._comes_in():
            return come_back()
        try:
            response = self.get_response(request)
        except BaseException:
            self._leaves()
            raise
        if response.streaming:
            # A file that is made while it is sent works until it is closed.
            response._resource_closers.append(self._leaves)  # type: ignore[attr-defined]
        else:
            self._leaves()
        return response

    def _comes_in(self) -> bool:
        if not self.inside.acquire(blocking=False):
            return False
        if self.turns.acquire(timeout=LONGEST_WAIT):
            return True
        self.inside.release()
        return False

    def _leaves(self) -> None:
        self.turns.release()
        self.inside.release()
