"""Drawing PDF, PDF/A-3a and PDF/UA-1 at once: the press that certificates and transcripts share.

The only module that calls WeasyPrint. A document names what it wants to fetch, and the words on it
come from people; so nothing but data: addresses of our own templates is ever opened.
"""

import atexit
import base64
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FONT_FOLDER = Path(__file__).resolve().parent / "fonts"
FONTS = (
    # file, CSS family, CSS weight
    ("NotoSans-Regular.ttf", "Certificate Sans", 400),
    ("NotoSans-SemiBold.ttf", "Certificate Sans", 600),
    ("NotoSerifDisplay-Medium.ttf", "Certificate Serif", 500),
)

# Pango's font map is shared (42 ms per certificate instead of 58, and flat memory) and not thread-safe.
_one_at_a_time = threading.Lock()


class NotDrawnError(Exception):
    """The PDF cannot be drawn as it should be."""


class MissingGlyphError(NotDrawnError):
    """No bundled font has some character; a box instead of a letter is no certificate."""

    def __init__(self, characters: set[str]) -> None:
        self.characters = sorted(characters)
        super().__init__(", ".join(_name_of(character) for character in self.characters))


@dataclass(frozen=True)
class _Press:
    """What all drawings in one process share."""

    html: Any
    css: Any
    fetcher: Any
    fonts: Any
    font_faces: Any
    blocked: type[BaseException]


def write_pdf(versions: Iterable[str], css: str, words: str, most_pages: int | None = None) -> bytes:
    """The PDF of the first of these pages of HTML that takes no more than `most_pages`.

    `words` is all that comes from people. Raises NotDrawnError; MissingGlyphError when one of their
    characters has no glyph. The language is that of the HTML. `css` is kept for the next drawing, so
    it holds no words of people.
    """
    if missing := missing_glyphs(words):
        raise MissingGlyphError(missing)
    with _pressing() as press:
        document = _lay_out(press, versions, css, most_pages)
        if document is None:
            raise NotDrawnError(f"The words do not fit on {most_pages} page(s).")
        return _write(document)


def fits(version: str, css: str, most_pages: int) -> bool:
    """Whether this page of HTML takes no more than `most_pages`. Raises NotDrawnError."""
    with _pressing() as press:
        return _lay_out(press, [version], css, most_pages) is not None


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


@contextmanager
def _pressing() -> Iterator[_Press]:
    with _one_at_a_time:
        press = _press()
        try:
            yield press
        except press.blocked as blocked:
            # A BaseException, which would pass by everything that guards the request.
            raise NotDrawnError("The document asks for something outside itself.") from blocked


@cache
def _press() -> _Press:
    # Importing takes most of a second: not at the start of every process, only of one that draws.
    # The fonts clean up their folder, for which the interpreter must still be whole.
    atexit.register(_press.cache_clear)
    atexit.register(_stylesheet.cache_clear)
    from PIL import ImageFile
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    # WeasyPrint has Pillow accept half a picture, also where people hand one in.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    fetcher = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
    fonts = FontConfiguration()
    font_faces = CSS(string=_font_faces(), font_config=fonts, url_fetcher=fetcher)
    return _Press(
        html=HTML, css=CSS, fetcher=fetcher, fonts=fonts, font_faces=font_faces, blocked=FatalURLFetchingError
    )


def _font_faces() -> str:
    faces = []
    for file, family, weight in FONTS:
        encoded = base64.b64encode((FONT_FOLDER / file).read_bytes()).decode()
        faces.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
            f"src: url(data:font/ttf;base64,{encoded}); }}\n"
        )
    return "".join(faces)


@cache
def _stylesheet(css: str) -> Any:
    """Parsed once: reading it takes as long as drawing a page."""
    press = _press()
    return press.css(string=css, font_config=press.fonts, url_fetcher=press.fetcher)


def _lay_out(press: _Press, versions: Iterable[str], css: str, most_pages: int | None) -> Any:
    """WeasyPrint's document of the first version that fits; None when none does."""
    stylesheets = [press.font_faces, _stylesheet(css)]
    for version in versions:
        html = press.html(string=version, url_fetcher=press.fetcher)
        document = html.render(stylesheets=stylesheets, font_config=press.fonts, pdf_variant="pdf/a-3a")
        if most_pages is None or len(document.pages) <= most_pages:
            return document
    return None


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
