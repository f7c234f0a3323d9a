"""All measures in one list."""

from . import installation, readiness, work
from .finding import Finding, Level, find

NEED_NOTHING = (*readiness.NEED_NOTHING, *installation.MEASURES)
NEED_DATABASE = (*readiness.NEED_DATABASE, *work.MEASURES)
MEASURES = (readiness.FIRST, *NEED_NOTHING, *NEED_DATABASE)


def findings() -> list[Finding]:
    """The condition at this moment, the most urgent first.

    Without a database nothing is said of what is in it: each measure would wait for it in turn.
    """
    database = find(readiness.FIRST)
    others = NEED_NOTHING if database.level is Level.NOW else (*NEED_NOTHING, *NEED_DATABASE)
    return sorted([database, *map(find, others)], key=lambda finding: finding.level)
