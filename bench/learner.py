"""One learner of the load: a client that starts a quiz, saves answers, and tries again until it is told they are kept.

Written on bare sockets: it shares the processor with the server it measures.
"""

import asyncio
import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from bin.port import HOST

from .questions import fields_of

SECONDS_BETWEEN_SAVES = 5
FIRST_WAIT, LONGEST_WAIT = 1.0, 8.0
TIMEOUT = 30


@dataclass
class Log:
    """What all learners saw together. Times are seconds per answered request, by what was asked.

    is_down: there is no server; what is asked then waits for the next one and has a row of its own.
    unreached: requests without an answer, each tried again. refused: other answers than expected, by status.
    longest_until_saved: from the first try of an answer to the word that it is kept.
    """

    is_down: bool = False
    times: dict[str, list[float]] = field(default_factory=lambda: {"start": [], "autosave": [], "while down": []})
    unreached: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    longest_until_saved: float = 0.0
    tried_again: int = 0


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: bytes


class Learner:
    """kept: what the server said is saved: version, number of the question and option, in order."""

    def __init__(self, port: int, cookie: str, choices: dict[int, list[str]], seed: int, log: Log) -> None:
        self.port = port
        # Any client may choose its token, as long as cookie and header agree.
        self.token = secrets.token_hex(16)
        self.cookie = f"{cookie}; csrftoken={self.token}"
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

    async def study(self, page: str, quiz: int, begin: float, end: float) -> None:
        """Start at `begin`, save until `end` (both by time.monotonic), and finish the answer that is under way."""
        await asyncio.sleep(max(0.0, begin - time.monotonic()))
        await self._start(page, quiz)
        while time.monotonic() < end:
            await self._save(*next(self.answers))
            # Not all in step, as people are not.
            await asyncio.sleep(SECONDS_BETWEEN_SAVES * self.random.uniform(0.9, 1.1))

    async def _start(self, page: str, quiz: int) -> None:
        await self._until("start", "GET", page, expected=200)
        started = await self._until("start", "POST", f"/mijn-leren/toets/start/{quiz}/", expected=303)
        self.attempt = started.location
        question = await self._until("start", "GET", self.attempt, expected=(200, 303))
        if question.status == 303:
            await self._until("start", "GET", question.location, expected=200)

    async def _save(self, number: int, option: str) -> None:
        fields = f"version={self.version}&{fields_of(number, option)}"
        begun = time.monotonic()
        answer = await self._until("autosave", "POST", f"{self.attempt}bewaren/", fields, expected=200)
        self.log.longest_until_saved = max(self.log.longest_until_saved, time.monotonic() - begun)
        self.version = json.loads(answer.body)["version"]
        self.kept.append((self.version, number, option))

    async def _until(
        self, kind: str, method: str, address: str, fields: str = "", *, expected: int | tuple[int, ...]
    ) -> Answer:
        """Ask until the answer is one of those expected, a little longer in between each time."""
        wait = FIRST_WAIT
        while True:
            begun, row = time.perf_counter(), "while down" if self.log.is_down else kind
            answer = await self._ask(method, address, fields)
            if answer is not None:
                self.log.times[row].append(time.perf_counter() - begun)
                if answer.status in (expected if isinstance(expected, tuple) else (expected,)):
                    return answer
                self.log.refused[answer.status] = self.log.refused.get(answer.status, 0) + 1
            else:
                self.log.unreached += 1
            self.log.tried_again += 1
            await asyncio.sleep(wait * self.random.uniform(0.5, 1.5))
            wait = min(LONGEST_WAIT, wait * 2)

    async def _ask(self, method: str, address: str, fields: str) -> Answer | None:
        """None when there is no whole answer."""
        try:
            async with asyncio.timeout(TIMEOUT):
                reader, writer = await asyncio.open_connection(HOST, self.port)
                try:
                    writer.write(self._request(method, address, fields))
                    return _answer(await reader.read())
                finally:
                    writer.close()
        except (OSError, TimeoutError):
            return None

    def _request(self, method: str, address: str, fields: str) -> bytes:
        lines = [
            f"{method} {address} HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            f"Cookie: {self.cookie}",
            f"X-CSRFToken: {self.token}",
        ]
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(fields)}"]
        return "\r\n".join([*lines, "", fields]).encode()


def _answer(received: bytes) -> Answer | None:
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return None
    status, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    if len(body) < int(headers.get("content-length", 0)):
        return None
    return Answer(int(status.split()[1]), headers.get("location", ""), body)
