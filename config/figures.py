"""Figures for operations, as Prometheus reads them. About the machine and never about a person.

With several processes PROMETHEUS_MULTIPROC_DIR names a folder in which they add up their counts. The page that tells
them is config/figures_page.py; this is imported before there are models.
"""

from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from prometheus_client import CollectorRegistry, Counter, Histogram

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
