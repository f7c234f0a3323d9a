"""What an editor sees of a design before anyone has a certificate: the paper itself, with example words."""

import base64
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.models import CmsImage

from .certificate_page import draw_pdf
from .designs import as_printed, read
from .models import Certificate, CertificateDesign
from .pdf import NotDrawnError
from .pictures import fingerprint, picture_of_page

_CODE = "0" * 26


def preview_context(design: CertificateDesign, with_long_words: bool) -> dict[str, Any]:
    """The drawn page as a data: address of a picture, or what stands in its way. Writes nothing."""
    contents: dict[str, bytes] = {}

    def remember(image: CmsImage) -> str:
        content = read(image)
        name = fingerprint(content) if content else ""
        contents[name] = content
        return name

    try:
        look = as_printed(design, remember)
        certificate = _example(design.language or settings.LANGUAGE_CODE, with_long_words)
        certificate.design = look
        picture = picture_of_page(draw_pdf(certificate, contents))
    except (NotDrawnError, ValueError) as problem:
        return {"design": design, "problem": str(problem)}
    return {"design": design, "picture": f"data:image/png;base64,{base64.b64encode(picture).decode()}"}


def _example(language: str, with_long_words: bool) -> Certificate:
    """A certificate that nobody has, as full as they get when `with_long_words`."""
    times = 3 if with_long_words else 1
    today = timezone.localdate()
    with translation.override(language):
        return Certificate(
            code=_CODE,
            holder_name=" ".join(["Şükrü Ő. van ’t Łoś-Ćuković"] * times),
            is_of_path=False,
            course_title=" – ".join([_("An example of a course")] * times),
            course_key=UUID(int=0),
            study_minutes=130,
            goals=[_("explain what the law says about reserved contracts")] * 2 * times,
            result=Certificate.Result.PASSED,
            sdgs=list(range(1, 18)) if with_long_words else [8, 12],
            presenters=["Hanneke Vos (GroenWerkers Rivierdam)"] * times,
            issuer_name=settings.WAGTAIL_SITE_NAME,
            language=language,
            completed_on=today,
            valid_until=date(today.year + 2, today.month, 1),
        )
