"""Which changes to accounts, roles and memberships are written down, whatever makes them."""

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest

from people.models import AuditEntry, Membership, User

from .audit import record

Action = AuditEntry.Action
# What HR or an administrator may change about where somebody works.
_OF_A_MEMBERSHIP = ("organisation_id", "department_id", "role", "ended_on")


def listen() -> None:
    """Once, when the apps are there."""
    for signal, receiver, sender in (
        (user_logged_in, _signed_in, None),
        (user_logged_out, _signed_out, None),
        (user_login_failed, _refused, None),
        (pre_save, _before_account, User),
        (post_save, _after_account, User),
        (m2m_changed, _groups, User.groups.through),
        (pre_save, _before_membership, Membership),
        (post_save, _after_membership, Membership),
        (post_delete, _membership_removed, Membership),
    ):
        signal.connect(receiver, sender=sender, dispatch_uid=f"people.privacy.noted.{receiver.__name__}")


def _signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    record(Action.SIGNED_IN, by=user, person=user, request=request)


def _signed_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user is not None:
        record(Action.SIGNED_OUT, by=user, person=user, request=request)


def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any) -> None:
    """Of whom, as far as there is such an account; what was typed is kept nowhere."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    person = User.objects.filter(email__iexact=typed).first() if typed else None
    record(Action.SIGN_IN_REFUSED, person=person, request=request, ok=False)


def _before_account(instance: User, update_fields: Any = None, **_signal: Any) -> None:
    watched = {"is_active", "is_superuser"}
    is_looked_at = instance.pk and (update_fields is None or watched & set(update_fields))
    before = User.objects.filter(pk=instance.pk).values(*watched).first() if is_looked_at else None
    instance._before_this_save = before  # type: ignore[attr-defined]


def _after_account(instance: User, created: bool, **_signal: Any) -> None:
    before = getattr(instance, "_before_this_save", None)
    was_administrator = bool(before and before["is_superuser"])
    if (created or before) and instance.is_superuser != was_administrator:
        action = Action.ROLE_GIVEN if instance.is_superuser else Action.ROLE_TAKEN
        record(action, person=instance, detail={"role": "administrator"})
    if before and before["is_active"] != instance.is_active:
        record(Action.ACCOUNT_OPENED if instance.is_active else Action.ACCOUNT_CLOSED, person=instance)


def _groups(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_signal: Any) -> None:
    given = {"post_add": Action.ROLE_GIVEN, "post_remove": Action.ROLE_TAKEN, "pre_clear": Action.ROLE_TAKEN}
    if action not in given:
        return
    if reverse:
        people = User.objects.filter(pk__in=pk_set) if pk_set is not None else instance.user_set.all()
        pairs = [(person, instance) for person in people]
    else:
        groups = Group.objects.filter(pk__in=pk_set) if pk_set is not None else instance.groups.all()
        pairs = [(instance, group) for group in groups]
    for person, group in pairs:
        record(given[action], person=person, detail={"role": group.name})


def _before_membership(instance: Membership, **_signal: Any) -> None:
    before = Membership.objects.filter(pk=instance.pk).values(*_OF_A_MEMBERSHIP).first() if instance.pk else None
    instance._before_this_save = before  # type: ignore[attr-defined]


def _after_membership(instance: Membership, created: bool, **_signal: Any) -> None:
    before = getattr(instance, "_before_this_save", None) or {}
    changed = {
        name: getattr(instance, name) for name in _OF_A_MEMBERSHIP if getattr(instance, name) != before.get(name)
    }
    if created or changed:
        action = Action.MEMBERSHIP_BEGUN if created else Action.MEMBERSHIP_CHANGED
        record(action, person=instance.user, about=f"people.Organisation:{instance.organisation_id}", detail=changed)


def _membership_removed(instance: Membership, origin: Any = None, **_signal: Any) -> None:
    # With the account itself: that is written down as an erasure.
    if User.objects.filter(pk=instance.user_id).exists() and not isinstance(origin, User):
        about = f"people.Organisation:{instance.organisation_id}"
        record(Action.MEMBERSHIP_REMOVED, person=instance.user, about=about, detail={"role": instance.role})
