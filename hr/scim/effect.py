"""What a record of the identity provider changes: the membership of the person it is about.

Nobody is made a member without proof (people/invitations.py): only an address at one of the organisation's own domains
makes a membership, and the account has to prove it before anybody signs in. Roles are never given, and an HR officer
is never ended, by a program.
"""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from scim2_models import UniquenessException

from hr.models import ScimRecord
from people.addresses import owners_of
from people.models import Department, EmailDomain, JobTitle, Membership, Organisation, User
from people.sessions import end_all_sessions

from .resources import EnterpriseUser, Group, StaffUser


def put_in_effect(record: ScimRecord) -> None:
    """Begin, change or end the membership; the record keeps which one it is. Raises UniquenessException."""
    person = StaffUser.model_validate(record.document)
    if person.active is False:
        end_membership(record)
        return
    membership = _open_membership(record, address_of(person))
    if membership is not None:
        _change(membership, record, person)
    if record.membership != membership:
        record.membership = membership
        record.save(update_fields=["membership"])


def end_membership(record: ScimRecord) -> None:
    """From today the person does not work here any more; account, progress and certificates stay."""
    if record.membership:
        own = Membership.objects.current().filter(pk=record.membership.pk).exclude(role=Membership.Role.HR)
        if own.update(ended_on=timezone.localdate()):
            end_all_sessions([record.membership.user_id])


def address_of(person: Any) -> str:
    """In lower case: the first of the addresses that is marked as primary, else the first, else the userName."""
    emails = [email for email in person.emails or [] if email.value]
    emails.sort(key=lambda email: not email.primary)
    return str(emails[0].value if emails else person.user_name or "").strip().lower()


def _open_membership(record: ScimRecord, address: str) -> Membership | None:
    """The one that goes on, or a new one; None for an address that proves nothing."""
    current = Membership.objects.current().filter(organisation=record.organisation).select_related("user")
    if record.membership_id and (known := current.filter(pk=record.membership_id).first()):
        return known
    if member := owners_of([address], current.values("user")).get(address):
        return current.get(user=member)
    if not _is_own_address(record.organisation, address):
        return None
    user = User.objects.filter(email=address).first() or _new_account(address)
    return Membership.objects.create(user=user, organisation=record.organisation)


def _is_own_address(organisation: Organisation, address: str) -> bool:
    name, at, domain = address.rpartition("@")
    return bool(name and at) and EmailDomain.objects.filter(organisation=organisation, domain=domain).exists()


def _new_account(address: str) -> User:
    """Without a password, and with an address that still has to be proven."""
    user = User.objects.create_user(address)
    EmailAddress.objects.create(user=user, email=address, primary=True, verified=False)
    return user


def _change(membership: Membership, record: ScimRecord, person: Any) -> None:
    enterprise = person[EnterpriseUser]
    membership.personnel_number = ((enterprise and enterprise.employee_number) or "")[:40]
    membership.job_title = _job_title(record.organisation, person.title)
    # What a team lead sees goes with the department, which only an administrator changes.
    if membership.role != Membership.Role.TEAM_LEAD:
        membership.department = _department(record, (enterprise and enterprise.department) or "")
    try:
        with transaction.atomic():
            membership.save(update_fields=["personnel_number", "job_title", "department"])
    except IntegrityError as error:
        raise UniquenessException(detail="Somebody else has this employeeNumber.") from error
    name = _name(person)
    # Whoever signed in wrote the own name.
    if name and membership.user.last_login is None:
        User.objects.filter(pk=membership.user_id).update(name=name[:150])


def _name(person: Any) -> str:
    if person.display_name or not person.name:
        return person.display_name or ""
    parts = (person.name.given_name, person.name.middle_name, person.name.family_name)
    return person.name.formatted or " ".join(part for part in parts if part)


def _job_title(organisation: Organisation, title: str | None) -> JobTitle | None:
    if not title:
        return None
    known = JobTitle.objects.filter(organisation=organisation, name__iexact=title[:150]).first()
    return known or JobTitle.objects.create(organisation=organisation, name=title[:150])


def _department(record: ScimRecord, name: str) -> Department | None:
    """The department the directory names, else the first group this person is in."""
    name = name or next(iter(sorted(groups_of(record))), "")
    if not name:
        return None
    known = Department.objects.filter(organisation=record.organisation, name__iexact=name[:150]).first()
    return known or Department.objects.create(organisation=record.organisation, name=name[:150])


def groups_of(record: ScimRecord) -> list[str]:
    """The names of the groups that list this person."""
    groups = ScimRecord.objects.filter(organisation=record.organisation, kind=ScimRecord.Kind.GROUP)
    return [
        str(group["displayName"])
        for group in groups.values_list("document", flat=True)
        if str(record.public_id) in member_ids(group)
    ]


def member_ids(document: dict[str, Any]) -> set[str]:
    """Ids of the people whom a group lists."""
    group = Group.model_validate(document)
    return {str(member.value) for member in group.members or [] if member.value}
