"""Files with names of people that HR makes or gives: who, of what, and how many rows."""

from people.models import AuditEntry, User
from people.privacy.audit import record


def note_file(officer: User, kind: str, rows: int, request_key: str = "") -> None:
    """Write it down, in the transaction or request that makes the file. kind: which file, as its address calls it."""
    about = f"hr.{kind}:{request_key}" if request_key else f"hr.{kind}"
    record(AuditEntry.Action.EXPORTED, by=officer, about=about, detail={"rows": rows})
