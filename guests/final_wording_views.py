"""The page on which an author approves the final wording, by a link without an account or signed in."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.written_text import WrittenText
from people.requests import SignedInRequest

from . import final_wording as rule
from .models import LONGEST_REMARK, FinalWording


class RemarkForm(forms.Form):
    """Why the author does not agree."""

    remark = WrittenText(
        label=_("What should be different?"),
        help_text=_("Only if you send it back. The editors read this."),
        error_messages={"required": _("Write what should be different, so that the editors can help you.")},
    )
    use_required_attribute = False

    def clean_remark(self) -> str:
        remark: str = self.cleaned_data["remark"]
        if len(remark) > LONGEST_REMARK:
            raise forms.ValidationError(
                _("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s."),
                params={"limit_value": LONGEST_REMARK, "show_value": len(remark)},
            )
        return remark


# The secret in the link proves who it is; people from outside may have no account that still works.
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def final_wording(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in the mail."""
    wording = rule.find(token)
    if wording is None:
        return _page(request, "guests/final_wording/gone.html", {}, status=404)
    return _answer(request, wording, by_link=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def studio_final_wording(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same for who signed in, whose link is lost or too old."""
    wording = rule.wording_for_author(request.user, pk)
    if wording is None:
        if request.method == "POST":
            return redirect("studio_case", pk)
        raise Http404
    return _answer(request, wording, by_link=False)


def _answer(request: HttpRequest, wording: FinalWording, *, by_link: bool) -> HttpResponse:
    standing = rule.standing_of(wording, by_link=by_link)
    if standing != rule.Standing.OPEN:
        return _closed(request, wording, standing)
    sends_back = request.POST.get("action") == "send_back"
    form = RemarkForm(request.POST if sends_back else None)
    try:
        if sends_back and form.is_valid():
            rule.send_back(wording, form.cleaned_data["remark"], by_link=by_link)
            return redirect(request.path) if by_link else redirect("studio_case", wording.case_id)
        if request.POST.get("action") == "approve":
            rule.approve(wording, by_link=by_link)
            return redirect(request.path) if by_link else redirect("studio_case", wording.case_id)
    except rule.Closed as closed:
        wording.refresh_from_db()
        return _closed(request, wording, closed.standing)
    context = {"case": rule.text_of(wording), "form": form, "wording": wording}
    return _page(request, "guests/final_wording/answer.html", context)


def _closed(request: HttpRequest, wording: FinalWording, standing: rule.Standing) -> HttpResponse:
    context = {"case": wording.case, "standing": standing, "title": rule.text_of(wording).title}
    # 410: it was there, and it does not come back.
    gone = standing in (rule.Standing.EXPIRED, rule.Standing.CHANGED)
    return _page(request, "guests/final_wording/closed.html", context, status=410 if gone else 200)


def _page(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    # The address is the secret, for no other site. "no-referrer" would hide from us too that the answer is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
