"""Who used the processor meanwhile: the server, its database, the clients, and whatever else the machine did."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")
# Of the fields behind the name in /proc/<pid>/stat (proc(5)): the group, and the time in user and kernel mode.
GROUP, USER, SYSTEM = 2, 11, 12
IDLE = slice(3, 5)
# Cores that all else on this machine may use before the clock says nothing about the platform.
MOST_FOR_OTHERS = 0.3


def _stat(pid: int | str) -> list[str]:
    """Empty when the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def seconds_of(pid: int) -> float:
    """Of one process; none when it has ended."""
    return _seconds(_stat(pid))


def _seconds(stat: list[str]) -> float:
    return (int(stat[USER]) + int(stat[SYSTEM])) / TICKS if stat else 0.0


def seconds_of_group(group: int) -> float:
    """Of all processes of a server that are alive."""
    stats = (_stat(path.name) for path in Path("/proc").glob("[0-9]*"))
    return sum(_seconds(stat) for stat in stats if stat and stat[GROUP] == str(group))


def seconds_of_database(database: str) -> float:
    """Of the processes of PostgreSQL that work for this database, when it is on this machine."""
    with psycopg.connect(database) as connection:
        query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return sum(_seconds(_stat(pid)) for (pid,) in connection.execute(query))


def busy_seconds() -> float:
    """Of all cores together, since the machine started."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    return (sum(map(int, fields)) - sum(map(int, fields[IDLE]))) / TICKS


@dataclass
class Use:
    """Seconds of processor time in `seconds` of the clock."""

    seconds: float
    server: float
    database: float
    clients: float
    machine: float

    @property
    def others(self) -> float:
        """How many cores all else on the machine kept busy."""
        return max(0.0, (self.machine - self.server - self.database - self.clients) / self.seconds)

    def words(self, answered: int) -> str:
        parts = [("Server", self.server), ("database", self.database), ("clients", self.clients)]
        cores = ", ".join(f"{name} {spent / self.seconds:.2f}" for name, spent in parts)
        each = 1000 * (self.server + self.database) / max(1, answered)
        return (
            f"Cores: {cores}, all else on this machine {self.others:.2f}. Server and database together take "
            f"{each:.1f} ms of processor time per request."
        )


class Meter:
    """What is used from here on; the server of `group` and its database may be replaced on the way."""

    def __init__(self, database: str) -> None:
        self.database = database
        self.begun, self.own, self.machine = time.monotonic(), time.process_time(), busy_seconds()
        self.server_ended = self.database_ended = 0.0

    def note(self, group: int) -> None:
        """Before this server is killed."""
        self.server_ended += seconds_of_group(group)
        self.database_ended += seconds_of_database(self.database)

    def use(self) -> Use:
        return Use(
            time.monotonic() - self.begun,
            self.server_ended,
            self.database_ended,
            time.process_time() - self.own,
            busy_seconds() - self.machine,
        )
