"""The days on which nobody is reminded: see, add and remove them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.requests import SignedInRequest

from .assignment_forms import QuietDayForm
from .models import QuietDay
from .quiet_days import add_holidays, quiet_day_for, quiet_days_of
from .scope import officer_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiet_days(request: SignedInRequest) -> HttpResponse:
    """The days that are still to come, and adding one."""
    sent = request.POST if request.method == "POST" else None
    form = QuietDayForm(sent, officer_scope(request.user).in_organisations())
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("organisation", "day")}
        QuietDay.objects.get_or_create(**chosen, defaults={"name": form.cleaned_data["name"]})
        messages.success(request, _("The day has been added."))
        return redirect("hr_quiet_days")
    year = timezone.localdate().year
    context = {
        "form": form,
        "days": quiet_days_of(request.user),
        "organisations": form.organisations,
        "years": (year, year + 1),
        "crumbs": [
            {"url": reverse("hr_overview"), "title": _("Progress of your people")},
            {"url": reverse("hr_assignments"), "title": _("Assignments")},
        ],
    }
    return render(request, "hr/quiet_days.html", context)


@require_POST
def holidays(request: SignedInRequest) -> HttpResponse:
    """Add the public holidays of this and the next year to each of the own organisations."""
    organisations = officer_scope(request.user).in_organisations()
    count = sum(add_holidays(organisation) for organisation in organisations)
    said = ngettext("%(count)d day has been added.", "%(count)d days have been added.", count) % {"count": count}
    messages.success(request, said if count else _("All public holidays are in the list already."))
    return redirect("hr_quiet_days")


@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """On that day people are reminded again."""
    quiet_day_for(request.user, pk).delete()
    messages.success(request, _("The day has been removed."))
    return redirect("hr_quiet_days")
