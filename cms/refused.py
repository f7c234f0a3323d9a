"""What somebody asked for, and what the rules do not let happen."""


class Refused(Exception):  # noqa: N818 - reads as what happened
    """It cannot be done now, or not any more; the message tells who asked why, and what to do."""
