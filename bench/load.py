"""`make load`: many learners make a quiz at once, the server is killed in between, and no answer may be lost.

LEARNERS (500) start spread over the first half of SECONDS (120), at most a minute, and save an answer every five
seconds. At two thirds the server is killed and started again. Afterwards the journal in the database must be
exactly what the clients were told is saved: nothing missing, nothing twice. Only then is the exit code zero.

The clients share this machine with the server and the database; their processor time is in the report.
"""

import asyncio
import json
import os
import resource
import statistics
import subprocess
import time
from collections import defaultdict
from typing import Any

import psycopg

from bin.steps import StepError, run_all, say

from .databases import fresh_database, prepare
from .learner import SECONDS_BETWEEN_SAVES, Learner, Log
from .questions import MAIL_DOMAIN
from .server import free_port, kill_server, start_server

LEARNERS = int(os.environ.get("LEARNERS", "500"))
SECONDS = int(os.environ.get("SECONDS", "120"))
LONGEST_START = 60
WORKERS, THREADS = 2, 4
# Nineteen of twenty answers within this time, in milliseconds.
MOST_FOR_NINETEEN_OF_TWENTY = 500

# By public id of the attempt: version, number of the question and answer, in order.
Journal = dict[str, list[tuple[int, int, Any]]]


async def study(port: int, demo: dict[str, Any], log: Log, restart: "Restart") -> list[Learner]:
    """Everybody learns until time is over and the last answer is kept."""
    choices = {int(number): options for number, options in demo["choices"].items()}
    sessions = enumerate(demo["sessions"])
    learners = [Learner(port, f"{demo['cookie']}={session}", choices, number, log) for number, session in sessions]
    begin = time.monotonic()
    step = min(LONGEST_START, SECONDS / 2) / len(learners)
    lessons = [
        learner.study(demo["page"], demo["quiz"], begin + number * step, begin + SECONDS)
        for number, learner in enumerate(learners)
    ]
    await asyncio.gather(restart.after(SECONDS * 2 / 3), *lessons)
    return learners


class Restart:
    """Kills the server once and starts another. seconds: how long nothing answered."""

    def __init__(self, environment: dict[str, str], port: int, log: Log) -> None:
        self.environment, self.port, self.log = environment, port, log
        self.server = self._start()
        self.seconds = 0.0

    def _start(self) -> subprocess.Popen[bytes]:
        return start_server(self.environment, self.port, workers=WORKERS, threads=THREADS)

    async def after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        begun = time.monotonic()
        self.log.is_down = True
        kill_server(self.server)
        self.server = await asyncio.to_thread(self._start)
        self.log.is_down = False
        self.seconds = time.monotonic() - begun


def journal_in(database: str) -> Journal:
    """What is in the database of these learners; the demonstration has answers of its own."""
    journal: Journal = defaultdict(list)
    query = (
        "SELECT attempt.public_id, answer.version, answer.item, answer.value FROM quizzes_answer AS answer "
        "JOIN quizzes_attempt AS attempt ON attempt.id = answer.attempt_id "
        "JOIN people_user AS learner ON learner.id = attempt.user_id WHERE learner.email LIKE %s "
        "ORDER BY answer.version, answer.item"
    )
    with psycopg.connect(database) as connection:
        for attempt, version, number, value in connection.execute(query, [f"%@{MAIL_DOMAIN}"]):
            journal[str(attempt)].append((version, number, value))
    return journal


def differences(learners: list[Learner], journal: Journal) -> dict[str, int]:
    """How many answers were promised and are not there, are there more than once, or were never promised."""
    promised = {learner.attempt.strip("/").rpartition("/")[2]: learner.kept for learner in learners}
    lost = sum(len(set(kept) - set(journal.get(attempt, []))) for attempt, kept in promised.items())
    unknown = sum(len(set(rows) - set(promised.get(attempt, []))) for attempt, rows in journal.items())
    repeated = sum(len(rows) - len(set(rows)) for rows in journal.values())
    return {"lost": lost, "never promised": unknown, "twice": repeated}


def report(log: Log, learners: list[Learner], restart: Restart, worked: float) -> None:
    print(f"{LEARNERS} learners, an answer every {SECONDS_BETWEEN_SAVES} s, {SECONDS} s, {WORKERS} workers")
    print(f"{'request':12}{'answered':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for kind, times in log.times.items():
        if len(times) < 2:
            continue
        part = [1000 * each for each in statistics.quantiles(times, n=100)]
        print(f"{kind:12}{len(times):9}{part[49]:9.0f}{part[94]:9.0f}{part[98]:9.0f}")
    print(f"p95 may be {MOST_FOR_NINETEEN_OF_TWENTY} ms.")
    print(f"Killed once, {restart.seconds:.1f} s without a server; {log.unreached} requests without an answer.")
    print(f"Refused: {json.dumps(log.refused) if log.refused else 'none'}; tried again {log.tried_again} times.")
    print(f"The longest until an answer was saved: {log.longest_until_saved:.1f} s.")
    print(f"Answers said to be saved: {sum(len(learner.kept) for learner in learners)}.")
    print(f"The clients took {worked:.1f} s of processor time on the same machine.")


def main() -> int:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise StepError("the load needs PostgreSQL: make load DATABASE_URL=postgres://user@host/name")
    port, log = free_port(), Log()
    with fresh_database() as database:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database, "PORT": str(port)}
        environment = {**os.environ, **changes, "LEARNERS": str(LEARNERS)}
        demo = prepare(environment, "bench.prepare_load")
        restart = Restart(environment, port, log)
        say("The learners start.")
        before = resource.getrusage(resource.RUSAGE_SELF)
        try:
            learners = asyncio.run(study(port, demo, log, restart))
        finally:
            kill_server(restart.server)
        after = resource.getrusage(resource.RUSAGE_SELF)
        journal = journal_in(database)
    report(log, learners, restart, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    wrong = differences(learners, journal)
    say("; ".join(f"{name}: {count}" for name, count in wrong.items()))
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    run_all(main)
