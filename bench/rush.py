"""Ten times what the server can do is asked of it, and what learners save must go first.

First the server is asked pages and files of HR by a few visitors at once: what it answers in CAPACITY_SECONDS (15) is
what it can. Then for SECONDS (60) TIMES (10) as many are asked, by visitors who do not wait for each other, while
LEARNERS (100) save an answer every five seconds. At least 999 of 1,000 times an answer must be saved at the first try;
whoever is refused must be told when to come back; and nothing said to be saved may be lost. Only then is the exit code
zero. FRONT=no leaves out the web server, THREADS=4 the threads that are kept for saving: to see what each is for.
"""

import asyncio
import os
import time
from collections import defaultdict
from contextlib import nullcontext
from random import Random
from typing import Any

from bin.steps import StepError, run_all, say

from .asking import Tally, ask
from .databases import fresh_database, prepare
from .front import web_server
from .learner import SECONDS_BETWEEN_SAVES, Learner, Log
from .load import WORKERS, learners_of, table
from .processor import Meter
from .promises import differences, journal_in
from .server import free_port, kill_server, start_server

LEARNERS = int(os.environ.get("LEARNERS", "100"))
SECONDS = int(os.environ.get("SECONDS", "60"))
CAPACITY_SECONDS = int(os.environ.get("CAPACITY_SECONDS", "15"))
TIMES = float(os.environ.get("TIMES", "10"))
THREADS = int(os.environ["THREADS"]) if "THREADS" in os.environ else None
FRONT = os.environ.get("FRONT", "yes") == "yes"
AT_ONCE = 16
# One in so many asks for a file of 5,000 rows.
EXPORTS = 100
MOST_FAILED = 0.001
TICK = 0.02


class Visitors:
    """Whoever asks for a page or a file, once."""

    def __init__(self, port: int, demo: dict[str, Any]) -> None:
        self.port, self.demo = port, demo
        self.chance = Random(1)  # noqa: S311 - a load, not a secret
        self.tallies: dict[str, Tally] = defaultdict(Tally)

    async def one(self) -> None:
        kind, session, address = (
            "page",
            self.chance.choice(self.demo["sessions"]),
            self.chance.choice(self.demo["pages"]),
        )
        if self.chance.randrange(EXPORTS) == 0:
            kind, session, address = "export", self.demo["officer"], self.demo["export"]
        begun = time.perf_counter()
        answer = await ask(self.port, "GET", address, f"{self.demo['cookie']}={session}")
        self.tallies[kind].note(answer, (200,), time.perf_counter() - begun)

    async def in_turn(self, seconds: float) -> float:
        """Each asks when the last answer has come. Returns how many are answered per second."""
        end = time.monotonic() + seconds

        async def again_and_again() -> None:
            while time.monotonic() < end:
                await self.one()

        begun = time.monotonic()
        await asyncio.gather(*(again_and_again() for _visitor in range(AT_ONCE)))
        return sum(len(tally.times) for tally in self.tallies.values()) / (time.monotonic() - begun)

    async def all_at_once(self, per_second: float, seconds: float) -> None:
        """So many a second, whatever comes of those before."""
        begun, sent = time.monotonic(), 0
        async with asyncio.TaskGroup() as crowd:
            while (passed := time.monotonic() - begun) < seconds:
                for _visitor in range(int(per_second * passed) - sent):
                    crowd.create_task(self.one())
                    sent += 1
                await asyncio.sleep(TICK)


async def rush(port: int, demo: dict[str, Any], learners: list[Learner], log: Log) -> Visitors:
    for learner in learners:
        await learner.start(demo["page"], demo["quiz"])
    calm = Visitors(port, demo)
    # Once for all that is read into memory.
    await calm.in_turn(2)
    calm.tallies.clear()
    capacity = await calm.in_turn(CAPACITY_SECONDS)
    print(f"By {AT_ONCE} visitors at once the server is asked {capacity:.0f} pages and files a second, and answers:")
    print(table(calm.tallies))
    crowd = Visitors(port, demo)
    end = time.monotonic() + SECONDS
    say(f"The rush: {TIMES:.0f} times as many.")
    saving = [learner.answer_until(end) for learner in learners]
    await asyncio.gather(crowd.all_at_once(TIMES * capacity, SECONDS), *saving)
    return crowd


def judge(tallies: dict[str, Tally], wrong: dict[str, int]) -> int:
    """The exit code."""
    say("; ".join(f"{name}: {count}" for name, count in wrong.items()))
    saved = tallies["autosave"]
    failed = 1 - len(saved.times) / max(1, saved.asked)
    say(f"Not saved at the first try: {failed:.2%} (at most {MOST_FAILED:.1%}).")
    silent = sum(tally.unreached + sum(tally.other.values()) for tally in tallies.values())
    say(f"Neither answered nor told when to come back: {silent}.")
    return 1 if any(wrong.values()) or failed > MOST_FAILED or silent else 0


def main() -> int:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise StepError("the rush needs PostgreSQL; give DATABASE_URL=postgres://…")
    behind, log = free_port(), Log()
    port = free_port() if FRONT else behind
    with fresh_database() as database:
        changes = {"DJANGO_SETTINGS_MODULE": "bench.settings", "DATABASE_URL": database, "PORT": str(behind)}
        environment = {**os.environ, **changes, "LEARNERS": str(LEARNERS)}
        demo = prepare(environment, "bench.prepare_load")
        server = start_server(environment, behind, workers=WORKERS, threads=THREADS)
        learners, meter = learners_of(demo, port, log), Meter(database)
        try:
            with web_server(port, behind) if FRONT else nullcontext():
                crowd = asyncio.run(rush(port, demo, learners, log))
            meter.note(server.pid)
        finally:
            kill_server(server)
        use, journal = meter.use(), journal_in(database)
    print(
        f"{SECONDS} s, {LEARNERS} learners with an answer every {SECONDS_BETWEEN_SAVES} s, {WORKERS} processes; "
        f"load of the machine {os.getloadavg()[0]:.1f}."
    )
    tallies = {"autosave": log.tallies["autosave"], **crowd.tallies}
    print(table(tallies))
    print(f"The longest until an answer was saved: {log.longest_until_saved:.1f} s.")
    print(use.words(sum(tally.asked for tally in tallies.values())))
    return judge(tallies, differences(learners, journal))


if __name__ == "__main__":
    run_all(main)
