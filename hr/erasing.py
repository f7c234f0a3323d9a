"""What HR has of somebody who is erased, besides rows of the person's own: files with many people in them."""

from typing import Any

from people.models import Membership, User

from .made_files import remove
from .models import CertificateBundle, Export, StaffFile
from .staff_import.files import empty_staff_file


def remove_files(user: User, _addresses: frozenset[str]) -> None:
    """Files of the organisations the person worked for. They last a week or a month and can be made again."""
    worked_for = list(Membership.objects.filter(user=user).values_list("organisation", flat=True))
    of_them: dict[str, Any] = {"organisation__in": worked_for}
    for model in (Export, CertificateBundle):
        for made in model._default_manager.filter(**of_them):
            remove(made)
    for file in StaffFile.objects.filter(**of_them).exclude(file=""):
        # One that waits to be applied would bring the person back: it has to be given again.
        remove(file) if file.applied_at is None else empty_staff_file(file)
