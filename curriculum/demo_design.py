"""A design of certificates for the demonstration, with a drawn signature, so that all of it can be seen."""

import io
import math

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from wagtail.models import Collection, Site

from certificates.models import CertificateDesign, DesignUse, Signatory
from cms.models import CmsImage

NAME = "Gemeente Rivierdam (demonstratie)"
LOGO = "Logo van Rivierdam (fictief)"
SIGNATURE = "Handtekening van burgemeester Ten Brink (fictief)"
ACCENT = "#0b4f6c"


def load_demo_design() -> None:
    """For the whole site, unless an editor made another choice; the second time it is there already."""
    site = Site.objects.get(is_default_site=True)
    if DesignUse.objects.filter(site=site).exists() or CertificateDesign.objects.filter(name=NAME).exists():
        return
    design = CertificateDesign(
        name=NAME,
        text="Dit certificaat hoort bij het leerprogramma Maatschappelijk inkopen van Rivierdam.",
        accent=ACCENT,
        logo=_image(LOGO, _logo()),
        logo_alt="Logo van Rivierdam: drie golven in een rond veld",
    )
    design.full_clean()
    design.save()
    Signatory.objects.create(
        design=design,
        name="mr. Aleida ten Brink",
        position="Burgemeester van Rivierdam (fictief)",
        signature=_image(SIGNATURE, _signature()),
        sort_order=0,
    )
    DesignUse.objects.create(design=design, site=site)


def _image(title: str, picture: Image.Image) -> CmsImage:
    existing: CmsImage | None = CmsImage.objects.filter(title=title).first()
    if existing:
        return existing
    content = io.BytesIO()
    picture.save(content, "PNG")
    image = CmsImage(title=title, description=title, collection=Collection.get_first_root_node())
    image.file = ContentFile(content.getvalue(), "demonstratie.png")
    image._set_image_file_metadata()
    image.save()
    return image


def _logo() -> Image.Image:
    picture = Image.new("RGB", (800, 800), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((8, 8, 792, 792), fill=ACCENT)
    for height in (280, 400, 520):
        wave = [(x, height + 36 * math.sin(x / 75)) for x in range(150, 651, 5)]
        pen.line(wave, fill="white", width=34, joint="curve")
    return picture.resize((400, 400), Image.Resampling.LANCZOS)


def _signature() -> Image.Image:
    """Loops that grow smaller, and a stroke below them: as quickly as a mayor signs."""
    picture = Image.new("RGB", (1800, 700), "white")
    pen = ImageDraw.Draw(picture)
    loops = [
        (
            180 + 11 * step + 90 * math.sin(step / 3.1),
            330 - (240 * math.exp(-step / 38) + 40) * math.cos(step / 3.1),
        )
        for step in range(110)
    ]
    pen.line(loops, fill="#16264f", width=13, joint="curve")
    stroke = [(260 + 13 * step, 600 - 1.1 * step + 22 * math.sin(step / 16)) for step in range(85)]
    pen.line(stroke, fill="#16264f", width=11, joint="curve")
    return picture.resize((900, 350), Image.Resampling.LANCZOS)
