"""The web server lets in as many pages as the platform can make; what is saved comes in all the same."""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import Queue
from threading import Thread
from uuid import uuid4

import pytest
from django.conf import settings

from config.priority import SAVES, WAITING

pytestmark = pytest.mark.row("R10")

LONG = 30
# What the one process of a machine with SQLite makes at once (config/settings/base.py).
ON_SQLITE = 8
AUTOSAVE = f"/mijn-leren/toets/{uuid4()}/bewaren/"
FIRST = {
    "POST": [f"/mijn-leren/toets/{uuid4()}/", f"/mijn-leren/toets/{uuid4()}/3/", AUTOSAVE, "/studio/casus/7/bewaren/"],
    "GET": ["/healthz", "/readyz", "/metrics"],
}
IN_TURN = {
    "POST": ["/", "/mijn-leren/toets/start/7/", "/accounts/login/", "/mijn-leren/bewaren/7/"],
    "GET": ["/", f"/mijn-leren/toets/{uuid4()}/", "/healthz/", "/admin/"],
}


class Platform:
    """Stands for the platform: answers what is posted, and keeps every page waiting. `came`: one for each page."""

    def __init__(self, door: socket.socket) -> None:
        self.door, self.came, self.held = door, Queue(), ExitStack()

    def work(self) -> None:
        while True:
            try:
                visitor, _address = self.door.accept()
            except OSError:
                return
            if visitor.recv(65_536).startswith(b"POST"):
                with visitor:
                    visitor.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsaved")
            else:
                self.held.enter_context(visitor)
                self.came.put(1)


@contextmanager
def busy_platform(path) -> Iterator[Platform]:
    with socket.socket(socket.AF_UNIX) as door, ExitStack() as ends:
        door.bind(str(path))
        door.listen(64)
        ends.callback(path.unlink)
        platform = Platform(door)
        thread = Thread(target=platform.work)
        thread.start()
        try:
            yield platform
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join(LONG)
            platform.held.close()


def ask_and_wait(machine) -> ssl.SSLSocket:
    """Ask for a page, and leave it at that."""
    context = ssl.create_default_context(cafile=machine.folder / "etc/leren/tls/site.pem")
    bare = socket.create_connection(("localhost", machine.https_port), timeout=LONG)
    visitor = context.wrap_socket(bare, server_hostname="localhost")
    visitor.sendall(b"GET /cursussen/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return visitor


def test_one_page_too_many_is_refused_at_once_and_an_answer_is_saved(machine):
    site = (machine.folder / "etc/nginx/sites-available/leren").read_text()
    [most] = map(int, re.findall(r"max_conns=(\d+)", site))
    assert most == ON_SQLITE + WAITING
    with busy_platform(machine.folder / "run/leren/web.sock") as platform, machine.nginx(), ExitStack() as visitors:
        for _visitor in range(most):
            visitors.enter_context(ask_and_wait(machine))
        for _visitor in range(most):
            platform.came.get(timeout=LONG)
        refused = machine.get("/cursussen/")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "30")
        assert "Wacht een halve minuut." in refused.text
        saved = machine.get(AUTOSAVE, data=b"version=0")
        assert (saved.status, saved.text) == (200, "saved")
        assert platform.came.empty()


def rules(path: str) -> list[re.Pattern]:
    """What the web server sends on whatever the number."""
    return [
        re.compile(rule) for rule in re.findall(r'"~(\S.*)"\s+leren_first;', (settings.BASE_DIR / path).read_text())
    ]


@pytest.mark.parametrize("path", ["deploy/single/nginx.conf", "deploy/cluster/nginx.conf"])
def test_web_server_and_platform_agree_on_what_goes_first(path):
    found = rules(path)
    assert len(found) == 3

    def goes_first(method: str, address: str) -> bool:
        return any(rule.search(f"{method} {address}") for rule in found)

    assert [(m, a) for m, addresses in FIRST.items() for a in addresses if not goes_first(m, a)] == []
    assert [(m, a) for m, addresses in IN_TURN.items() for a in addresses if goes_first(m, a)] == []
    assert [a for a in FIRST["POST"] if not SAVES.fullmatch(a)] == []
