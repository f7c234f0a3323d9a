"""Questions in and out, in the Wagtail admin: choose a file, look at what is in it, import it; or export."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from quizzes.models import Question

from .dump import entries_of
from .entries import UnusableFileError
from .formats import EXPORTS
from .forms import ExportForm, ImportForm
from .load import Plan, load, plan_import
from .upload import Upload, forget, keep, kept

# As many new questions are listed before they are imported; the number tells of the rest.
LISTED = 100


@require_http_methods(["GET", "POST"])
def question_exchange(request: HttpRequest) -> HttpResponse:
    """Asks for a file to import, or what to export. Keeps a file that can be read, and writes no question."""
    _check_permission(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        keep(
            request.session,
            chosen["file"].name,
            form.content,
            chosen["kind"],
            form.defaults,
            windows=form.is_windows,
        )
        return redirect("question_import")
    context = {"form": form, "export_form": ExportForm()}
    return _page(request, "quizzes/exchange/exchange.html", _("Questions in and out"), context)


@require_http_methods(["GET", "POST"])
def question_import(request: HttpRequest) -> HttpResponse:
    """Shows what importing the chosen file will do; a POST does it."""
    _check_permission(request)
    upload = kept(request.session)
    if upload is None:
        messages.error(request, _("The file is no longer here. Choose it again."))
        return redirect("question_exchange")
    try:
        plan = plan_import(upload.read(), upload.defaults)
    except (UnusableFileError, OSError):
        forget(request.session)
        messages.error(request, _("The file can no longer be read. Choose it again."))
        return redirect("question_exchange")
    if request.method == "POST":
        return _import(request, upload, plan)
    context = {
        "upload": upload,
        "plan": plan,
        "summary": _summary(plan),
        "listed": plan.new[:LISTED],
        "more": max(0, len(plan.new) - LISTED),
    }
    return _page(request, "quizzes/exchange/preview.html", _("Look before you import"), context)


def _import(request: HttpRequest, upload: Upload, plan: Plan) -> HttpResponseRedirect:
    """Imports what was shown: another file that was chosen since, in another tab, is not."""
    if request.POST.get("mark") != upload.mark:
        messages.error(request, _("You have chosen another file since. Look at this one first."))
        return redirect("question_import")
    questions = load(plan, request.user)
    forget(request.session)
    told = ngettext(
        "%(number)s question was added as a draft. Look at it and publish it.",
        "%(number)s questions were added as drafts. Look at them and publish them.",
        len(questions),
    )
    messages.success(request, told % {"number": len(questions)})
    return redirect(f"{_bank()}?live=false")


@require_GET
def question_export(request: HttpRequest) -> HttpResponse:
    """What the file will not say; with `download` the file itself."""
    _check_permission(request)
    form = ExportForm(request.GET)
    if not form.is_valid():
        context = {"form": ImportForm(), "export_form": form}
        return _page(request, "quizzes/exchange/exchange.html", _("Questions in and out"), context)
    kind = form.cleaned_data["kind"]
    entries, remarks = entries_of(form.questions())
    writer = EXPORTS[kind].write
    written = writer(entries) if writer else None
    if written and "download" in request.GET:
        return _file(kind, written.text)
    shown: dict[str, Any] = {
        "kind": EXPORTS[kind].label,
        "count": len(entries),
        "remarks": [*remarks, *(written.remarks if written else [])],
        "download": _with_download(request.GET),
    }
    return _page(request, "quizzes/exchange/export.html", _("Export questions"), shown)


def _with_download(query: QueryDict) -> str:
    asked = query.copy()
    asked["download"] = "1"
    return f"?{asked.urlencode()}"


def _file(kind: str, text: str) -> HttpResponse:
    each = EXPORTS[kind]
    name = f"vragen-{timezone.localdate():%Y-%m-%d}{each.endings[0]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=each.content_type, headers=headers)


def _summary(plan: Plan) -> str:
    """“12 new, 2 exist already, 1 with an error.”"""
    new, existing, wrong = len(plan.new), len(plan.existing), len(plan.problems)
    parts = [ngettext("%(number)s new question", "%(number)s new questions", new) % {"number": new}]
    if existing:
        parts.append(
            ngettext("%(number)s exists already", "%(number)s exist already", existing) % {"number": existing}
        )
    if wrong:
        parts.append(ngettext("%(number)s with an error", "%(number)s with an error", wrong) % {"number": wrong})
    return ", ".join(parts)


def _check_permission(request: HttpRequest) -> None:
    if not request.user.has_perm("quizzes.add_question"):
        raise PermissionDenied


def _bank() -> str:
    address: str = reverse(Question.snippet_viewset.get_url_name("list"))
    return address


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> TemplateResponse:
    """One of Wagtail's own pages, with the way back to the question bank."""
    own = {
        "header_title": title,
        "page_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": _bank(), "label": _("Question bank")},
            {"url": reverse("question_exchange"), "label": title},
        ],
    }
    return TemplateResponse(request, template, own | context)
