"""What a plan would do, and what a file did, in words and in tables that are not too long."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User

from .columns import LABELS, Field
from .values import Kind, Plan, Step
from .wishes import Fault

# Rows of each table; what is left is told as a number.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Shown:
    """The first rows of a table, and how many there are more."""

    rows: Sequence[Any]
    left: int


def first_of(rows: Sequence[Any]) -> Shown:
    return Shown(rows[:MOST_SHOWN], max(0, len(rows) - MOST_SHOWN))


def numbers(counts: Mapping[str, int]) -> dict[str, str]:
    """Every kind of row with its number in words, as "243 new"."""
    count = {name: counts.get(name, 0) for name in (*Kind, "faulty")}
    words = {
        "new": ngettext("%(count)s new", "%(count)s new", count["new"]),
        "returns": ngettext("%(count)s who returns", "%(count)s who return", count["returns"]),
        "changed": ngettext("%(count)s changed", "%(count)s changed", count["changed"]),
        "same": ngettext("%(count)s the same", "%(count)s the same", count["same"]),
        "ended": ngettext("%(count)s ended", "%(count)s ended", count["ended"]),
        "invite": ngettext("%(count)s to invite", "%(count)s to invite", count["invite"]),
        "faulty": ngettext("%(count)s with an error", "%(count)s with an error", count["faulty"]),
    }
    return {name: text % {"count": count[name]} for name, text in words.items()}


def summary(plan: Plan) -> str:
    """As "243 new, 12 changed, 3 with an error: row 17, no e-mail address"; endings are said apart."""
    counts = plan.counts
    shown = [words for name, words in numbers(counts).items() if counts[name] and name != "ended"]
    text = ", ".join(shown) or _("nothing")
    if plan.faults:
        text += f": {fault_words(plan.faults[0])}"
    return text if text.endswith(".") else f"{text}."


def endings_words(count: int) -> str:
    said = ngettext("%(count)s person would be ended.", "%(count)s people would be ended.", count)
    return said % {"count": count}


def fault_words(fault: Fault) -> str:
    """As "row 17: no e-mail address"."""
    return _("row %(row)s, %(text)s") % {"row": fault.row, "text": fault.text[:1].lower() + fault.text[1:]}


def column_name(name: Any) -> str:
    """The label of a field; of what is about a whole row nothing."""
    return str(LABELS[Field(name)]) if name else ""


@dataclass(frozen=True)
class Difference:
    """A field that changes, in words. Empty is said as a dash."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    row: int
    name: str
    differences: list[Difference]


class Preview:
    """What the page shows of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.counts = plan, plan.counts
        self.summary = summary(plan)
        self.endings_words = endings_words(len(plan.endings)) if plan.endings else ""
        self.faults = first_of([(fault.row, column_name(fault.column), fault.text) for fault in plan.faults])
        self.notes = first_of(plan.notes)
        self.endings = first_of(plan.endings)
        self.new = first_of(plan.of(Kind.NEW, Kind.RETURNS))
        self.invite = first_of(plan.of(Kind.INVITE))
        changed = first_of(plan.of(Kind.CHANGED))
        self.changed = Shown(_changed_rows(changed.rows), changed.left)
        self.new_departments = first_of(plan.new_departments)
        self.new_job_titles = first_of(sorted(plan.job_titles.values(), key=str.casefold))


_LABELS = {
    "name": LABELS[Field.NAME],
    "department": LABELS[Field.DEPARTMENT],
    "job_title": LABELS[Field.JOB_TITLE],
    "personnel_number": LABELS[Field.NUMBER],
    "started_on": LABELS[Field.STARTED_ON],
}


def _changed_rows(steps: Iterable[Step]) -> list[ChangedRow]:
    steps = list(steps)
    people = {value for step in steps for value in (step.values.get("manager"), step.before.get("manager"))}
    keys = [person for person in people if isinstance(person, int)]
    names = {user.pk: user.get_full_name() for user in User.objects.filter(pk__in=keys)}

    def words(value: Any) -> str:
        if isinstance(value, date):
            return date_format(value, "j F Y")
        return str(names.get(value, value) or "") or "–"

    def difference(step: Step, name: str) -> Difference:
        label = str(_LABELS.get(name) or _("Manager"))
        return Difference(label, words(step.before[name]), words(step.values[name]))

    return [ChangedRow(step.row, step.name, [difference(step, name) for name in step.values]) for step in steps]
