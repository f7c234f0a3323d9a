"""`make load`: many learners make a quiz at once, the server is killed in between, and no answer may be lost.

LEARNERS (500) start spread over the first half of SECONDS (120), at most a minute. From then on each saves an answer
every five seconds, as fast as anybody answers questions, and looks at another page every thirty. At two thirds the
server is killed and started again. Afterwards the journal in the database must be exactly what the clients were told
is saved: nothing missing, nothing twice. Nineteen of twenty answers and pages come within 500 ms. Only then is the
exit code zero; the time is not judged while something else keeps the machine busy.

The clients share this machine with the server and the database; who used how much of it is in the report.
"""

import asyncio
import os
import statistics
import subprocess
import time
from typing import Any

from bin.steps import StepError, run_all, say

from .asking import Tally
from .databases import fresh_database, prepare
from .learner import SECONDS_BETWEEN_PAGES, SECONDS_BETWEEN_SAVES, Learner, Log
from .processor import MOST_FOR_OTHERS, Meter, Use
from .promises import bytes_each, differences, journal_in
from .server import free_port, kill_server, start_server

LEARNERS = int(os.environ.get("LEARNERS", "500"))
SECONDS = int(os.environ.get("SECONDS", "120"))
LONGEST_START = 60
WORKERS = 2
# Nineteen of twenty answers within this time, in milliseconds; of these requests.
MOST_FOR_NINETEEN_OF_TWENTY, JUDGED = 500, ("autosave", "page")


def learners_of(demo: dict[str, Any], port: int, log: Log) -> list[Learner]:
    choices = {int(number): options for number, options in demo["choices"].items()}
    sessions = enumerate(demo["sessions"])
    return [Learner(port, f"{demo['cookie']}={session}", choices, number, log) for number, session in sessions]


async def study(learners: list[Learner], demo: dict[str, Any], restart: "Restart") -> None:
    """Everybody learns until time is over and the last answer is kept."""
    begin = time.monotonic()
    step = min(LONGEST_START, SECONDS / 2) / len(learners)

    async def one(number: int, learner: Learner) -> None:
        await asyncio.sleep(number * step)
        await learner.start(demo["page"], demo["quiz"])
        await asyncio.gather(learner.answer_until(begin + SECONDS), learner.read_until(begin + SECONDS, demo["pages"]))

    lessons = [one(number, learner) for number, learner in enumerate(learners)]
    await asyncio.gather(restart.after(SECONDS * 2 / 3), *lessons)


class Restart:
    """Kills the server once and starts another. seconds: how long nothing answered."""

    def __init__(self, environment: dict[str, str], port: int, log: Log) -> None:
        self.environment, self.port, self.log = environment, port, log
        self.server = self._start()
        self.meter = Meter(environment["DATABASE_URL"])
        self.seconds = 0.0

    def _start(self) -> subprocess.Popen[bytes]:
        return start_server(self.environment, self.port, workers=WORKERS)

    async def after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        begun = time.monotonic()
        self.log.is_down = True
        self.end()
        self.server = await asyncio.to_thread(self._start)
        self.log.is_down = False
        self.seconds = time.monotonic() - begun

    def end(self) -> None:
        self.meter.note(self.server.pid)
        kill_server(self.server)


def table(tallies: dict[str, Tally]) -> str:
    """refused: 503 with the time to come back. other: any other answer than expected. none: no answer."""
    heads = ("asked", "answered", "refused", "other", "none", "p50 ms", "p95 ms", "p99 ms")
    lines = [f"{'request':12}" + "".join(f"{head:>10}" for head in heads)]
    for kind, tally in tallies.items():
        counts = (tally.asked, len(tally.times), tally.refused, sum(tally.other.values()), tally.unreached)
        parts = [1000 * each for each in statistics.quantiles(tally.times, n=100)] if len(tally.times) > 1 else []
        times = [parts[49], parts[94], parts[98]] if parts else []
        lines.append(f"{kind:12}" + "".join(f"{each:10}" for each in counts) + "".join(f"{t:10.0f}" for t in times))
    return "\n".join(lines)


def too_slow(tallies: dict[str, Tally]) -> list[str]:
    """The kinds of request of which one in twenty took too long."""
    judged = [(kind, tallies[kind].times) for kind in JUDGED if len(tallies[kind].times) > 1]
    return [
        kind for kind, times in judged if 1000 * statistics.quantiles(times, n=20)[18] > MOST_FOR_NINETEEN_OF_TWENTY
    ]


def report(log: Log, learners: list[Learner], restart: Restart, use: Use) -> None:
    print(
        f"{LEARNERS} learners at once for {SECONDS} s, each with an answer every {SECONDS_BETWEEN_SAVES} s and a page "
        f"every {SECONDS_BETWEEN_PAGES} s; {WORKERS} processes; load of the machine {os.getloadavg()[0]:.1f}."
    )
    print(table(log.tallies))
    print(f"Killed once, {restart.seconds:.1f} s without a server; tried again {log.tried_again} times.")
    print(f"The longest until an answer was saved: {log.longest_until_saved:.1f} s.")
    print(f"Answers said to be saved: {sum(len(learner.kept) for learner in learners)}.")
    print(use.words(sum(len(tally.times) for tally in log.tallies.values())))


def judge(slow: list[str], use: Use, wrong: dict[str, int]) -> int:
    """The exit code."""
    say("; ".join(f"{name}: {count}" for name, count in wrong.items()))
    if slow:
        say(f"p95 over {MOST_FOR_NINETEEN_OF_TWENTY} ms: {', '.join(slow)}.")
    if slow and use.others > MOST_FOR_OTHERS:
        say(f"Not judged: something else used {use.others:.2f} cores.")
        slow = []
    return 1 if slow or any(wrong.values()) else 0


def main() -> int:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise StepError("the load needs PostgreSQL: make load DATABASE_URL=postgres://user@host/name")
    port, log = free_port(), Log()
    with fresh_database() as database:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database, "PORT": str(port)}
        environment = {**os.environ, **changes, "LEARNERS": str(LEARNERS)}
        demo = prepare(environment, "bench.prepare_load")
        restart = Restart(environment, port, log)
        learners = learners_of(demo, port, log)
        say("The learners start.")
        try:
            asyncio.run(study(learners, demo, restart))
        finally:
            restart.end()
        use = restart.meter.use()
        journal, room = journal_in(database), bytes_each(database)
    report(log, learners, restart, use)
    print(room)
    return judge(too_slow(log.tallies), use, differences(learners, journal))


if __name__ == "__main__":
    run_all(main)
