"""Which design a certificate gets, and what it keeps of it."""

import logging
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from cms.models import CmsImage
from courses.models import CoursePage, PathPage

from .models import CertificateDesign, DesignUse, FrozenImage
from .pictures import UnreadablePictureError, fingerprint, printed_picture
from .printable import printable

logger = logging.getLogger(__name__)


def design_for(page: CoursePage | PathPage) -> CertificateDesign | None:
    """That of the page, else of the same page in another language, else of its site, else none."""
    site = page.get_site()
    uses = DesignUse.objects.filter(
        Q(page__translation_key=page.translation_key) | Q(site=site, site__isnull=False)
    ).select_related("design__logo")
    # True after False: in this order of preference.
    nearest = min(uses, key=lambda use: (use.page_id is None, use.page_id != page.pk, use.pk), default=None)
    return nearest.design if nearest else None


def frozen(design: CertificateDesign | None) -> dict[str, Any]:
    """What `Certificate.design` keeps; empty without a design. Pictures are kept as FrozenImage."""
    return as_printed(design, _kept) if design else {}


def as_printed(design: CertificateDesign, keep: Callable[[CmsImage], str]) -> dict[str, Any]:
    """Words and pictures of the design, each picture by the name that `keep` gives it."""
    return {
        "orientation": design.orientation,
        "text": printable(design.text),
        "accent": design.accent,
        "logo": keep(design.logo) if design.logo else "",
        "logo_alt": printable(design.logo_alt),
        "signatories": [
            {
                "name": printable(signatory.name),
                "position": printable(signatory.position),
                "signature": keep(signatory.signature) if signatory.signature else "",
            }
            for signatory in design.signatories.all()
        ],
    }


def _kept(image: CmsImage) -> str:
    """The SHA-256 under which the picture is kept; empty when it cannot be read, since finishing counts."""
    made_before = FrozenImage.objects.filter(source=image.file_hash).exclude(source="")
    if known := made_before.values_list("sha256", flat=True).first():
        return known
    content = read(image)
    if not content:
        return ""
    kept, _created = FrozenImage.objects.get_or_create(
        sha256=fingerprint(content), defaults={"content": content, "source": image.file_hash}
    )
    return kept.sha256


def read(image: CmsImage) -> bytes:
    """The picture as it is printed; empty when its file is gone or is no picture."""
    try:
        with image.open_file() as file:
            return printed_picture(file)
    except (OSError, UnreadablePictureError):
        logger.exception("Picture %s is not printed on certificates: its file cannot be read.", image.pk)
        return b""
