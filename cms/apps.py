import warnings

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        from wagtail.models import Locale, Page, PageViewRestriction, Site

        from . import content_version
        from .admin_scripts import start_choosers_from_outside
        from .models import Branding, CmsDocument, CmsImage, CmsMedia, Source, Term, TermTranslation
        from .spreadsheets import guard_admin_exports
        from .virus_scan import scan_every_upload

        content_version.watch(Page, Site, Locale, PageViewRestriction, Branding)
        content_version.watch(CmsDocument, CmsImage, CmsMedia, Source, Term, TermTranslation)
        content_version.listen()
        refuse_pictures_that_unfold()
        start_choosers_from_outside()
        scan_every_upload()
        guard_admin_exports()


def refuse_pictures_that_unfold() -> None:
    """Pillow judges a picture by its header; Wagtail asks for its size only after unfolding it in memory."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    # Otherwise twice as many are let through.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
