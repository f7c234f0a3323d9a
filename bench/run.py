"""Measure one worker: its processor time, the time to answer and the size of each page.

Processor time is what a page costs whatever else the machine does; the ratio to an empty page in the same round
makes it comparable between machines. Both are medians of the rounds. Work of a PostgreSQL server is not in it.
"""

import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bin.port import HOST
from bin.steps import ROOT, StepError, run_all

from .databases import fresh_database
from .server import start_server

REQUESTS = int(os.environ.get("REQUESTS", "200"))
WARM_UP = 20
# All pages take turns, so that what else the machine does at a moment weighs on each of them alike.
ROUNDS = 10
# What saving one answer may cost, in milliseconds of processor time.
MOST_FOR_AN_AUTOSAVE = 4.0
# The PDF of a certificate, from the database, and the same bytes from the disk.
DOWNLOAD, FILE = "certificate PDF", "file on disk"
MOST_FOR_A_DOWNLOAD = 2.0


@dataclass
class Measurement:
    """One page. cpu and ratio: per round, milliseconds of processor time per request, and that of an empty view.

    times: milliseconds each request took; size: bytes of the answer.
    """

    page: str
    ask: Callable[[], bytes]
    cpu: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)


class Browser:
    """Keeps one connection and its cookies, and refuses any answer but 200 and a redirect after signing in."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.cookies: dict[str, str] = {}

    def request(self, method: str, address: str, body: str = "", token: str = "") -> tuple[int, bytes]:
        headers = {
            "X-CSRFToken": token,
            "Host": "localhost",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.read()

    def read(self, address: str) -> bytes:
        status, content = self.request("GET", address)
        if status != 200:
            raise StepError(f"{address} answers {status}, so it cannot be measured.")
        return content

    def sign_in(self, email: str, password: str) -> None:
        form = self.read("/accounts/login/").decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        body = f"login={email}&password={password}&csrfmiddlewaretoken={token[1] if token else ''}"
        status, _ = self.request("POST", "/accounts/login/", body)
        if status != 302 or self.read("/empty/").decode() != email:
            raise StepError(f"{email} could not sign in (status {status}).")


class Autosave:
    """Saves one changed answer at a time, as the page of an open attempt does. answers: fields to send in turn."""

    def __init__(self, browser: Browser, address: str, answers: list[str]) -> None:
        self.browser, self.address, self.answers = browser, address, cycle(answers)
        state = json.loads(browser.read(address))
        self.version, self.token = state["version"], state["token"]

    def __call__(self) -> bytes:
        fields = f"version={self.version}&{next(self.answers)}"
        status, content = self.browser.request("POST", self.address, fields, self.token)
        if status != 200 or json.loads(content)["version"] != self.version + 1:
            raise StepError(f"an answer was not saved (status {status}), so saving cannot be measured.")
        self.version += 1
        return content


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def worker_of(server: subprocess.Popen[bytes]) -> int:
    """The process that answers: gunicorn's only child."""
    (child,) = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return int(child)


def processor_seconds(process: int) -> float:
    """Time the threads of this process have been on a processor (first field of schedstat, in nanoseconds)."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def measure(worker: int, pages: list[Measurement]) -> None:
    """Fill in the measurements; the first of them is the empty view."""
    for page in pages:
        for _ in range(WARM_UP):
            page.size = len(page.ask())
    for _ in range(ROUNDS):
        for page in pages:
            _measure_round(worker, page)
            page.ratios.append(page.cpu[-1] / pages[0].cpu[-1])


def _measure_round(worker: int, page: Measurement) -> None:
    worked = processor_seconds(worker)
    for _ in range(REQUESTS // ROUNDS):
        begun = time.perf_counter()
        page.ask()
        page.times.append((time.perf_counter() - begun) * 1000)
    page.cpu.append((processor_seconds(worker) - worked) * 1000 / (REQUESTS // ROUNDS))


def report(measurements: list[Measurement]) -> None:
    print(f"{'page':16}{'cpu ms':>9}{'least':>9}{'x empty':>9}{'p50 ms':>9}{'p95 ms':>9}{'bytes':>9}")
    for row in measurements:
        work = f"{statistics.median(row.cpu):9.2f}{min(row.cpu):9.2f}{statistics.median(row.ratios):9.2f}"
        times = f"{row.median:9.1f}{statistics.quantiles(row.times, n=20)[-1]:9.1f}"
        print(f"{row.page:16}{work}{times}{row.size:9}")
    by_name = {row.page: row for row in measurements}
    ratio = by_name[DOWNLOAD].median / by_name[FILE].median
    print(f"A certificate takes {ratio:.1f} times as long as a file on disk; at most {MOST_FOR_A_DOWNLOAD}.")
    print(f"An autosave may cost {MOST_FOR_AN_AUTOSAVE} ms of processor time.")


def prepare(environment: dict[str, str], module: str = "bench.prepare") -> dict[str, Any]:
    """What this module prints; of bench/prepare.py: email, password, pages with their addresses, and autosave."""
    command = [sys.executable, "-m", module]
    finished = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    if finished.returncode != 0:
        raise StepError("the demonstration content could not be loaded; see above.")
    prepared: dict[str, Any] = json.loads(finished.stdout)
    return prepared


def main() -> None:
    port = free_port()
    with fresh_database() as database, TemporaryDirectory() as folder:
        changes = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": database,
            "MEDIA_ROOT": f"{folder}/media",
            "PORT": str(port),
        }
        environment = {**os.environ, **changes}
        demo = prepare(environment)
        # Requests come one by one over one connection; threads let gunicorn keep it open.
        server = start_server(environment, port, workers=1, threads=2)
        try:
            browser = Browser(port)
            browser.sign_in(demo["email"], demo["password"])
            worker = worker_of(server)
            measurements = [
                Measurement(page, partial(browser.read, address)) for page, address in demo["pages"].items()
            ]
            measurements.append(Measurement("autosave", Autosave(browser, **demo["autosave"])))
            measure(worker, measurements)
        finally:
            server.terminate()
            server.wait()
    print(f"{REQUESTS} requests per page, signed in, one worker, {database.partition(':')[0]}")
    report(measurements)


if __name__ == "__main__":
    run_all(main)
