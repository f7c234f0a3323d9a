"""Profiles of enterprises: written in the studio, read by everybody."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.requests import SignedInRequest

from . import profiles
from .profile_forms import ProfileForm, SearchForm

ON_A_PAGE = 24


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the own enterprise tells about itself."""
    enterprise = profiles.own_enterprise(request.user, pk)
    # A copy: a refused form must not change what the page shows of the enterprise.
    copy = profiles.own_enterprise(request.user, pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=copy)
    version = request.POST.get("version", "") or profiles.version_of(enterprise)
    newer = None
    if request.method == "POST" and form.is_valid():
        try:
            profiles.save(enterprise, form.cleaned_data, request.user, request.POST.get("version", ""))
        except profiles.NewerProfile as changed:
            newer = changed.enterprise
            version = profiles.version_of(newer)
        except profiles.PictureOfFieldRefusedError as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Your profile has been saved."))
            return redirect("studio_profile", pk)
    context = {
        "form": form,
        "enterprise": enterprise,
        "version": version,
        "newer": newer,
        "pictures_lost": bool(request.FILES),
    }
    return render(request, "guests/studio/profile.html", context)


@login_not_required
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The admitted ones, by name, with what readers look for."""
    form = SearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = profiles.found(asked.get("q", ""), asked.get("sector", ""), asked.get("region", ""), asked.get("sdg"))
    filters = request.GET.copy()
    filters.pop("pagina", None)
    context = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "is_filtered": any(asked.values()),
        "query_string": filters.urlencode(),
    }
    return render(request, "guests/enterprises.html", context)


@login_not_required
@require_safe
def enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    """The profile, with what the enterprise tells in the library."""
    shown = profiles.enterprise_for(request.user, slug)
    context = {"enterprise": shown, "cases": profiles.published_cases(shown, request.user)}
    return render(request, "guests/enterprise.html", context)
