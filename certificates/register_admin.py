"""The register in the Wagtail admin: looked at, never edited; a certificate is issued again or revoked with a reason.

For administrators only (docs/decisions/0033-the-holder-reads-why.md).
"""

from typing import Any, cast

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from cms.written_text import WrittenText
from people.models import User
from people.wagtail_hooks import LookOnly

from .codes import canonical_code
from .issue import NotValidError, counting_now, reissue, revoke
from .models import Certificate
from .pdf import missing_glyphs
from .perms import certificate_to_manage
from .printable import printable

# Here, because Wagtail wants it before anything asks for the policy of the model.
register_permission_policy(Certificate, LookOnly(Certificate))


class ReasonField(WrittenText):
    """Why somebody does something to a certificate of someone else."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            help_text=gettext_lazy(
                "The holder reads this in a mail. It also stays in the register. Others who check the certificate"
                " do not see it."
            ),
            error_messages={"required": gettext_lazy("Write why, in one sentence.")},
            max_length=2000,
        )


class ReissueForm(forms.Form):
    """A name that differs from the one on the certificate, in characters that our fonts have."""

    holder_name = forms.CharField(
        label=gettext_lazy("Name on the new certificate"),
        help_text=gettext_lazy(
            "Correct the name in the account as well, otherwise the next certificate has the old name again."
        ),
        error_messages={"required": gettext_lazy("Fill in the name as it must stand on the certificate.")},
        max_length=150,
    )
    reason = ReasonField(label=gettext_lazy("Why is it issued again?"))

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.certificate = certificate
        self.fields["holder_name"].initial = certificate.holder_name

    def clean_holder_name(self) -> str:
        name = printable(self.cleaned_data["holder_name"])
        if not name:
            raise ValidationError(self.fields["holder_name"].error_messages["required"])
        if name == self.certificate.holder_name:
            raise ValidationError(_("This is the name that is on the certificate now. Fill in the corrected name."))
        if missing := missing_glyphs(name):
            raise ValidationError(
                _("We cannot print this: %(characters)s. Use another spelling of the name.")
                % {"characters": " ".join(sorted(missing))}
            )
        return name


class RevokeForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of revocation"),
        help_text=gettext_lazy("Everyone who checks the certificate reads this, with the date."),
        error_messages={"required": gettext_lazy("Choose the kind of revocation.")},
        choices=Certificate.RevocationKind.choices,
        widget=forms.RadioSelect,
    )
    reason = ReasonField(label=gettext_lazy("Why is it revoked?"))


def _page_of(certificate: Certificate) -> str:
    return reverse("certificate_register:inspect", args=[certificate.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def reissue_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the name and the reason; on POST the act itself."""
    certificate = certificate_to_manage(request.user, pk)
    if certificate.status != Certificate.Status.VALID:
        return _ended_before(request, certificate)
    form = ReissueForm(request.POST or None, certificate=certificate)
    if request.method == "POST" and form.is_valid():
        words, by = form.cleaned_data, cast("User", request.user)
        try:
            replacement = reissue(certificate, words["holder_name"], words["reason"], by)
        except NotValidError as ended:
            return _ended_before(request, ended.certificate)
        messages.success(request, _("Issued again. This is the certificate that counts now."))
        return redirect(_page_of(replacement))
    return _confirmation(request, certificate, form, "certificates/admin/reissue.html", _("Issue again"))


