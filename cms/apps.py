from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        from wagtail.models import Locale, Page, PageViewRestriction, Site

        from . import content_version
        from .models import Branding, CmsDocument, CmsImage, CmsMedia, Source

        content_version.watch(Page, Site, Locale, PageViewRestriction, Branding)
        content_version.watch(CmsDocument, CmsImage, CmsMedia, Source)
        content_version.listen()
