"""Taking the last staff file back, as far as nobody changed since what it did."""

from collections.abc import Collection, Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hr.jobs import StoppedError, say_how_far, settle
from hr.models import StaffChange, StaffFile
from people.models import AuditEntry, Department, JobTitle, Membership, Organisation, User

from .present import UPDATED_AT_ONCE, in_parts

_REFERENCES = {"department": Department, "job_title": JobTitle, "manager": User}


def last_applied(organisation: Organisation) -> StaffFile | None:
    """The only file that can be undone: what came after would be mixed with an older one."""
    applied = StaffFile.objects.filter(organisation=organisation, applied_at__isnull=False, undone_at=None)
    return applied.order_by("-applied_at", "-pk").first()


def may_be_undone(file: StaffFile) -> bool:
    """Only the last, and not while something else is being done with it."""
    return file.state in (StaffFile.State.READY, StaffFile.State.FAILED) and last_applied(file.organisation) == file


def take_back(file: StaffFile) -> None:
    """Undo it and say whose membership was left alone. Raises StoppedError."""
    say_how_far(file, 0, file.total)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=file.organisation_id)
        if last_applied(file.organisation) != file:
            raise StoppedError(_("Another file was applied after this one. Only the last can be undone."))
        taking = _TakingBack(file)
        taking.take_back()
        did = file.did | {"left": taking.left, "undone": taking.undone}
        settle(file, state=StaffFile.State.UNDONE, undone_at=timezone.now(), did=did)


class _TakingBack:
    """left: names of who was left alone. undone: how many memberships are as they were."""

    def __init__(self, file: StaffFile) -> None:
        self.file = file
        self.left: list[str] = []
        self.undone = 0
        self.unused: list[int] = []
        related = ("membership__user", "membership__department")
        self.changes = list(file.changes.select_related(*related).order_by("pk"))
        self.open_users = _open_users(file.organisation)
        self.numbers = _numbers_in_use(file.organisation)
        self.there = self._still_there()

    def take_back(self) -> None:
        kinds = StaffChange.Kind
        begun = [change for change in self.changes if change.kind == kinds.BEGUN]
        others = [change for change in self.changes if change.kind != kinds.BEGUN]
        self._remove_begun([change for change in begun if self._is_as_begun(change)])
        self._restore(others)
        self._remove_departments()
        self._remove_job_titles()

    def _still_there(self) -> dict[str, set[int]]:
        """Departments, job titles and managers of before that can be referred to."""
        found: dict[str, set[int]] = {}
        for name, model in _REFERENCES.items():
            wanted = list({change.before[name] for change in self.changes if change.before.get(name)})
            there = (
                model._default_manager.filter(pk__in=part).values_list("pk", flat=True) for part in in_parts(wanted)
            )
            found[name] = {pk for part in there for pk in part}
        return found

    def _leave(self, change: StaffChange) -> None:
        self.left.append(change.membership.user.get_full_name())

    # --- memberships that it began ---

    def _is_as_begun(self, change: StaffChange) -> bool:
        membership = change.membership
        same = all(value == _now(membership, name) for name, value in change.after.items() if name != "name")
        if same and membership.ended_on is None and membership.role == Membership.Role.MEMBER:
            return True
        self._leave(change)
        return False

    def _remove_begun(self, changes: list[StaffChange]) -> None:
        memberships = [change.membership for change in changes]
        for membership in memberships:
            self.open_users.discard(membership.user_id)
            self.numbers.discard(membership.personnel_number)
        _restore_names(change for change in changes if not change.made_account)
        made = [change.membership.user for change in changes if change.made_account]
        for part in in_parts([membership.pk for membership in memberships]):
            Membership.objects.filter(pk__in=part).delete()
        self.undone += len(memberships)
        self.unused = [user.pk for user in made if user.last_login is None]

    # --- what it changed or ended ---

    def _restore(self, changes: list[StaffChange]) -> None:
        numbered = self._whose_number_goes_back(changes)
        fields: set[str] = set()
        for change in changes:
            wanted = {name: value for name, value in change.before.items() if name != "name"}
            may = {name: value for name, value in wanted.items() if self._may_go_back(change, name, value, numbered)}
            if len(may) < len(wanted):
                self._leave(change)
            for name, value in may.items():
                setattr(change.membership, _attribute(name), _of_kept(name, value))
            fields |= may.keys()
        _restore_names(changes)
        for part in in_parts(sorted(numbered)):
            # So that numbers can change places.
            Membership.objects.filter(pk__in=part).update(personnel_number="")
        if fields:
            Membership.objects.bulk_update([change.membership for change in changes], sorted(fields), UPDATED_AT_ONCE)
        self._remove_accounts()
        self.undone += len(changes)

    def _whose_number_goes_back(self, changes: list[StaffChange]) -> set[int]:
        """Memberships that get their number of before; `numbers` is then what is in use."""
        name = "personnel_number"
        going = {
            change.membership_id: change
            for change in changes
            if name in change.before and _now(change.membership, name) == change.after[name]
        }
        while True:
            staying = self.numbers - {change.after[name] for change in going.values()}
            stuck = [pk for pk, change in going.items() if change.before[name] and change.before[name] in staying]
            if not stuck:
                break
            for pk in stuck:
                del going[pk]
        self.numbers = staying | {change.before[name] for change in going.values()}
        return set(going)

    def _may_go_back(self, change: StaffChange, name: str, value: Any, numbered: set[int]) -> bool:
        membership = change.membership
        if name == "personnel_number":
            return membership.pk in numbered
        if _now(membership, name) != change.after[name]:
            return False
        if name in _REFERENCES and value is not None:
            return value in self.there[name]
        if name == "ended_on":
            taken = membership.personnel_number and membership.personnel_number in self.numbers
            return membership.user_id not in self.open_users and not taken
        return True

    # --- what only the file needed ---

    def _remove_accounts(self) -> None:
        """Those it made that never signed in and have nothing else."""
        for part in in_parts(self.unused):
            free = set(part) - _used(User, part, but=(EmailAddress, AuditEntry))
            AuditEntry.objects.filter(person__in=free).update(person=None)
            addresses = EmailAddress.objects.filter(user__in=free)
            free -= set(addresses.filter(verified=True).values_list("user", flat=True))
            EmailAddress.objects.filter(user__in=free).delete()
            # Nothing refers to them, so nothing has to be looked up for each of a hundred relations.
            accounts = User.objects.filter(pk__in=free)
            accounts._raw_delete(accounts.db)

    def _remove_departments(self) -> None:
        self._move_back()
        waiting = set(self.file.made.get("departments", []))
        while free := waiting - _used(Department, waiting):
            Department.objects.filter(pk__in=free).delete()
            waiting -= free

    def _move_back(self) -> None:
        """Departments that lie where the file put them go back."""
        places = {int(pk): place for pk, place in self.file.made.get("places", {}).items()}
        moved = []
        for department in Department.objects.filter(pk__in=places):
            now = {"parent": department.parent_id, "code": department.code}
            if now == places[department.pk]["after"]:
                department.parent_id = places[department.pk]["before"]["parent"]
                department.code = places[department.pk]["before"]["code"]
                moved.append(department)
        there = set(Department.objects.values_list("pk", flat=True).filter(organisation=self.file.organisation))
        moved = [one for one in moved if one.parent_id is None or one.parent_id in there]
        Department.objects.bulk_update(moved, ["parent", "code"], UPDATED_AT_ONCE)

    def _remove_job_titles(self) -> None:
        made = set(self.file.made.get("job_titles", []))
        JobTitle.objects.filter(pk__in=made - _used(JobTitle, made)).delete()


