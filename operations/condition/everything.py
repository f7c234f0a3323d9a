"""All measures in one list."""

from . import installation, readiness, work
from .finding import Finding, find

MEASURES = (
    readiness.FIRST,
    *readiness.NEED_NOTHING,
    *readiness.NEED_DATABASE,
    *work.MEASURES,
    *installation.MEASURES,
)


def findings() -> list[Finding]:
    """The condition at this moment, the most urgent first."""
    return sorted(map(find, MEASURES), key=lambda finding: finding.level)
