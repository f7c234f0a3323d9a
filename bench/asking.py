"""One request on a bare socket, for clients that share the processor with the server they measure."""

import asyncio
from dataclasses import dataclass, field

from bin.port import HOST

TIMEOUT = 30


@dataclass(frozen=True)
class Answer:
    """headers: by their names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    @property
    def is_refusal(self) -> bool:
        """Not now, and it says when."""
        return self.status == 503 and self.headers.get("retry-after", "").isdigit()


@dataclass
class Tally:
    """What came of requests of one kind. times: seconds of those answered as expected. other: by status."""

    asked: int = 0
    times: list[float] = field(default_factory=list)
    refused: int = 0
    other: dict[int, int] = field(default_factory=dict)
    unreached: int = 0

    def note(self, answer: Answer | None, expected: tuple[int, ...], seconds: float) -> bool:
        """Whether it is what was expected."""
        self.asked += 1
        if answer is None:
            self.unreached += 1
        elif answer.status in expected:
            self.times.append(seconds)
            return True
        elif answer.is_refusal:
            self.refused += 1
        else:
            self.other[answer.status] = self.other.get(answer.status, 0) + 1
        return False


async def ask(
    port: int, method: str, address: str, cookie: str = "", fields: str = "", *, token: str = ""
) -> Answer | None:
    """None when there is no whole answer. token: any client may choose its own, as long as cookie and header agree."""
    try:
        async with asyncio.timeout(TIMEOUT):
            reader, writer = await asyncio.open_connection(HOST, port)
            try:
                writer.write(_request(method, address, cookie, fields, token))
                return _answer(await reader.read())
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return None


def _request(method: str, address: str, cookie: str, fields: str, token: str) -> bytes:
    lines = [
        f"{method} {address} HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Cookie: {cookie}; csrftoken={token}",
        f"X-CSRFToken: {token}",
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
    return Answer(int(status.split()[1]), headers, body)
