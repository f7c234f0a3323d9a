"""Measure every main page in this process and print the rows of the table as JSON. Reads what prepare.py printed.

All pages take turns, and each time the empty view is measured beside them, so that what else the machine does weighs
on all alike. Writes are rolled back, so that each time the same is asked; what happens after a commit (sending mail)
is not in it.
"""

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

import config.wsgi  # noqa: F401 - sets the process up as production does
from people.models import User

from .settings import STOCK_MIDDLEWARE, STOCK_SESSIONS

ROUNDS, WARM_UP = int(os.environ.get("REQUESTS", "60")), 5
EMPTY = "empty view"
# What a browser asks for beside the page itself.
PARTS = re.compile(rb'<(?:link[^>]+rel="(?:stylesheet|icon|preload|modulepreload)"|script[^>]+src=|img[^>]+src="/)')


@dataclass
class Measurement:
    """One page. cpu: processor milliseconds per request. ratios: to the empty view in the same round.

    times: milliseconds until the answer. requests: of a browser whose cache is empty.
    """

    page: str
    ask: Callable[[], HttpResponse]
    cpu: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    requests: int = 1

    def once(self) -> float:
        begun, worked = time.perf_counter(), time.process_time()
        self.ask()
        self.times.append((time.perf_counter() - begun) * 1000)
        return (time.process_time() - worked) * 1000

    def look(self) -> None:
        """Warm up, count, and refuse anything but an answer."""
        for _ in range(WARM_UP):
            self.ask()
        with CaptureQueriesContext(connection) as queries:
            response = self.ask()
        if response.status_code not in (200, 303):
            raise SystemExit(f"{self.page} answers {response.status_code}, so it cannot be measured.")
        self.queries, self.size = len(queries), len(response.content)
        if str(response.headers.get("Content-Type", "")).startswith("text/html"):
            self.requests += len(PARTS.findall(response.content))

    def row(self) -> dict[str, Any]:
        return {
            "page": self.page,
            "cpu": statistics.median(self.cpu),
            "ratio": statistics.median(self.ratios),
            "p50": statistics.median(self.times),
            "p95": statistics.quantiles(self.times, n=20)[-1],
            "queries": self.queries,
            "bytes": self.size,
            "requests": self.requests,
        }


def client_of(user: int | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if user is not None:
        client.force_login(User.objects.get(pk=user))
        # Both limits of a session count from signing in (people/sessions.py).
        client.get("/empty/")
    return client


def read(client: Client, address: str) -> HttpResponse:
    response: Any = client.get(address)
    if response.streaming:
        response.content = b"".join(response.streaming_content)
    return response


def post(client: Client, address: str, fields: str) -> HttpResponse:
    """Rolled back. The version is that of what is saved."""
    with transaction.atomic():
        response: Any = client.post(address, fields, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response


def measurements(prepared: dict[str, Any]) -> list[Measurement]:
    clients = {pk: client_of(pk) for pk in {page["user"] for page in prepared["pages"]}}
    stock = client_of(prepared["reader"])
    with override_settings(MIDDLEWARE=STOCK_MIDDLEWARE, SESSION_ENGINE=STOCK_SESSIONS):
        stock.handler.load_middleware()
    found = [Measurement(EMPTY, partial(read, stock, "/empty/"))]
    for page in prepared["pages"]:
        client, fields = clients[page["user"]], page["fields"]
        ask = partial(post, client, page["address"], fields) if fields else partial(read, client, page["address"])
        found.append(Measurement(page["name"], ask))
    return found


def main() -> None:
    pages = measurements(json.load(sys.stdin))
    for page in pages:
        page.look()
    for _ in range(ROUNDS):
        empty, *others = ((page, page.once()) for page in pages)
        for page, cpu in (empty, *others):
            page.cpu.append(cpu)
            page.ratios.append(cpu / empty[1])
    print(json.dumps([page.row() for page in pages]))


if __name__ == "__main__":
    main()
