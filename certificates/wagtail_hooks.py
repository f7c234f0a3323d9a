"""Certificates in the Wagtail admin: the register, designs, and what stands in the way of PDFs."""

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from .design_admin import CertificateDesignViewSet
from .drawing_admin import menu_item
from .register_admin import CertificateViewSet


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    return CertificateViewSet()


@hooks.register("register_admin_menu_item")
def register_certificates_without_pdf() -> MenuItem:
    return menu_item()


register_snippet(CertificateDesignViewSet)
