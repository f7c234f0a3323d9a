"""A mail server of our own that misbehaves as asked."""

from contextlib import suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread


class _Conversation(StreamRequestHandler):
    """One connection; what the server does is decided when the mail program gets there."""

    server: "SmtpStub"

    def handle(self) -> None:
        if self.server.behaviour == "hang":
            self.server.closing.wait()
            return
        # Whoever hangs up in the middle is no problem of the server.
        with suppress(OSError):
            self.say("220 stub")
            while line := self.rfile.readline():
                if not self.answer(line.decode("ascii", "replace").strip().upper()):
                    return

    def answer(self, command: str) -> bool:
        """Whether the conversation goes on."""
        refusals = {"RCPT 450": "450 try later", "RCPT 550": "550 no such person", "MAIL 421": "421 too busy"}
        refused = refusals.get(f"{command[:4]} {self.server.behaviour}")
        if refused:
            self.say(refused)
        elif command == "DATA":
            return self.take_mail()
        elif command == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def take_mail(self) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.behaviour == "disconnect":
            return False
        if self.server.behaviour in ("451", "554"):
            self.say(f"{self.server.behaviour} not this one")
            return True
        self.server.received.append(b"".join(lines))
        if self.server.behaviour == "take and disconnect":
            return False
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode("ascii"))


class SmtpStub(ThreadingTCPServer):
    """`behaviour` is one of: accept, hang, disconnect, take and disconnect, 451 and 554 (of the mail),
    450 and 550 (of the reader), 421 (of the sender). `received` are the mails it took."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.behaviour = "accept"
        self.received: list[bytes] = []
        self.closing = Event()
        self._thread = Thread(target=self.serve_forever, args=(0.01,))

    def __enter__(self) -> "SmtpStub":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()
