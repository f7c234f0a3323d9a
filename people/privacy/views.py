"""Reading and taking along what is kept about oneself, and being erased; and the audit log."""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import AuditEntry, User
from people.private_files import guarded
from people.requests import SignedInRequest

from . import audit
from .erasure import How, StillNeededError, erase, obstacles_for, what_stays
from .forms import EraseForm, EraseMeForm, LogFilter
from .own_data import Files, archive, collect

LINES_PER_PAGE = 50


@never_cache
@require_safe
def own_data(request: SignedInRequest) -> HttpResponse:
    """What is kept, why and how long, by table, with how many rows there are; all of it is in the file."""
    sections = collect(request.user, Files())
    return render(request, "people/privacy/own_data_page.html", {"sections": sections, "crumbs": _crumbs()})


@never_cache
@require_POST
def own_data_file(request: SignedInRequest) -> HttpResponseBase:
    """Everything as one file; whoever walks by a screen that was left open does not get it."""
    if back := _must_sign_in_again(request, "own_data"):
        return back
    stored = archive(request.user)
    audit.record(AuditEntry.Action.OWN_DATA, person=request.user)
    subject = _("my-data")
    name = f"{subject}-{timezone.localdate().isoformat()}.zip"
    return guarded(FileResponse(stored, as_attachment=True, filename=name, content_type="application/zip"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: SignedInRequest) -> HttpResponse:
    """Says what goes and what stays, and why; POST does it."""
    form = EraseMeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if back := _must_sign_in_again(request, "erase_me"):
            return back
        if _erased(request, request.user, How.REQUEST, ""):
            # Not by signing out, which is written down of somebody who is there.
            request.session.flush()
            return redirect("erased")
    context = {"form": form, "obstacles": obstacles_for(request.user), "stays": what_stays(), "crumbs": _crumbs()}
    return render(request, "people/privacy/erase_me.html", context)


@login_not_required
@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "people/privacy/erased.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """For administrators; anybody else learns nothing about whether there is such a person."""
    if not request.user.is_superuser:
        raise Http404
    person = get_object_or_404(User, pk=pk)
    form = EraseForm(request.POST if request.method == "POST" else None, person)
    if form.is_valid() and _erased(request, person, How.ADMINISTRATOR, form.cleaned_data["reason"]):
        messages.success(request, _("The person has been removed."))
        return redirect("audit_log")
    context = {"form": form, "person": person, "obstacles": obstacles_for(person), "stays": what_stays()}
    return render(request, "people/privacy/erase_person.html", context)


@never_cache
@require_safe
def audit_log(request: SignedInRequest) -> HttpResponse:
    """For administrators and the privacy officer; reading it is written down as well, once a day."""
    if not request.user.has_perm("people.view_auditentry"):
        raise PermissionDenied
    form = LogFilter(request.GET)
    lines = AuditEntry.objects.select_related("by", "person")
    if form.is_valid():
        if action := form.cleaned_data["wat"]:
            lines = lines.filter(action=action)
        if address := form.cleaned_data["wie"].strip():
            lines = lines.filter(Q(by__email__iexact=address) | Q(person__email__iexact=address))
    _note_reading(request.user)
    filters = request.GET.copy()
    filters.pop("pagina", None)
    page = Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("pagina"))
    return render(
        request, "people/privacy/audit_log.html", {"form": form, "page": page, "query_string": filters.urlencode()}
    )


def _note_reading(user: User) -> None:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if not AuditEntry.objects.filter(action=AuditEntry.Action.LOG_READ, by=user, at__gte=today).exists():
        audit.record(AuditEntry.Action.LOG_READ, by=user)


def _erased(request: HttpRequest, person: User, how: How, reason: str) -> bool:
    """False when it could not be done; the page says why."""
    by = request.user if isinstance(request.user, User) else None
    try:
        erase(person, how, by, reason)
    except StillNeededError:
        return False
    except OSError:
        audit.logger.exception("The journal of erasures cannot be written; nobody was erased.")
        messages.error(request, _("Removing did not work, and nothing was removed. Tell the manager of this website."))
        return False
    return True


def _must_sign_in_again(request: SignedInRequest, back: str) -> HttpResponse | None:
    """Sends whoever signed in a while ago to prove that it is still them; None for who just did, or cannot."""
    at_once = [record["at"] for record in get_authentication_records(request, request.user) if "at" in record]
    if at_once and time.time() - max(at_once) < app_settings.REAUTHENTICATION_TIMEOUT:
        return None
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:
        return None
    messages.info(request, _("First show that it is you. Then press the button again."))
    return redirect(f"{ways[0]['url']}?{urlencode({'next': reverse(back)})}")


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("my_details"), "title": _("Your details")}]
