"""The tables in docs/ that municipalities take over, drawn from the code (`make` compares them by a test)."""

from django.utils import translation
from django.utils.translation import gettext as _

from hr.visible_fields import NEVER_SEEN, VISIBLE_FIELDS, Audience
from people.privacy.retention import everything_kept

from .statements import data_lines


def processing() -> str:
    """Kind of data, purpose, period and what happens on erasure, in Dutch."""
    with translation.override("nl"):
        rows = [[_(line[0].value), _(line[1]), _(line[2]), _(line[3])] for line, _tables in data_lines()]
        return _table(["Soort gegeven", "Doel", "Bewaartermijn", "Bij verwijderen"], rows)


def periods() -> str:
    """What is removed by itself, after how many days, and whether that can be set; in English."""
    with translation.override("en"):
        rows = [
            [str(kept.title), "–" if kept.days is None else str(kept.days), "yes" if kept.is_set else "no"]
            for kept in everything_kept()
        ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def seen_by_hr() -> str:
    """Which fields HR and team leads see, and why; in Dutch."""
    with translation.override("nl"):
        rows = [
            [
                str(field.label),
                *("ja" if field.screens_of(audience) else "nooit" for audience in Audience),
                str(field.why),
            ]
            for field in VISIBLE_FIELDS
        ]
        seen = _table(["Gegeven", *(str(audience.label) for audience in Audience), "Waarom"], rows)
        return seen + "\n\nNooit te zien: " + "; ".join(str(one.label) for one in NEVER_SEEN) + "."


def _table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
