"""One's own transcript in three forms, and one's own evidence."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.pdf import MissingGlyphError, NotDrawnError
from cms.site_identity import identity_of
from people.requests import SignedInRequest

from . import evidence as handing_in
from .forms import EvidenceForm
from .machine_readable import as_data
from .private_files import evidence_file
from .record import transcript_of
from .transcript_page import draw_transcript

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def transcript(request: SignedInRequest) -> HttpResponse:
    """Everything one has learned, to read and to print."""
    return render(request, "transcript/transcript.html", {"transcript": transcript_of(request.user)})


@never_cache
@require_safe
def transcript_pdf(request: SignedInRequest) -> HttpResponse:
    """The same as a file; a page that says why when a character cannot be drawn."""
    try:
        content = draw_transcript(transcript_of(request.user), _issuer(request))
    except MissingGlyphError as missing:
        return render(request, "transcript/no_pdf.html", {"characters": missing.characters})
    except NotDrawnError:
        logger.exception("A transcript is not drawn.")
        return render(request, "transcript/no_pdf.html", {"characters": []})
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, _file_name("pdf"))
    return response


@never_cache
@require_safe
def transcript_json(request: SignedInRequest) -> HttpResponse:
    """The same for other software (docs/transcript-format.md)."""
    data = as_data(transcript_of(request.user))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = content_disposition_header(True, _file_name("json"))
    return response


def _issuer(request: HttpRequest) -> str:
    """The municipality whose site this is, or the platform itself."""
    identity = identity_of(request)
    return identity.organisation or identity.name


def _file_name(extension: str) -> str:
    return f"{_('transcript')}-{timezone.localdate().isoformat()}.{extension}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: SignedInRequest) -> HttpResponse:
    """Hand in what was learned elsewhere."""
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_valid():
        try:
            evidence, is_new = handing_in.hand_in(request.user, **form.details)
        except handing_in.TooManyError:
            said = _("You have handed in %(most)d pieces of evidence. Withdraw one that you no longer need.")
            form.add_error(None, said % {"most": handing_in.MOST_PER_PERSON})
        except handing_in.NotKeptError:
            form.add_error(
                "paper", _("The file could not be kept; nothing has been handed in. Please try again later.")
            )
        else:
            said = _("Handed in. It is on your transcript.") if is_new else _("You have handed this in already.")
            messages.success(request, said)
            return redirect("evidence", evidence.pk)
    return render(request, "transcript/evidence_new.html", {"form": form})


@never_cache
@require_safe
def evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """One piece of one's own evidence and what HR said of it."""
    own = handing_in.evidence_for(request.user, pk)
    return render(request, "transcript/evidence.html", {"evidence": own})


@require_safe
def own_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file one handed in."""
    own = handing_in.evidence_for(request.user, pk)
    return evidence_file(request, own, back=reverse("evidence", args=[own.pk]))


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take evidence back; it is gone then, with its file."""
    handing_in.withdraw(request.user, pk)
    messages.success(request, _("Withdrawn. The file has been removed."))
    return redirect("transcript")
