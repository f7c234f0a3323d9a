"""How the platform is doing: the one place that knows. Read by /readyz, /metrics and the page of administrators."""

from .everything import findings
from .finding import Finding, Level

__all__ = ["Finding", "Level", "findings"]
