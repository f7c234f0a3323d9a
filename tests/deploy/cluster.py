"""Many machines on this one: the image as deploy/cluster/image/build makes it, started as its containers start it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import requests
from django.conf import settings

from ..prepared_database import copy_prepared_database
from .object_store import ObjectStore, object_store
from .running import HOST, nginx_command, running, unused_ports, wait_until

POSTGRESQL = os.environ.get("DATABASE_URL", "")
if not POSTGRESQL.startswith("postgres"):
    POSTGRESQL = os.environ.get("CLUSTER_DATABASE_URL", f"postgres://postgres@{HOST}:5432/test")
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "text": True}
# What Python makes of localhost.
COOKIE_DOMAIN = "localhost.local"
# The doors of the web server: to whichever web process it chooses, and to one of them.
BOTH, FIRST, SECOND = range(3)

SITES = """
    include {folder}/site.conf;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto https;
    proxy_set_header X-Forwarded-For $remote_addr;
    {doors}
"""
DOOR = """
    server {{
        listen {host}:{port} ssl;
        ssl_certificate {folder}/site.pem;
        ssl_certificate_key {folder}/site.key;
        location / {{ proxy_pass http://{host}:{web}; }}
    }}
"""


def what_is_missing() -> str:
    """Why it cannot be tried on this machine; empty when it can."""
    missing = [name for name in ("nginx", "redis-server", "openssl") if shutil.which(name) is None]
    try:
        psycopg.connect(POSTGRESQL, connect_timeout=3).close()
    except psycopg.OperationalError:
        missing.append("PostgreSQL")
    return f"{', '.join(missing)} is not on this machine" if missing else ""


@dataclass
class Cluster:
    """ports: of the web server's doors, its http door, the web processes and Redis."""

    folder: Path
    database: str
    store: ObjectStore
    ports: list[int]
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def image(self) -> Path:
        return self.folder / "image"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SECRET_KEY": "the-same-on-every-machine-of-this-test",
            "DATABASE_URL": self.database,
            "ALLOWED_HOSTS": "localhost",
            "BASE_URL": f"https://localhost:{self.ports[BOTH]}",
            "EMAIL_URL": f"filemail:///{self.folder}/mail",
            "CACHE_URL": f"rediscache://{HOST}:{self.ports[6]}/1",
            "TRUSTED_PROXY_COUNT": "1",
            "WEB_PROCESSES": "1",
            "S3_BUCKET": "public",
            "S3_PRIVATE_BUCKET": "private",
            "S3_ENDPOINT": self.store.address,
            "S3_ACCESS_KEY": "key",
            "S3_SECRET_KEY": "secret",
        }

    def build(self) -> None:
        command = [settings.BASE_DIR / "deploy/cluster/image/build", self.image]
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHON_ENVIRONMENT": sys.prefix}
        subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=True)

    def start(self, what: str, **extra: str) -> subprocess.Popen[str]:
        """A container, in a group of processes of its own."""
        with (self.folder / f"{what}.log").open("a") as log:
            return subprocess.Popen(
                [self.image / "deploy/cluster/image/start", what],
                env=self.environment | extra,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if what == "migrate" else log,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def start_web(self, door: int) -> subprocess.Popen[str]:
        port = self.ports[door + 3]
        process = self.start("web", BIND=f"{HOST}:{port}")
        health = f"http://{HOST}:{port}/healthz"
        try:
            wait_until(lambda: _answers(health), "The web process did not start.", process)
        except BaseException:
            kill(process)
            raise
        return process

    def fill(self) -> None:
        command = [sys.executable, "-m", "tests.deploy.fill"]
        environment = self.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        self.told = json.loads(done.stdout)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def visitor(self, session: str = "") -> "Visitor":
        return Visitor(self, session)


class Visitor(requests.Session):
    """A browser: with cookies, and the token against forged requests when it sends a form."""

    def __init__(self, cluster: Cluster, session: str) -> None:
        super().__init__()
        self.cluster = cluster
        self.verify = str(cluster.folder / "site.pem")
        self.trust_env = False
        self.headers["Origin"] = cluster.environment["BASE_URL"]
        self.headers["Host"] = urlsplit(cluster.environment["BASE_URL"]).netloc
        # Any client may choose its token, as long as cookie and header agree.
        self.cookies.set("__Host-csrftoken", "t" * 32, domain=COOKIE_DOMAIN)
        if session:
            self.cookies.set("__Host-sessionid", session, domain=COOKIE_DOMAIN)

    def at(self, door: int, path: str) -> requests.Response:
        return self.get(self._address(door, path), allow_redirects=False, timeout=60)

    def fill_in(self, door: int, path: str, data: dict[str, Any], **files: Any) -> requests.Response:
        token = {"X-CSRFToken": str(self.cookies.get("__Host-csrftoken"))}
        address = self._address(door, path)
        return self.post(address, data, files=files or None, headers=token, allow_redirects=False, timeout=60)

    def _address(self, door: int, path: str) -> str:
        return f"https://localhost:{self.cluster.ports[door]}{path}"


def kill(process: subprocess.Popen[str]) -> None:
    """As a machine that fails: the whole container at once, in the middle of whatever it does."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5, headers={"Host": "localhost"}).status_code == 200
    except (requests.ConnectionError, requests.Timeout):
        return False


def _listens(port: int) -> bool:
    with closing(socket.socket()) as tried:
        return tried.connect_ex((HOST, port)) == 0


@contextmanager
def _database() -> Iterator[str]:
    """A migrated one, named as if one more process of the suite had it, so that migrating is shared with those."""
    server = urlsplit(POSTGRESQL)
    name = f"test_{os.environ.get('TEST_DB', 'platform')}_gw_machines{os.getpid()}"
    keys = ("HOST", "PORT", "USER", "PASSWORD")
    values = (server.hostname, server.port or 5432, server.username or "", server.password or "")
    database = {"ENGINE": "postgresql", "NAME": server.path[1:], "TEST": {"NAME": name}} | dict(
        zip(keys, values, strict=True)
    )
    copy_prepared_database(database)
    try:
        yield server._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _make_certificate(folder: Path) -> None:
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=localhost"
    command += f" -addext subjectAltName=DNS:localhost -keyout {folder}/site.key -out {folder}/site.pem"
    subprocess.run(command.split(), check=True, capture_output=True)


def _nginx(cluster: Cluster) -> list[Any]:
    """That of deploy/cluster, with places of this test, and a door to each of the web processes."""
    folder, ports = cluster.folder, cluster.ports
    site = (settings.BASE_DIR / "deploy/cluster/nginx.conf").read_text()
    for before, after in {
        "web-1:8000": f"{HOST}:{ports[4]}",
        "web-2:8000": f"{HOST}:{ports[5]}",
        "listen 8443": f"listen {HOST}:{ports[BOTH]}",
        "listen 8080": f"listen {HOST}:{ports[3]}",
        "/run/secrets": str(folder),
        "/dev/stdout": f"{folder}/access.log",
    }.items():
        assert before in site
        site = site.replace(before, after)
    (folder / "site.conf").write_text(site)
    doors = [DOOR.format(host=HOST, port=ports[door], web=ports[door + 3], folder=folder) for door in (FIRST, SECOND)]
    return nginx_command(folder, SITES.format(folder=folder, doors="".join(doors)))


@contextmanager
def running_cluster(folder: Path) -> Iterator[Cluster]:
    """Database, cache, object storage and web server; no process of ours yet."""
    ports = unused_ports(7)
    redis = ["redis-server", "--port", str(ports[6]), "--bind", HOST, "--save", "", "--dir", str(folder)]
    with object_store() as store, _database() as database, running(redis, **QUIET) as cache:
        cluster = Cluster(folder, database, store, ports)
        _make_certificate(folder)
        with running(_nginx(cluster), **QUIET) as web_server:
            wait_until(lambda: _listens(ports[BOTH]), "nginx did not start.", web_server)
            wait_until(lambda: _listens(ports[6]), "Redis did not start.", cache)
            yield cluster
