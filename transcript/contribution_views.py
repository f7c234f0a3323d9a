"""The statement of a contribution as a file, signed in or by the link of who presented."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.pdf import MissingGlyphError, NotDrawnError
from cms.site_identity import identity_of
from guests.workplace import Workplace, by_link, for_side

from .contribution import contribution_of, draw_contribution

logger = logging.getLogger(__name__)


@require_safe
def _statement(request: HttpRequest, work: Workplace) -> HttpResponse:
    """With or without how many people were there; a page that says why when a character cannot be drawn."""
    contribution = contribution_of(work.session, work.user, with_number="zonder-aantal" not in request.GET)
    identity = identity_of(request)
    try:
        content = draw_contribution(contribution, identity.organisation or identity.name)
    except NotDrawnError as problem:
        characters = problem.characters if isinstance(problem, MissingGlyphError) else []
        if not characters:
            logger.exception("A statement of a contribution is not drawn.")
        return render(request, "transcript/no_statement.html", {"characters": characters, "work": work})
    response = HttpResponse(content, content_type="application/pdf")
    stem = _("statement")
    name = f"{stem}-{timezone.localdate(contribution.starts_at).isoformat()}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


session_statement = for_side(_statement)
presenter_statement = by_link(_statement)
