"""Records of the identity provider of one organisation: made, found, replaced, changed and removed.

Each is done in one transaction with its effect on memberships, under a lock of the organisation: two programs, or a
program and a staff file, never mix.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from scim2_models import Context, Meta, NotFoundException, Resource, UniquenessException
from scim2_models.path.filter import ScimFilter

from hr.models import ScimRecord
from people.models import Organisation

from .effect import end_membership, member_ids, put_in_effect
from .resources import Group, StaffUser

PREFIX = "/api/scim/v2"
Kind = ScimRecord.Kind
MODELS: dict[str, type[Resource[Any]]] = {Kind.USER: StaffUser, Kind.GROUP: Group}
_FOLDERS = {Kind.USER: "Users", Kind.GROUP: "Groups"}


class Store:
    """The records of one kind of one organisation."""

    def __init__(self, organisation: Organisation, kind: ScimRecord.Kind) -> None:
        self.organisation, self.kind, self.model = organisation, kind, MODELS[kind]
        self.records = ScimRecord.objects.filter(organisation=organisation, kind=kind)

    def get(self, public_id: str) -> ScimRecord:
        """Raises NotFoundException, also for a record of another organisation."""
        try:
            return self.records.get(public_id=UUID(public_id))
        except (ValueError, ScimRecord.DoesNotExist) as error:
            raise NotFoundException(detail="There is no such resource.") from error

    def resource(self, record: ScimRecord) -> Resource[Any]:
        """As it is answered: the document with its id and where it is."""
        found = self.model.model_validate(record.document)
        found.id = str(record.public_id)
        found.meta = Meta(
            resource_type=self.model.__name__.partition("[")[0],
            created=record.created_at,
            last_modified=record.changed_at,
            location=f"{settings.BASE_URL}{PREFIX}/{_FOLDERS[self.kind]}/{record.public_id}",
        )
        return found

    def search(self, wanted: ScimFilter[Any] | None) -> list[ScimRecord]:
        """All that match, in the order in which they were made."""
        if wanted is None:
            return list(self.records)
        return [record for record in self.records if wanted.match(self.resource(record))]

    @transaction.atomic
    def create(self, resource: Resource[Any]) -> ScimRecord:
        """Raises UniquenessException."""
        self._lock()
        record = ScimRecord(organisation=self.organisation, kind=self.kind)
        return self._keep(record, resource)

    @transaction.atomic
    def replace(self, public_id: str, resource: Resource[Any]) -> ScimRecord:
        self._lock()
        record = self.get(public_id)
        resource.replace(self.resource(record))
        return self._keep(record, resource)

    @transaction.atomic
    def patch(self, public_id: str, operations: Any) -> ScimRecord:
        """operations: a PatchOp of this kind."""
        self._lock()
        record = self.get(public_id)
        resource = self.resource(record)
        operations.patch(resource)
        return self._keep(record, resource)

    @transaction.atomic
    def delete(self, public_id: str) -> None:
        """Of a person the membership ends; a group takes nothing with it but its members' place."""
        self._lock()
        record = self.get(public_id)
        end_membership(record)
        concerned = member_ids(record.document) if self.kind == Kind.GROUP else set()
        record.delete()
        self._place(concerned)

    def _lock(self) -> None:
        Organisation.objects.select_for_update().get(pk=self.organisation.pk)

    def _keep(self, record: ScimRecord, resource: Resource[Any]) -> ScimRecord:
        before = member_ids(record.document) if self.kind == Kind.GROUP and record.document else set()
        resource.id = resource.meta = None
        record.document = resource.model_dump(scim_ctx=Context.DEFAULT)
        record.name = _name_of(resource)
        if self.records.filter(name=record.name).exclude(pk=record.pk).exists():
            raise UniquenessException(detail="There is one with this name already.")
        record.changed_at = timezone.now()
        record.save()
        if self.kind == Kind.USER:
            put_in_effect(record)
        else:
            self._place(before | member_ids(record.document))
        return record

    def _place(self, public_ids: set[str]) -> None:
        """These people may be in another department now."""
        users = ScimRecord.objects.filter(organisation=self.organisation, kind=Kind.USER)
        for record in users.filter(public_id__in=_uuids(public_ids)):
            put_in_effect(record)


def _name_of(resource: Any) -> str:
    name = resource.user_name if hasattr(resource, "user_name") else resource.display_name
    return str(name).strip().lower()[:300]


def _uuids(texts: set[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
