"""Designs of certificates in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import CertificateDesign


class CertificateDesignViewSet(SnippetViewSet):
    model = CertificateDesign
    icon = "form"
    menu_label = _("Certificate designs")
    add_to_admin_menu = True
    menu_order = 260
    list_display = [
        "name",
        Column("get_orientation_display", label=_("Orientation")),
        Column("get_language_display", label=_("Language")),
    ]
