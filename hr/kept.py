"""What is made for HR, and for how long it is kept."""

from django.utils.translation import gettext_lazy as _

from people.privacy.retention import Kept, keep, keep_rows

from .api import webhooks
from .bundles import forget_old_bundles
from .exporting import forget_old_exports
from .looks import old_looks
from .made_files import KEPT_FOR, old_files
from .models import CertificateBundle, Export
from .staff_import import files


def register() -> None:
    """Once, when the apps are there."""
    week = KEPT_FOR.days
    bundles, exports = _("Files with certificates"), _("Workbooks for HR")
    keep(Kept("bundles", bundles, week, lambda: old_files(CertificateBundle).count(), forget_old_bundles))
    keep(Kept("exports", exports, week, lambda: old_files(Export).count(), forget_old_exports))
    keep(
        Kept(
            "staff_files",
            _("Staff files of HR"),
            files.APPLIED_IS_KEPT_FOR.days,
            lambda: len(files.old_files()),
            files.forget_old_files,
        )
    )
    keep(
        Kept(
            "deliveries",
            _("Messages to programs of HR"),
            webhooks.KEPT_FOR.days,
            lambda: webhooks.old_deliveries().count(),
            webhooks.forget_old_deliveries,
        )
    )
    keep_rows("looks", _("Who looked at whom"), 365, old_looks, is_set=True, per_organisation=True)
