"""What Prometheus reads: the counts of all processes, and the condition of the platform (operations/condition/).

The condition is no count of a process: it is looked at when it is asked for, in a registry of its own.
"""

import hmac
import os
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from operations.condition import findings

from .figures import REGISTRY


@login_not_required
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """For who knows METRICS_TOKEN; for everyone else, and without a token in the settings, there is no such page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(everything_told(), content_type=CONTENT_TYPE_LATEST)


def everything_told() -> bytes:
    condition = CollectorRegistry()
    condition.register(_Condition())
    return generate_latest(_of_all_processes()) + generate_latest(condition)


def _of_all_processes() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)
    return together


class _Condition(Collector):
    """Families and no Gauge, which with several processes would leave a count in the folder of each."""

    def collect(self) -> Iterator[Metric]:
        """For each finding how urgent it is, and its value where it has one."""
        urgency = GaugeMetricFamily("leren_condition", "0: do this now, 1: plan this, 2: in order", labels=["finding"])
        for finding in findings():
            measure = finding.measure
            urgency.add_metric([measure.name], finding.level)
            if finding.value is not None:
                yield GaugeMetricFamily(
                    f"leren_{measure.name}", "A finding as it is now", value=finding.value, unit=measure.unit
                )
        yield urgency