@require_http_methods(["GET", "HEAD", "POST"])
def revoke_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the kind and the reason; on POST the act itself."""
    certificate = certificate_to_manage(request.user, pk)
    if certificate.status != Certificate.Status.VALID:
        return _ended_before(request, certificate)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words, by = form.cleaned_data, cast("User", request.user)
        try:
            revoked = revoke(certificate, Certificate.RevocationKind(words["kind"]), words["reason"], by)
        except NotValidError as ended:
            return _ended_before(request, ended.certificate)
        messages.success(request, _("The certificate is revoked. The verification page says so from now on."))
        return redirect(_page_of(revoked))
    return _confirmation(request, certificate, form, "certificates/admin/revoke.html", _("Revoke"))


def _ended_before(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    """A second click, or a colleague was first: nothing is done again, and one sees what is so now."""
    if certificate.is_replaced:
        messages.warning(request, _("This certificate was issued again already. You see the one that counts now."))
    else:
        messages.warning(request, _("This certificate was revoked already. Nothing has changed."))
    return redirect(_page_of(counting_now(certificate)))


def _confirmation(
    request: HttpRequest, certificate: Certificate, form: forms.Form, template: str, title: str
) -> HttpResponse:
    context = {
        "certificate": certificate,
        "form": form,
        "back": _page_of(certificate),
        "header_icon": "success",
        "page_title": title,
    }
    return render(request, template, context)


class RegisterIndexView(generic.IndexView):
    """A code is also found as it stands on paper, with its hyphens."""

    def search_queryset(self, queryset: QuerySet[Certificate]) -> QuerySet[Certificate]:
        if self.is_searching and (code := canonical_code(self.search_query)):
            return queryset.filter(code=code)
        found: QuerySet[Certificate] = super().search_queryset(queryset)
        return found


class RegisterInspectView(generic.InspectView):
    """All frozen words, what was done to it, and what can be done."""

    template_name = "certificates/admin/inspect.html"
    page_title = gettext_lazy("Certificate")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return []

    def get_field_label(self, field_name: str, field: Any) -> str:
        label: str = super().get_field_label(field_name, field)
        return _("Study time") if field_name == "study_minutes" else label

    def get_goals_display_value(self) -> str:
        return "; ".join(self.object.goals)

    def get_presenters_display_value(self) -> str:
        return "; ".join(self.object.presenters)

    def get_sdgs_display_value(self) -> str:
        return "; ".join(f"{goal.number}. {goal.name}" for goal in self.object.sustainable_goals)

    def get_study_minutes_display_value(self) -> str:
        return str(self.object.study_time)

    def get_code_display_value(self) -> str:
        return str(self.object.grouped_code)

    def get_completed_on_display_value(self) -> str:
        return date_format(self.object.completed_on)

    def get_valid_until_display_value(self) -> str:
        return date_format(self.object.valid_until) if self.object.valid_until else _("without end")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "certificate": self.object,
            "events": self.object.events.select_related("by"),
            "is_valid": self.object.status == Certificate.Status.VALID,
            "replacement": Certificate.objects.filter(replaces=self.object).first(),
        }


def _state(certificate: Certificate) -> str:
    """The status in words, and of a valid one whether it has expired."""
    is_expired = certificate.status == Certificate.Status.VALID and certificate.expired_since
    return _("Expired") if is_expired else str(certificate.get_status_display())


def _finished_on(certificate: Certificate) -> str:
    """The day itself: Wagtail's own column says how long ago it is."""
    return date_format(certificate.completed_on)


class CertificateViewSet(ModelViewSet):
    """Nothing is added, changed or deleted here; and no group has permission on it (people/roles.py)."""

    model = Certificate
    name = "certificate_register"
    url_prefix = "certificaten"
    menu_label = gettext_lazy("Certificates")
    menu_order = 610
    add_to_admin_menu = True
    icon = "success"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = RegisterIndexView
    inspect_view_class = RegisterInspectView
    form_fields: list[str] = []
    list_display = [
        "holder_name",
        "course_title",
        Column("status", label=gettext_lazy("Status"), accessor=_state, sort_key="status"),
        Column("completed_on", label=gettext_lazy("Finished on"), accessor=_finished_on, sort_key="completed_on"),
        Column("grouped_code", label=gettext_lazy("Code")),
    ]
    list_filter = ["status", "result", "is_of_path"]
    search_fields = ["holder_name", "code", "course_title"]
    list_per_page = 50
    inspect_view_fields = [
        "holder_name",
        "course_title",
        "code",
        "completed_on",
        "valid_until",
        "result",
        "study_minutes",
        "goals",
        "sdgs",
        "presenters",
        "issuer_name",
        "language",
        "issued_at",
        "course_revision_id",
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/opnieuw-uitgeven/", reissue_certificate, name="reissue"),
            path("<int:pk>/intrekken/", revoke_certificate, name="revoke"),
        ]

    def register_admin_url_finder(self) -> None:
        """There is no page to edit a certificate on."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()
