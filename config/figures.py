"""Figures for operations, as Prometheus reads them. About the machine and never about a person.

With several processes PROMETHEUS_MULTIPROC_DIR names a folder in which they add up their counts. The page that tells
them is config/figures_page.py; this is imported before there are models.
"""

from prometheus_client import CollectorRegistry, Histogram

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


def note_request(view: str, method: str, status: int, seconds: float) -> None:
    """A method that nobody knows is counted as "other", so that a visitor cannot make names."""
    REQUESTS.labels(view, method if method in METHODS else "other", str(status)).observe(seconds)
