"""What both tries of a deployment start and wait for: nginx with a configuration of its own, and processes of ours."""

import getpass
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bin.port import HOST

NGINX = """
daemon off;
user {account};
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {sites}
}}
"""
SECONDS_TO_START = 120


def nginx_command(folder: Path, sites: str) -> list[Any]:
    """Starts nginx with these sites; all that it writes is below the folder."""
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, account=getpass.getuser(), sites=sites))
    return [shutil.which("nginx"), "-c", configuration, "-p", folder]


def unused_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _number in range(count)]
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]


@contextmanager
def running(command: list[Any], **options: Any) -> Iterator[subprocess.Popen]:
    """options: those of Popen. As a service is asked to stop: it may finish what it does."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=40)


def wait_until(is_there: Callable[[], bool], otherwise: str, process: subprocess.Popen | None = None) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_there():
        assert process is None or process.poll() is None, otherwise
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.05)
