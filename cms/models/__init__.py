"""Everything of the website that is not a course."""

from .branding import Branding
from .files import CmsDocument, CmsImage, CmsMedia, CmsRendition
from .glossary import Term, TermTranslation
from .pages import BasePage, HomePage, StandardPage
from .sources import Source, SourceChange, SourceReading
from .version import ContentVersion

__all__ = [
    "BasePage",
    "Branding",
    "CmsDocument",
    "CmsImage",
    "CmsMedia",
    "CmsRendition",
    "ContentVersion",
    "HomePage",
    "Source",
    "SourceChange",
    "SourceReading",
    "StandardPage",
    "Term",
    "TermTranslation",
]
