"""The port of the site: is it a port, and is it free."""

from __future__ import annotations

import errno
import os
import socket

from .steps import StepError

DEFAULT = "8000"
HOST = "127.0.0.1"


def wanted() -> int:
    """The port from PORT. Raises StepError when that is no port."""
    text = os.environ.get("PORT") or DEFAULT
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise StepError(f"PORT={text} is not a port; choose a number from 1024 to 65535, as in: make run PORT=8001")
    return int(text)


def check_free(port: int) -> None:
    """Raises StepError when something else answers on this port of localhost."""
    for family, host in ((socket.AF_INET, HOST), (socket.AF_INET6, "::1")):
        error = _error_on_binding(family, host, port)
        if error == errno.EADDRINUSE:
            raise StepError(f"port {port} is in use by another program; choose another: make run PORT={port + 1}")
        if error == errno.EACCES:
            raise StepError(f"port {port} is not open to ordinary users; choose another: make run PORT=8000")


def _error_on_binding(family: int, host: str, port: int) -> int | None:
    """The error number of taking this port, or None. IPv6 may be absent; that is no error here."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            # As the server does: a port whose last connection is only just closed is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.errno
    return None
