"""How gunicorn runs the platform on one machine. Behind nginx, on a socket."""

import os

from config.priority import threads_for
from config.settings.base import DATABASES, PAGES_AT_ONCE

_cores = os.cpu_count() or 1
_is_sqlite = DATABASES["default"]["ENGINE"].endswith("sqlite3")

bind = f"unix:{os.environ['RUNTIME_DIRECTORY']}/web.sock"
# The web server is in the group of the platform; nobody else may connect.
umask = 0o007
# Writers on SQLite wait for each other, so a second process gains little; PostgreSQL uses all cores.
workers = 1 if _is_sqlite else _cores + 1
threads = threads_for(PAGES_AT_ONCE)
timeout = 60
# As long as a large upload or an export may still take after the service was asked to stop.
graceful_timeout = 30
# Memory that a library never gives back goes with its process now and then; not of all at once.
max_requests = 5_000
max_requests_jitter = 500
# Its sign of life is a file; on a disk that hangs a healthy worker would be killed.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - memory, and the file has no name
loglevel = "warning"
