"""How gunicorn runs the platform in a container: little in each, because there are many."""

import os

from django.conf import settings

from config.priority import threads_for

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = threads_for(settings.PAGES_AT_ONCE)
timeout = 60
# In seconds; longer than the 60 of a web server in front. Who closes first must be the one that asks: an answer to a
# quiz that is sent on a connection that was just closed here is refused, for what is posted is never sent again.
keepalive = 75
# As long as a large upload or an export may still take after the container was asked to stop.
graceful_timeout = 30
# Memory that a library never gives back goes with its process now and then; not of all at once.
max_requests = 5_000
max_requests_jitter = 500
# Nothing else can be written.
worker_tmp_dir = "/dev/shm"  # noqa: S108 - memory, and the file has no name
control_socket_disable = True
loglevel = "warning"
