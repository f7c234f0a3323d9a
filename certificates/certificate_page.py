"""The page of a certificate: one side of A4, in the roomiest form in which its words fit."""

import base64
from collections.abc import Iterator

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import Certificate
from .pdf import write_pdf

# From generous to small, with the number of goals: the first in which everything fits on one page is
# used. The register keeps all goals.
LAYOUTS = (("roomy", 6), ("compact", 6), ("dense", 6), ("dense", 3), ("dense", 0))


def draw_pdf(certificate: Certificate) -> bytes:
    """The PDF of these frozen words. Raises NotDrawnError; MissingGlyphError when a character has no glyph."""
    with translation.override(certificate.language):
        css = _background() + render_to_string("certificates/pdf/certificate.css")
        return write_pdf(_versions(certificate), css, printed_words(certificate), most_pages=1)


def printed_words(certificate: Certificate) -> str:
    """All words on the page that come from people."""
    most_goals = max(goals for _density, goals in LAYOUTS)
    return " ".join(
        [
            certificate.holder_name,
            certificate.course_title,
            certificate.issuer_name,
            *certificate.goals[:most_goals],
        ]
    )


def _background() -> str:
    """Drawn as the background of the page, which readers aloud pass over."""
    encoded = base64.b64encode(render_to_string("certificates/pdf/background.svg").encode()).decode()
    return f"@page {{ background-image: url(data:image/svg+xml;base64,{encoded}); }}\n"


def _versions(certificate: Certificate) -> Iterator[str]:
    """The page in every form, made only when a roomier one did not fit."""
    return (_page(certificate, density, goals) for density, goals in LAYOUTS)


def _page(certificate: Certificate, density: str, goals: int) -> str:
    context = {
        "certificate": certificate,
        "goals": certificate.goals[:goals],
        "qr_code": qr_code(certificate.verification_url),
        "check_url": f"{settings.BASE_URL}{reverse('certificate_check')}",
        "density": density,
    }
    return render_to_string("certificates/pdf/certificate.html", context)


def qr_code(url: str) -> str:
    """A data: address of a picture that a telephone reads as `url`."""
    picture: str = segno.make(url, error="m", micro=False).png_data_uri(scale=8, border=4)
    return picture