def _open_users(organisation: Organisation) -> set[int]:
    return set(Membership.objects.current().filter(organisation=organisation).values_list("user", flat=True))


def _numbers_in_use(organisation: Organisation) -> set[str]:
    current = Membership.objects.current().filter(organisation=organisation)
    return set(current.values_list("personnel_number", flat=True))


def _attribute(name: str) -> str:
    return f"{name}_id" if name in _REFERENCES else name


def _now(membership: Membership, name: str) -> Any:
    value = getattr(membership, _attribute(name))
    return value.isoformat() if name in ("started_on", "ended_on") and value else value


def _of_kept(name: str, value: Any) -> Any:
    field = Membership._meta.get_field(name)
    return field.to_python(value) if isinstance(field, models.DateField) else value


def _restore_names(changes: Iterable[StaffChange]) -> None:
    """Names of before, unless the person signed in since or somebody wrote another."""
    users = []
    for change in changes:
        user = change.membership.user
        if "name" in change.before and user.last_login is None and user.name == change.after["name"]:
            user.name = change.before["name"]
            users.append(user)
    User.objects.bulk_update(users, ["name"], UPDATED_AT_ONCE)


def _used(model: type[models.Model], keys: Collection[int], but: Collection[type[models.Model]] = ()) -> set[int]:
    """Those of these rows that any other row refers to."""
    used: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in but:
            referring: QuerySet = relation.related_model._default_manager.filter(
                **{f"{relation.field.name}__in": keys}
            )
            used |= set(referring.order_by().values_list(relation.field.attname, flat=True).distinct())
    return used
