"""All measures in one list."""

from . import installation, readiness, work
from .finding import Finding, find_all

NEED_NOTHING = (*readiness.NEED_NOTHING, *installation.MEASURES)
NEED_DATABASE = (*readiness.NEED_DATABASE, *work.MEASURES)
MEASURES = (readiness.FIRST, *NEED_NOTHING, *NEED_DATABASE)


def findings() -> list[Finding]:
    """The condition at this moment, the most urgent first."""
    return sorted(find_all(readiness.FIRST, NEED_NOTHING, NEED_DATABASE), key=lambda finding: finding.level)
