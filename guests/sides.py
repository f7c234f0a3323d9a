"""The two who organise a session."""

from enum import StrEnum


class Side(StrEnum):
    """The two who have to agree."""

    HOST = "host"
    PRESENTER = "presenter"
