"""What the identity provider of an organisation says of its people (SCIM 2.0). The rules are in hr/scim/."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Membership, Organisation


class ScimRecord(models.Model):
    """A user or group as the identity provider last sent it, and the membership that came of it.

    public_id: its id in the protocol. name: userName or displayName in lower case. document: only the attributes of
    hr/scim/resources.py. membership: None for a group, and for who works here only after proving the address.
    """

    class Kind(models.TextChoices):
        USER = "user", _("Person")
        GROUP = "group", _("Group")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scim_records")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    name = models.CharField(max_length=300)
    document: Any = models.JSONField(default=dict)
    membership = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("record of the identity provider")
        verbose_name_plural = _("records of the identity provider")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "name"], name="hr_scim_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
