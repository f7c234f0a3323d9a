"""Drawing the PDF of a certificate: one page A4, PDF/A-3a and PDF/UA-1 at once.

The only module that calls WeasyPrint. A document names what it wants to fetch, and the words on it
come from people; so nothing but data: addresses of our own template is ever opened.
"""

import atexit
import base64
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import Certificate

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
FONTS = (
    # file, CSS family, CSS weight
    ("NotoSans-Regular.ttf", "Certificate Sans", 400),
    ("NotoSans-SemiBold.ttf", "Certificate Sans", 600),
    ("NotoSerifDisplay-Medium.ttf", "Certificate Serif", 500),
)
# From generous to small, with the number of goals: the first in which everything fits on one page is
# used. The register keeps all goals.
LAYOUTS = (("roomy", 6), ("compact", 6), ("dense", 6), ("dense", 3), ("dense", 0))

# Pango's font map is shared (42 ms per certificate instead of 58, and flat memory) and not thread-safe.
_one_at_a_time = threading.Lock()


class NotDrawnError(Exception):
    """The PDF cannot be drawn as it should be."""


class MissingGlyphError(NotDrawnError):
    """No bundled font has some character; a box instead of a letter is no certificate."""


@dataclass(frozen=True)
class _Press:
    """What all drawings in one process share."""

    html: Any
    fetcher: Any
    fonts: Any
    stylesheet: Any
    blocked: type[BaseException]


def draw_pdf(certificate: Certificate) -> bytes:
    """The PDF of these frozen words. Raises NotDrawnError; MissingGlyphError when a character has no glyph."""
    missing = missing_glyphs(printed_words(certificate))
    if missing:
        raise MissingGlyphError(", ".join(_name_of(character) for character in sorted(missing)))
    with _one_at_a_time, translation.override(certificate.language):
        press = _press()
        try:
            return _write(_lay_out(press, certificate))
        except press.blocked as blocked:
            # A BaseException, which would pass by everything that guards the request.
            raise NotDrawnError("The document asks for something outside itself.") from blocked


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


def missing_glyphs(text: str) -> set[str]:
    """The characters of `text` that not all our fonts can draw."""
    return {character for character in text if ord(character) not in _covered()}


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    coverages = []
    for file, _family, _weight in FONTS:
        with TTFont(FONT_FOLDER / file, lazy=True) as font:
            coverages.append(set(font.getBestCmap()))
    return frozenset(set.intersection(*coverages))


def _name_of(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


@cache
def _press() -> _Press:
    # Importing takes most of a second: not at the start of every process, only of one that draws.
    # The fonts clean up their folder, for which the interpreter must still be whole.
    atexit.register(_press.cache_clear)
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
    fonts = FontConfiguration()
    css = _font_faces() + _background() + render_to_string("certificates/pdf/certificate.css")
    stylesheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    return _Press(html=HTML, fetcher=fetcher, fonts=fonts, stylesheet=stylesheet, blocked=FatalURLFetchingError)


def _font_faces() -> str:
    faces = []
    for file, family, weight in FONTS:
        encoded = base64.b64encode((FONT_FOLDER / file).read_bytes()).decode()
        faces.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
            f"src: url(data:font/ttf;base64,{encoded}); }}\n"
        )
    return "".join(faces)


def _background() -> str:
    """Drawn as the background of the page, which readers aloud pass over."""
    encoded = base64.b64encode(render_to_string("certificates/pdf/background.svg").encode()).decode()
    return f"@page {{ background-image: url(data:image/svg+xml;base64,{encoded}); }}\n"


def _lay_out(press: _Press, certificate: Certificate) -> Any:
    """WeasyPrint's document in the roomiest form that is one page."""
    for density, goals in LAYOUTS:
        html = press.html(string=_page(certificate, density, goals), url_fetcher=press.fetcher)
        document = html.render(stylesheets=[press.stylesheet], font_config=press.fonts, pdf_variant="pdf/a-3a")
        if len(document.pages) == 1:
            return document
    raise NotDrawnError("The words do not fit on one page.")


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


def _write(document: Any) -> bytes:
    """The bytes, with the claim that the tagged PDF/A is PDF/UA as well (it is; WeasyPrint states one at a time)."""
    metadata = document.metadata
    generate = metadata.generate_rdf_metadata

    def generate_both(*args: Any) -> bytes:
        rdf: bytes = generate(*args)
        return rdf.replace(b"</rdf:RDF>", _UNIVERSAL_ACCESSIBILITY + b"</rdf:RDF>")

    metadata.generate_rdf_metadata = generate_both
    content: bytes = document.write_pdf(pdf_variant="pdf/a-3a")
    return content


# ISO 14289-1 asks for pdfuaid:part; ISO 19005-3 wants every property it does not know described.
_UNIVERSAL_ACCESSIBILITY = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
