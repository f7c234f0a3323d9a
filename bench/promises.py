"""Whether what learners were told is saved is what the database has: nothing lost, nothing twice."""

from collections import defaultdict
from typing import Any

import psycopg

from .learner import Learner
from .questions import MAIL_DOMAIN

# By public id of the attempt: version, number of the question and answer, in order.
Journal = dict[str, list[tuple[int, int, Any]]]


def journal_in(database: str) -> Journal:
    """What is in the database of these learners; the demonstration has answers of its own."""
    journal: Journal = defaultdict(list)
    query = (
        "SELECT attempt.public_id, answer.version, answer.item, answer.value FROM quizzes_answer AS answer "
        "JOIN quizzes_attempt AS attempt ON attempt.id = answer.attempt_id "
        "JOIN people_user AS learner ON learner.id = attempt.user_id WHERE learner.email LIKE %s "
        "ORDER BY answer.version, answer.item"
    )
    with psycopg.connect(database) as connection:
        for attempt, version, number, value in connection.execute(query, [f"%@{MAIL_DOMAIN}"]):
            journal[str(attempt)].append((version, number, value))
    return journal


def differences(learners: list[Learner], journal: Journal) -> dict[str, int]:
    """How many answers were promised and are not there, are there more than once, or were never promised."""
    promised = {learner.attempt.strip("/").rpartition("/")[2]: learner.kept for learner in learners}
    lost = sum(len(set(kept) - set(journal.get(attempt, []))) for attempt, kept in promised.items())
    unknown = sum(len(set(rows) - set(promised.get(attempt, []))) for attempt, rows in journal.items())
    repeated = sum(len(rows) - len(set(rows)) for rows in journal.values())
    return {"lost": lost, "never promised": unknown, "twice": repeated}


def bytes_each(database: str) -> str:
    """Room that an attempt and an answer take with their indexes, in words."""
    with psycopg.connect(database) as connection:
        sizes = []
        for table in ("quizzes_attempt", "quizzes_answer"):
            size = connection.execute("SELECT pg_total_relation_size(%s::regclass)", [table]).fetchone()
            # The name is one of the two above.
            rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            if size and rows:
                sizes.append(f"{table} {size[0] / max(1, rows[0]):.0f}")
    return f"Bytes per row with indexes: {', '.join(sizes)}."
