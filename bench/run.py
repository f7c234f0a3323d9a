"""Measure one worker: its processor time, the time to answer and the size of each page.

Processor time is what a page costs whatever else the machine does; the ratio to an empty page
makes it comparable between machines. Work of a PostgreSQL server is not in it.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bin.port import HOST
from bin.server import wait_until_it_answers
from bin.steps import ROOT, StepError, run_all

from .databases import fresh_database

REQUESTS = int(os.environ.get("REQUESTS", "200"))
WARM_UP = 20
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measurement:
    """One page. cpu, median and slowest_of_twenty (95th percentile) in milliseconds per request; size in bytes."""

    page: str
    cpu: float
    median: float
    slowest_of_twenty: float
    size: int


class Browser:
    """Keeps one connection and its cookies, and refuses any answer but 200 and a redirect after signing in."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=60)
        self.cookies: dict[str, str] = {}

    def request(self, method: str, address: str, body: str = "") -> tuple[int, bytes]:
        headers = {"Host": "localhost", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
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


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


def worker_of(server: subprocess.Popen[bytes]) -> int:
    """The process that answers: gunicorn's only child."""
    (child,) = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    return int(child)


def processor_seconds(process: int) -> float:
    """Time this process has worked, for itself and in the system (proc(5), fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def measure(browser: Browser, worker: int, page: str, address: str) -> Measurement:
    for _ in range(WARM_UP):
        content = browser.read(address)
    times = []
    worked = processor_seconds(worker)
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        content = browser.read(address)
        times.append((time.perf_counter() - begun) * 1000)
    worked = processor_seconds(worker) - worked
    ordered = statistics.quantiles(times, n=20)
    return Measurement(page, worked * 1000 / REQUESTS, statistics.median(times), ordered[-1], len(content))


def report(measurements: list[Measurement]) -> None:
    empty = measurements[0].cpu or 1000 / TICKS_PER_SECOND / REQUESTS
    print(f"{'page':16}{'cpu ms':>9}{'x empty':>9}{'p50 ms':>9}{'p95 ms':>9}{'bytes':>9}")
    for row in measurements:
        times = f"{row.cpu:9.1f}{row.cpu / empty:9.1f}{row.median:9.1f}{row.slowest_of_twenty:9.1f}"
        print(f"{row.page:16}{times}{row.size:9}")


def prepare(environment: dict[str, str]) -> dict[str, Any]:
    """What bench/prepare.py prints: email, password, and pages with their addresses."""
    command = [sys.executable, "-m", "bench.prepare"]
    finished = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    if finished.returncode != 0:
        raise StepError("the demonstration content could not be loaded; see above.")
    prepared: dict[str, Any] = json.loads(finished.stdout)
    return prepared


def main() -> None:
    port = free_port()
    with fresh_database() as database:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database, "PORT": str(port)}
        environment = {**os.environ, **changes}
        demo = prepare(environment)
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind={HOST}:{port}", "--no-control-socket"]
        # Requests come one by one over one connection; threads let gunicorn keep it open.
        command += ["--workers=1", "--threads=2", "--log-level=warning"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
        try:
            wait_until_it_answers(server, port)
            browser = Browser(port)
            browser.sign_in(demo["email"], demo["password"])
            worker = worker_of(server)
            measurements = [measure(browser, worker, page, address) for page, address in demo["pages"].items()]
        finally:
            server.terminate()
            server.wait()
    print(f"{REQUESTS} requests per page, signed in, one worker, {database.partition(':')[0]}")
    report(measurements)


if __name__ == "__main__":
    run_all(main)
