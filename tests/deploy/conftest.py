"""The platform as deploy/single/install puts it on a machine, below a folder of the test, really running."""

import os
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings

from ..prepared_database import prepared_sqlite
from .running import nginx_command, running, unused_ports, wait_until

SITES = """
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    include {folder}/etc/nginx/sites-enabled/*;
"""


class Answer:
    """What came back: also when it was no success, and without following redirects."""

    def __init__(self, response: HTTPResponse | urllib.error.HTTPError) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@dataclass
class Machine:
    """A folder that stands for the root of a machine, with the two ports of its web server."""

    folder: Path
    http_port: int
    https_port: int

    def install(self, **extra: str) -> subprocess.CompletedProcess[str]:
        asked = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "DESTINATION": str(self.folder),
            "HOST": "localhost",
            "HTTP_PORT": str(self.http_port),
            "HTTPS_PORT": str(self.https_port),
            "PYTHON_ENVIRONMENT": sys.prefix,
            "CACHE_URL": f"filecache://{self.folder}/cache",
        }
        return subprocess.run(
            [settings.BASE_DIR / "deploy/single/install"],
            env={key: value for key, value in (asked | extra).items() if value},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def settings(self) -> dict[str, str]:
        lines = (self.folder / "etc/leren/leren.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))

    @property
    def current(self) -> Path:
        return self.folder / "srv/leren/current"

    def unit(self, name: str) -> str:
        return (self.folder / "etc/systemd/system" / name).read_text()

    def commands(self, unit: str) -> list[list[str]]:
        """What the service starts, as systemd would."""
        return [line.split() for line in re.findall(r"^ExecStart=(.*)$", self.unit(unit), re.MULTILINE)]

    def started_as(self) -> dict:
        environment = {
            "PATH": os.environ["PATH"],
            "RUNTIME_DIRECTORY": str(self.folder / "run/leren"),
            **self.settings,
        }
        return {"cwd": self.current, "env": environment}

    def run(self, unit: str) -> str:
        """Do what a service does once; returns what it said."""
        said = []
        for command in self.commands(unit):
            done = subprocess.run(
                command, **self.started_as(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            said.append(done.stdout)
        return "".join(said)

    def manage(self, *arguments: str) -> str:
        command = [self.current / ".venv/bin/python", "manage.py", *arguments]
        return subprocess.run(
            command, **self.started_as(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
        ).stdout

    @contextmanager
    def web(self) -> Iterator[None]:
        [command] = self.commands("leren-web.service")
        with running(command, **self.started_as()) as process:
            wait_until((self.folder / "run/leren/web.sock").exists, "gunicorn did not start.", process)
            yield

    @contextmanager
    def nginx(self) -> Iterator[None]:
        command = nginx_command(self.folder, SITES.format(folder=self.folder))
        with running(command, stderr=subprocess.DEVNULL) as process:
            wait_until(self._nginx_answers, "nginx did not start.", process)
            yield

    def _nginx_answers(self) -> bool:
        try:
            return self.get("/static/nothing").status > 0
        except OSError:
            return False

    def get(self, path: str, *, secure: bool = True, data: bytes | None = None, method: str | None = None, **headers):
        """headers: with an underscore for each dash. The certificate must be the one of this machine."""
        scheme, port = ("https", self.https_port) if secure else ("http", self.http_port)
        context = ssl.create_default_context(cafile=self.folder / "etc/leren/tls/site.pem")
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _NoRedirect)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{scheme}://localhost:{port}{path}", data, named, method=method)  # noqa: S310
        try:
            with opener.open(request, timeout=30) as response:
                return Answer(response)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error)


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Machine:
    """Installed once, on a database that was migrated before, for migrating takes half a minute."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "var/lib/leren").mkdir(parents=True)
    prepared_sqlite(folder / "var/lib/leren/db.sqlite3")
    machine = Machine(folder, *unused_ports(2))
    done = machine.install()
    assert done.returncode == 0, done.stderr
    return machine


@pytest.fixture(scope="module", name="running")
def running_machine(machine: Machine) -> Iterator[Machine]:
    # As the timer of the sweep does in its first minute; before that it is not ready.
    machine.run("leren-sweep.service")
    with machine.web(), machine.nginx():
        yield machine
