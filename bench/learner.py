"""One learner of the load: a client that starts a quiz, saves answers, and tries again until they are kept."""

import asyncio
import json
import secrets
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from .asking import Answer, Tally, ask
from .questions import fields_of

SECONDS_BETWEEN_SAVES = 5
SECONDS_BETWEEN_PAGES = 30
FIRST_WAIT, LONGEST_WAIT = 1.0, 8.0


@dataclass
class Log:
    """What all learners saw together, by what was asked.

    is_down: there is no server; what is asked then waits for the next one and has a row of its own.
    longest_until_saved: from the first try of an answer to the word that it is kept, in seconds.
    """

    is_down: bool = False
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    longest_until_saved: float = 0.0
    tried_again: int = 0


class Learner:
    """kept: what the server said is saved: version, number of the question and option, in order."""

    def __init__(self, port: int, cookie: str, choices: dict[int, list[str]], seed: int, log: Log) -> None:
        self.port, self.cookie = port, cookie
        self.token = secrets.token_hex(16)
        self.random = Random(seed)  # noqa: S311 - a load, not a secret
        self.answers = self._answers(choices)
        self.log = log
        self.attempt = ""
        self.version = 0
        self.kept: list[tuple[int, int, str]] = []

    def _answers(self, choices: dict[int, list[str]]) -> Iterator[tuple[int, str]]:
        """Every time another option of the next question, for ever."""
        turn = 0
        while True:
            for number, options in choices.items():
                yield number, options[turn % len(options)]
            turn += 1

    async def start(self, page: str, quiz: int) -> None:
        """Open the page of the quiz and begin."""
        await self._until("start", "GET", page, expected=(200,))
        started = await self._until("start", "POST", f"/mijn-leren/toets/start/{quiz}/", expected=(303,))
        self.attempt = started.location
        question = await self._until("start", "GET", self.attempt, expected=(200, 303))
        if question.status == 303:
            await self._until("start", "GET", question.location, expected=(200,))

    async def answer_until(self, end: float) -> None:
        """Save until `end` (by time.monotonic), and finish the answer that is under way."""
        while time.monotonic() < end:
            await self._save(*next(self.answers))
            await self._pause(SECONDS_BETWEEN_SAVES)

    async def read_until(self, end: float, pages: list[str]) -> None:
        """Meanwhile look something up now and then."""
        await asyncio.sleep(self.random.uniform(0, SECONDS_BETWEEN_PAGES))
        while time.monotonic() < end:
            await self._until("page", "GET", self.random.choice(pages), expected=(200,))
            await self._pause(SECONDS_BETWEEN_PAGES)

    async def _pause(self, seconds: float) -> None:
        """Not all in step, as people are not."""
        await asyncio.sleep(seconds * self.random.uniform(0.9, 1.1))

    async def _save(self, number: int, option: str) -> None:
        fields = f"version={self.version}&{fields_of(number, option)}"
        begun = time.monotonic()
        answer = await self._until("autosave", "POST", f"{self.attempt}bewaren/", fields, expected=(200,))
        self.log.longest_until_saved = max(self.log.longest_until_saved, time.monotonic() - begun)
        self.version = json.loads(answer.body)["version"]
        self.kept.append((self.version, number, option))

    async def _until(
        self, kind: str, method: str, address: str, fields: str = "", *, expected: tuple[int, ...]
    ) -> Answer:
        """Ask until the answer is one of those expected, a little longer in between each time."""
        wait = FIRST_WAIT
        while True:
            begun, row = time.perf_counter(), "while down" if self.log.is_down else kind
            answer = await ask(self.port, method, address, self.cookie, fields, token=self.token)
            as_expected = self.log.tallies[row].note(answer, expected, time.perf_counter() - begun)
            if answer is not None and as_expected:
                return answer
            self.log.tried_again += 1
            await asyncio.sleep(wait * self.random.uniform(0.5, 1.5))
            wait = min(LONGEST_WAIT, wait * 2)
