"""Figures for operations, as Prometheus reads them. About the machine and never about a person.

With several processes PROMETHEUS_MULTIPROC_DIR names a folder in which they add up their counts
(deploy/single/systemd/leren-web.service); gauges are read from the database when they are asked for.
"""

import hmac
import os

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

# In seconds: a lesson takes hundredths, an export seconds.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

REGISTRY = CollectorRegistry()
REQUESTS = Histogram(
    "leren_request_seconds",
    "How long answers took, by the name of the view",
    ["view", "method", "status"],
    buckets=BOUNDS,
    registry=REGISTRY,
)
SIGN_INS_FAILED = Counter("leren_sign_in_failures", "Sign-ins that were refused", registry=REGISTRY)


def note_request(view: str, method: str, status: int, seconds: float) -> None:
    """A method that nobody knows is counted as "other", so that a visitor cannot make names."""
    REQUESTS.labels(view, method if method in METHODS else "other", str(status)).observe(seconds)


@receiver(user_login_failed)
def note_failed_sign_in(**_signal: object) -> None:
    SIGN_INS_FAILED.inc()


@login_not_required
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """For who knows METRICS_TOKEN; for everyone else, and without a token in the settings, there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(generate_latest(_of_all_processes()), content_type=CONTENT_TYPE_LATEST)


def _of_all_processes() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together
