"""The page of a certificate: one side of A4, in the roomiest form in which its words fit."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cms.contrast import mix

from .models import Certificate, CertificateDesign, FrozenImage
from .pdf import NotDrawnError, fits, write_pdf

# From generous to small, with the number of goals: the first in which everything fits on one page is
# used. The register keeps all goals.
LAYOUTS = (
    ("roomy", 6),
    ("tight compact", 6),
    ("tight snug", 6),
    ("tight dense", 6),
    ("tight dense", 3),
    ("tight dense", 0),
    ("tight tiny", 0),
)
ACCENT = "#0a4a5f"
_SHARED_WORDS = (
    "course_title",
    "is_of_path",
    "study_minutes",
    "goals",
    "result",
    "sdgs",
    "presenters",
    "design",
    "issuer_name",
    "language",
)
# How strong the accent is in the rosette behind the words.
ROSETTE_SHARE = 0.25


@dataclass(frozen=True)
class Look:
    """The design of a certificate as it is drawn; `pictures` has data: addresses by SHA-256."""

    design: Mapping[str, Any]
    pictures: Mapping[str, str]

    @property
    def accent(self) -> str:
        return self.design.get("accent") or ACCENT

    @property
    def orientation(self) -> str:
        return str(CertificateDesign.Orientation(self.design.get("orientation") or "portrait"))

    @cached_property
    def background(self) -> str:
        """Drawn behind the page, which readers aloud pass over; a data: address."""
        context = {"accent": self.accent, "rosette": mix(self.accent, ROSETTE_SHARE, "#ffffff")}
        drawing = render_to_string(f"certificates/pdf/background_{self.orientation}.svg", context)
        return _data_address(drawing.encode(), "svg+xml")

    @property
    def text(self) -> str:
        return self.design.get("text", "")

    @property
    def logo(self) -> str:
        return self.pictures.get(self.design.get("logo", ""), "")

    @property
    def logo_alt(self) -> str:
        return self.design.get("logo_alt", "")

    @property
    def signatories(self) -> list[dict[str, str]]:
        return [
            signatory | {"signature": self.pictures.get(signatory["signature"], "")}
            for signatory in self.design.get("signatories", [])
        ]


def draw_pdf(certificate: Certificate, contents: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of these frozen words. Raises NotDrawnError; MissingGlyphError when a character has no glyph.

    contents: the pictures by their SHA-256, when they are not kept as FrozenImage.
    """
    with translation.override(certificate.language):
        first = _first_to_try(_words_but_the_name(certificate)) if contents is None else 0
        look = _look_of(certificate, contents)
        versions = (_page(certificate, look, density, goals) for density, goals in LAYOUTS[first:])
        return write_pdf(versions, _css(), printed_words(certificate), most_pages=1)


def printed_words(certificate: Certificate) -> str:
    """All words on the page that come from people."""
    most_goals = max(goals for _density, goals in LAYOUTS)
    design = certificate.design
    return " ".join(
        [
            certificate.holder_name,
            certificate.course_title,
            certificate.issuer_name,
            *certificate.goals[:most_goals],
            *certificate.presenters,
            design.get("text", ""),
            design.get("logo_alt", ""),
            *(words for by in design.get("signatories", []) for words in (by["name"], by["position"])),
        ]
    )


def _kept_pictures(design: Mapping[str, Any]) -> dict[str, bytes]:
    named = {design.get("logo", ""), *(signatory["signature"] for signatory in design.get("signatories", []))} - {""}
    if not named:
        return {}
    kept = {sha256: bytes(image.content) for sha256, image in FrozenImage.objects.in_bulk(named).items()}
    if missing := named - kept.keys():
        raise NotDrawnError(f"Pictures of the design are gone: {', '.join(sorted(missing))}.")
    return kept


def _data_address(content: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _css() -> str:
    return render_to_string("certificates/pdf/certificate.css")


def _words_but_the_name(certificate: Certificate) -> str:
    """What is the same on the certificates of everyone who finished this course, as JSON."""
    words = {name: getattr(certificate, name) for name in _SHARED_WORDS}
    return json.dumps(words | {"expires": certificate.valid_until is not None}, sort_keys=True)


@lru_cache(maxsize=128)
def _first_to_try(words: str) -> int:
    """The place in LAYOUTS of the first form in which these words fit with the shortest name there is.

    Laying out takes most of the time of drawing; with this, of many certificates each is laid out once. It does
    not depend on what was drawn before, so the same certificate always gets the same form.
    """
    shared = json.loads(words)
    day = date(2026, 5, 1)
    shortest = Certificate(
        holder_name="A", completed_on=day, valid_until=day if shared.pop("expires") else None, **shared
    )
    look = _look_of(shortest, None)
    fitting = (
        place
        for place, (density, goals) in enumerate(LAYOUTS)
        if fits(_page(shortest, look, density, goals), _css(), most_pages=1)
    )
    return next(fitting, len(LAYOUTS) - 1)


def _look_of(certificate: Certificate, contents: Mapping[str, bytes] | None) -> Look:
    pictures = _kept_pictures(certificate.design) if contents is None else contents
    return Look(certificate.design, {sha256: _data_address(content) for sha256, content in pictures.items()})


def _page(certificate: Certificate, look: Look, density: str, goals: int) -> str:
    context = {
        "certificate": certificate,
        "look": look,
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
