"""Designs of certificates, with small pictures."""

import io
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection, Page, Site

from certificates.models import CertificateDesign, DesignUse, Signatory
from cms.models import CmsImage

_numbers = count(1)


def small_png(colour: str = "navy", size: tuple[int, int] = (60, 30)) -> bytes:
    content = io.BytesIO()
    Image.new("RGBA", size, colour).save(content, "PNG")
    return content.getvalue()


def make_image(content: bytes | None = None) -> CmsImage:
    image = CmsImage(title="Plaatje", collection=Collection.get_first_root_node())
    image.file = ContentFile(content or small_png(), f"plaatje-{next(_numbers)}.png")
    image._set_image_file_metadata()
    image.save()
    return image


def make_design(signatories: int = 1, **fields: Any) -> CertificateDesign:
    """A design with everything on it, used for nothing yet."""
    known = {
        "name": f"Ontwerp {next(_numbers)}",
        "text": "Onderdeel van het leerprogramma.",
        "accent": "#7a1f3d",
        "logo": make_image(small_png("maroon")),
        "logo_alt": "Wapen van Rivierdam",
    }
    design = CertificateDesign.objects.create(**(known | fields))
    for number in range(signatories):
        Signatory.objects.create(
            design=design,
            name=f"Ondertekenaar {'ABC'[number]}",
            position="Burgemeester",
            signature=make_image(small_png("black", (80 + number, 40))),
            sort_order=number,
        )
    return design


def use_for(design: CertificateDesign, of: Page | Site) -> DesignUse:
    return DesignUse.objects.create(design=design, **{"site" if isinstance(of, Site) else "page": of})
