"""All certificates of a department as one file: ask for it, see how far it is, save it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.private_files import private_file
from people.requests import SignedInRequest

from .bundles import ask, bundle_for, bundles_of
from .forms import BundleForm
from .job_views import progress_of
from .made_files import KEPT_FOR, remove
from .scope import officer_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: SignedInRequest) -> HttpResponse:
    """What was asked for, and asking for another."""
    form = BundleForm(request.POST if request.method == "POST" else None, officer_scope(request.user))
    if form.is_valid():
        ask(request.user, form.cleaned_data["organisation"], form.cleaned_data["department"])
        return redirect("hr_bundles")
    context = {
        "form": form,
        "bundles": bundles_of(request.user),
        "days": KEPT_FOR.days,
        "crumbs": [{"url": reverse("hr_overview"), "title": _("Progress of your people")}],
    }
    return render(request, "hr/bundles.html", context)


@never_cache
@require_safe
def bundle_progress(request: SignedInRequest, pk: int) -> JsonResponse:
    """How far it is, for the script on the page."""
    return progress_of(bundle_for(request.user, pk))


@require_safe
def bundle_file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The ZIP as a download."""
    bundle = bundle_for(request.user, pk)
    if not bundle.is_ready:
        messages.warning(request, _("The file is not ready yet."))
        return redirect("hr_bundles")
    name = f"{_('certificates')}-{timezone.localdate(bundle.ready_at).isoformat()}.zip"
    return private_file(request, bundle.file, name, "application/zip", back=reverse("hr_bundles"))


@require_POST
def remove_bundle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throw it away, also while it is in the making."""
    remove(bundle_for(request.user, pk))
    messages.success(request, _("The file has been removed. The certificates themselves stay."))
    return redirect("hr_bundles")
