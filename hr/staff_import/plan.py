"""What a staff file would change: rows and what is there now in, a frozen plan out. No database.

Somebody is known by e-mail address. A personnel number that belongs to somebody with another address is an error: the
address of an account is changed by its owner only. Nobody is made a member without proof: only an address at one of
the organisation's own domains, which will have to be proven, begins a membership.

A row with an error is left out. What two rows together make impossible is an error of each of them; only of
what is said of a department the first row counts. A plan made again after it was applied changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .columns import Field
from .cycles import in_cycles
from .reading import Table
from .values import Account, Ending, Kind, Member, Note, Place, Plan, Present, Someone, Step
from .wishes import Fault, Wish, is_address, key, wishes


class RefusedError(Exception):
    """The file as a whole cannot be used; the text is a sentence that says what to do."""


def make_plan(
    table: Table,
    columns: Mapping[Field, int],
    is_complete: bool,
    present: Present,
    each: Callable[[int], None] | None = None,
) -> Plan:
    """Raises RefusedError. each: told how many rows have been compared."""
    said, faults = wishes(table, columns, present.today)
    _refuse_swapped(columns, said)
    return _Planner(said, faults, present).plan(is_complete, each or (lambda _number: None))


def _refuse_swapped(columns: Mapping[Field, int], said: list[Wish]) -> None:
    if Field.EMAIL not in columns:
        raise RefusedError(_("It is not known which column has the e-mail addresses. Choose it."))
    filled = [wish.email for wish in said if wish.email]
    addresses = sum(map(is_address, filled))
    if addresses * 2 < len(filled) or not filled:
        raise RefusedError(
            _("In the column for e-mail addresses most cells are no e-mail addresses. Choose the right column.")
        )


class _Planner:
    """Finds what cannot be, until what is left can; then says what becomes of each row."""

    def __init__(self, said: list[Wish], faults: list[Fault], present: Present) -> None:
        self.said, self.faults, self.present = said, faults, present
        self.notes: list[Note] = []
        self.bad = {fault.row for fault in faults}
        self.by_address = _by_address(present.members)
        self.by_number = {member.number: member for member in present.members if member.number}
        self.kinds = {wish.row: self._kind(wish) for wish in said}
        self.rows_of_member = {member.user: wish for wish in said if (member := self.by_address.get(wish.email))}
        self.managers: dict[int, Someone | None] = {}

    # --- what a row is about ---

    def _kind(self, wish: Wish) -> Kind:
        """CHANGED stands for everyone who works here and goes on to."""
        gone = wish.ended_on is not None and wish.ended_on < self.present.today
        member = self.by_address.get(wish.email)
        if member:
            return Kind.ENDED if gone and member.user not in self.present.kept else Kind.CHANGED
        if gone:
            return Kind.SAME
        if wish.email.rpartition("@")[2] not in self.present.domains:
            return Kind.INVITE
        account = self.present.accounts.get(wish.email)
        return Kind.RETURNS if account and account.user in self.present.last_ends else Kind.NEW

    def _good(self, *kinds: Kind) -> list[Wish]:
        return [wish for wish in self.said if wish.row not in self.bad and self.kinds[wish.row] in kinds]

    def _placed(self) -> list[Wish]:
        """Rows of who works here after this."""
        return self._good(Kind.NEW, Kind.RETURNS, Kind.CHANGED)

    def _someone(self, wish: Wish) -> Someone:
        known = self.by_address.get(wish.email) or self.present.accounts.get(wish.email)
        return known.user if known else wish.email

    def _fault(self, wish: Wish, column: Field | None, text: str) -> None:
        self.faults.append(Fault(wish.row, column, text))
        self.bad.add(wish.row)

    # --- what cannot be ---

    def _settle(self) -> None:
        self._twice()
        before = -1
        while before != len(self.bad):
            before = len(self.bad)
            self._numbers()
            self._departments()
            self._managers()

    def _twice(self) -> None:
        said = _("Row %(row)s is about the same person. Keep one of them.")
        self._same(lambda wish: self._someone(wish) if wish.email else None, Field.EMAIL, said)
        said = _("Row %(row)s has the same personnel number. Repair one of them.")
        self._same(lambda wish: wish.number or None, Field.NUMBER, said)

    def _same(self, about: Callable[[Wish], Someone | None], column: Field, said: str) -> None:
        groups: dict[Someone, list[Wish]] = {}
        for wish in self.said:
            if (value := about(wish)) is not None:
                groups.setdefault(value, []).append(wish)
        for group in groups.values():
            for number, wish in enumerate(group if len(group) > 1 else []):
                other = group[0] if number else group[1]
                self._fault(wish, column, said % {"row": other.row})

    def _numbers(self) -> None:
        for wish in self._good(Kind.NEW, Kind.RETURNS, Kind.CHANGED, Kind.INVITE):
            owner = self.by_number.get(wish.number or "")
            if owner and owner.user != self._someone(wish) and not self._gives_up(owner):
                self._fault(
                    wish,
                    Field.NUMBER,
                    _("This number belongs to somebody with another e-mail address. Only that person can change it."),
                )

    def _gives_up(self, owner: Member) -> bool:
        """Whether the file itself takes the number from its owner."""
        own = self.rows_of_member.get(owner.user)
        if own is None or own.row in self.bad:
            return False
        return self.kinds[own.row] is Kind.ENDED or own.number not in (None, owner.number)

    def _departments(self) -> None:
        """Rows that do not agree on what lies above a department, and circles."""
        placed = [wish for wish in self._placed() if wish.department]
        above, codes = _first_said(placed, "above"), _first_said(placed, "code")
        for wish in placed:
            name = key(wish.department or "")
            self._agrees(wish, Field.ABOVE, wish.above, above.get(name))
            self._agrees(wish, Field.CODE, wish.code, codes.get(name))
        tree = {name: place.above for name, place in self.present.departments.items() if place.above}
        circles = in_cycles(tree | {name: key(first.above) for name, first in above.items()})
        for wish in placed:
            if wish.above and key(wish.department or "") in circles and wish.row not in self.bad:
                said = _("This way “%(department)s” lies below itself. Repair what is above it.")
                self._fault(wish, Field.ABOVE, said % {"department": wish.department})

    def _agrees(self, wish: Wish, column: Field, value: str, first: Wish | None) -> None:
        if first and value and wish.row not in self.bad and key(getattr(first, column.value)) != key(value):
            said = _("Row %(row)s says “%(value)s” of the same department. Make them the same.")
            self._fault(wish, column, said % {"row": first.row, "value": getattr(first, column.value)})

    def _managers(self) -> None:
        """Unknown ones, and who would be above themselves. Fills in `managers` by row."""
        self.managers, self.notes = {}, []
        lookup = _ManagerLookup(self)
        for wish in self._placed():
            if wish.manager is not None:
                self._manager(wish, lookup)
        above: dict[Someone, Someone] = {
            member.user: member.manager for member in self.present.members if member.manager is not None
        }
        rows = {self._someone(wish): wish for wish in self._placed() if wish.row in self.managers}
        for someone, wish in rows.items():
            above.pop(someone, None)
            if (manager := self.managers[wish.row]) is not None:
                above[someone] = manager
        for someone in in_cycles(above) & rows.keys():
            self._fault(rows[someone], Field.MANAGER, _("This way somebody is above their own manager. Repair it."))

    def _manager(self, wish: Wish, lookup: "_ManagerLookup") -> None:
        found = lookup.find(wish.manager or "")
        if found is not None and found == self._someone(wish):
            self._fault(wish, Field.MANAGER, _("Nobody is their own manager. Fill in somebody else, or nobody."))
        elif found is not None or not wish.manager:
            self.managers[wish.row] = found
        elif lookup.stands_in_file(wish.manager):
            said = _("The manager “%(manager)s” does not work here or has an error too. The manager stays as it was.")
            self.notes.append(Note(wish.row, said % {"manager": wish.manager}))
        else:
            said = _("Nobody with “%(manager)s” works here or stands in the file. Repair it, or leave it empty.")
            self._fault(wish, Field.MANAGER, said % {"manager": wish.manager[:60]})

    # --- what becomes of each row ---

    def plan(self, is_complete: bool, each: Callable[[int], None]) -> Plan:
        self._settle()
        steps = []
        for number, wish in enumerate(self.said, start=1):
            each(number)
            if wish.row not in self.bad:
                steps.append(self._step(wish))
        endings = self._ended_by_row() + (self._missing() if is_complete else [])
        places = self._places()
        new = [place.name for name, place in places.items() if name not in self.present.departments]
        return Plan(
            steps=tuple(steps),
            endings=tuple(endings),
            faults=tuple(sorted(self.faults, key=lambda fault: fault.row)),
            notes=tuple(self.notes),
            places=places,
            new_departments=tuple(sorted(new, key=str.casefold)),
            job_titles=self._job_titles(),
            members=len(self.present.members),
        )

    def _step(self, wish: Wish) -> Step:
        kind, member = self.kinds[wish.row], self.by_address.get(wish.email)
        if member and kind is Kind.CHANGED:
            return self._change(wish, member)
        if member:
            return Step(wish.row, kind, wish.email, member.name, member.user, member.membership)
        account = self.present.accounts.get(wish.email)
        name = account.name if account and not account.may_be_named else wish.name
        user = account.user if account else None
        values = self._begun(wish, account) if kind in (Kind.NEW, Kind.RETURNS) else {}
        before = {"name": account.name} if account and "name" in values else {}
        return Step(wish.row, kind, wish.email, name or wish.email, user, values=values, before=before)

    def _begun(self, wish: Wish, account: Account | None) -> dict[str, Any]:
        last_end = self.present.last_ends.get(account.user) if account else None
        values: dict[str, Any] = {
            "department": wish.department or "",
            "job_title": wish.job_title or "",
            "manager": self.managers.get(wish.row),
            "personnel_number": wish.number or "",
            "started_on": _start(wish, last_end) or self.present.today,
        }
        if wish.name and (account is None or (account.may_be_named and account.name != wish.name)):
            values["name"] = wish.name
        return values

    def _change(self, wish: Wish, member: Member) -> Step:
        wanted = self._wanted(wish, member)
        now = {
            "department": member.department,
            "job_title": member.job_title,
            "manager": member.manager,
            "personnel_number": member.number,
            "started_on": member.started_on,
            "name": member.name,
        }
        values = {name: value for name, value in wanted.items() if not _alike(name, value, now[name])}
        kind = Kind.CHANGED if values else Kind.SAME
        before = {name: now[name] for name in values}
        shown = values.get("name") or member.name or wish.email
        return Step(wish.row, kind, wish.email, shown, member.user, member.membership, values, before)

    def _wanted(self, wish: Wish, member: Member) -> dict[str, Any]:
        """What the row wants of somebody who works here, as far as a file may decide it."""
        wanted: dict[str, Any] = {"job_title": wish.job_title, "personnel_number": wish.number}
        wanted = {name: value for name, value in wanted.items() if value is not None}
        if wish.department is not None and key(wish.department) != key(member.department):
            # What a team lead sees goes with the department: that is a role, which no file gives or takes.
            if member.is_lead:
                said = _("%(name)s is a team lead. An administrator changes the department.")
                self.notes.append(Note(wish.row, said % {"name": member.name}))
            else:
                wanted["department"] = wish.department
        if wish.row in self.managers:
            wanted["manager"] = self.managers[wish.row]
        if started := _start(wish, self.present.last_ends.get(member.user)):
            wanted["started_on"] = started
        if wish.name and member.may_be_named:
            wanted["name"] = wish.name
        if wish.ended_on and wish.ended_on < self.present.today:
            said = _("%(name)s is an HR officer, or you yourself. An administrator ends this membership.")
            self.notes.append(Note(wish.row, said % {"name": member.name}))
        return wanted

    def _ended_by_row(self) -> list[Ending]:
        found = []
        for wish in self._good(Kind.ENDED):
            member = self.by_address[wish.email]
            on = max(wish.ended_on or self.present.today, member.started_on)
            found.append(Ending(member.membership, member.user, member.name or wish.email, on, wish.row))
        return found

    def _missing(self) -> list[Ending]:
        """Who is in no row at all, not by address, not by number, and not by the name in a row with an error."""
        users = {self._someone(wish) for wish in self.said}
        numbers = {wish.number for wish in self.said if wish.number}
        names = {key(wish.name) for wish in self.said if wish.name and wish.row in self.bad}
        today = self.present.today
        return [
            Ending(member.membership, member.user, member.name or member.addresses[0], max(today, member.started_on))
            for member in self.present.members
            if member.user not in users | self.present.kept
            and member.number not in numbers
            and key(member.name) not in names
        ]

    def _places(self) -> dict[str, Place]:
        """Departments as they have to be, where that is not how they are."""
        placed = [wish for wish in self._placed() if wish.department]
        above, codes = _first_said(placed, "above"), _first_said(placed, "code")
        wanted: dict[str, Place] = {}
        for wish in placed:
            for name in filter(None, (wish.above, wish.department)):
                wanted.setdefault(key(name), self.present.departments.get(key(name), Place(name)))
        for name, place in wanted.items():
            up = key(above[name].above) if name in above else place.above
            code = codes[name].code if name in codes else place.code
            wanted[name] = Place(place.name, up, code)
        return {name: place for name, place in wanted.items() if self.present.departments.get(name) != place}

    def _job_titles(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for wish in self._placed():
            if wish.job_title and key(wish.job_title) not in self.present.job_titles:
                found.setdefault(key(wish.job_title), wish.job_title)
        return found


class _ManagerLookup:
    """Who is meant by an address or a personnel number."""

    def __init__(self, planner: _Planner) -> None:
        said, someone = planner.said, planner._someone
        working = planner._placed()
        leaving = {someone(wish) for wish in planner._good(Kind.ENDED)}
        staying = [member for member in planner.present.members if member.user not in leaving]
        self.people: dict[str, Someone] = {member.number: member.user for member in staying if member.number}
        self.people |= {wish.number: someone(wish) for wish in working if wish.number}
        self.people |= {address: member.user for member in staying for address in member.addresses}
        self.people |= {wish.email: someone(wish) for wish in working}
        self.in_file = {text for wish in said for text in (wish.email, wish.number) if text}

    def find(self, text: str) -> Someone | None:
        return self.people.get(text.lower() if "@" in text else text)

    def stands_in_file(self, text: str) -> bool:
        return (text.lower() if "@" in text else text) in self.in_file


def _by_address(members: Iterable[Member]) -> dict[str, Member]:
    """The first address of somebody is the own one, which goes before what another proved."""
    proven = {address: member for member in members for address in member.addresses[1:]}
    return proven | {member.addresses[0]: member for member in members}


def _first_said(said: list[Wish], what: str) -> dict[str, Wish]:
    """By key of the department, the first row that says it."""
    found: dict[str, Wish] = {}
    for wish in said:
        if getattr(wish, what):
            found.setdefault(key(wish.department or ""), wish)
    return found


def _start(wish: Wish, last_end: date | None) -> date | None:
    """The day of starting, unless somebody left after it: then it was that of an earlier time."""
    return wish.started_on if wish.started_on and (last_end is None or wish.started_on > last_end) else None


def _alike(name: str, value: Any, now: Any) -> bool:
    return key(value) == key(now) if name in ("department", "job_title") else value == now
