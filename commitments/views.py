"""Own intentions: make, change, look back, tell how it went. Every write is a POST."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.outline import kept_outline
from people.requests import SignedInRequest

from . import intentions
from .forms import IntentionForm, ReportForm
from .intentions import Place


@never_cache
@require_safe
def my_intentions(request: SignedInRequest) -> HttpResponse:
    """Everything one intended, to look back on."""
    return render(request, "commitments/my_intentions.html", {"intentions": intentions.intentions_of(request.user)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intention(request: SignedInRequest, module_id: int) -> HttpResponse:
    """The intention of one module: a page to write it on, which the last step of the module also posts to."""
    place = intentions.place_for(request.user, module_id)
    form = IntentionForm(request.POST if request.method == "POST" else None, place.intention)
    if form.is_valid():
        try:
            intentions.keep(place, form.cleaned_data["text"], form.cleaned_data["planned_for"])
        except intentions.RefusedError as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, _("Your intention has been kept."))
            return redirect(_where_to_go_on(place))
    return render(request, "commitments/intention.html", {"place": place, "form": form})


def _where_to_go_on(place: Place) -> str:
    """Who made one goes on with the module; who changed one came from the list."""
    modules = kept_outline(place.course.pk).modules
    steps = [step for module in modules if module.pk == place.module.pk for step in module.steps]
    return "my_intentions" if place.intention or not steps else f"{steps[-1].url}#voornemen"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SignedInRequest, intention_id: int) -> HttpResponse:
    """Tell how it went; the mail leads here."""
    own = intentions.intention_for(request.user, intention_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        intentions.report(own, form.cleaned_data["outcome"], form.cleaned_data["remark"])
        messages.success(request, _("Thank you, your answer has been kept."))
        return redirect("my_intentions")
    return render(request, "commitments/report.html", {"intention": own, "reports": own.reports.all(), "form": form})


@require_POST
def remove(request: SignedInRequest, intention_id: int) -> HttpResponse:
    """Remove an intention with everything told about it."""
    intentions.remove(intentions.intention_for(request.user, intention_id))
    messages.success(request, _("Your intention has been removed."))
    return redirect("my_intentions")
