"""Who may come in: editors invite, admit and refuse in the Wagtail admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from people.perms import has_platform_role
from people.roles import PlatformRole

from . import applications, invitations
from .arrival_forms import EditorInvitationForm, RefusalForm
from .invitations import RefusedError, editor_for
from .models import GuestApplication, GuestInvitation

TITLE = gettext_lazy("Entrepreneurs coming in")
SHOWN = 50


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    context = {
        "header_icon": "group",
        "header_title": TITLE,
        "breadcrumbs_items": [{"url": "", "label": TITLE}],
        "form": EditorInvitationForm(),
        "refusal": RefusalForm(prefix="refusal"),
        "refused_pk": None,
        "applications": applications.waiting(),
        "invitations": invitations.invitations_of_editors()[:SHOWN],
    }
    return render(request, "guests/admin/arrivals.html", context | more)


@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """Applications that wait, inviting, and what became of invitations."""
    editor_for(request.user)
    return _page(request)


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    editor = editor_for(request.user)
    form = EditorInvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form)
    chosen = form.cleaned_data
    try:
        invitation = invitations.invite(
            chosen["email"],
            chosen["name"],
            editor,
            enterprise=chosen["enterprise"],
            enterprise_name=chosen["enterprise_name"],
        )
    except RefusedError as refusal:
        form.add_error("enterprise_name", str(refusal))
        return _page(request, form=form)
    _tell_of_invitation(request, invitation)
    return redirect("guest_arrivals")


def _tell_of_invitation(request: HttpRequest, invitation: GuestInvitation) -> None:
    if invitation.is_open:
        messages.success(request, _("The invitation has been sent to %(email)s.") % {"email": invitation.email})
    else:
        messages.error(
            request, _("The e-mail could not be sent. Invite %(email)s again later.") % {"email": invitation.email}
        )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    editor_for(request.user)
    if invitations.withdraw_from(invitations.invitations_of_editors(), pk):
        messages.success(request, _("The invitation has been withdrawn. Its link does nothing any more."))
    else:
        messages.info(request, _("This invitation was not open any more."))
    return redirect("guest_arrivals")


@require_POST
def admit(request: HttpRequest, pk: int) -> HttpResponse:
    editor = editor_for(request.user)
    application = applications.waiting_one(pk)
    try:
        invitation = applications.admit(application, editor)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("guest_arrivals")
    if invitation is None:
        _tell_decided_already(request)
    else:
        _tell_of_invitation(request, invitation)
    return redirect("guest_arrivals")


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    editor = editor_for(request.user)
    application: GuestApplication = applications.waiting_one(pk)
    form = RefusalForm(request.POST, prefix="refusal")
    if not form.is_valid():
        return _page(request, refusal=form, refused_pk=pk)
    if applications.refuse(application, editor, form.cleaned_data["reason"]):
        messages.success(request, _("The applicant gets your reason by e-mail."))
    else:
        _tell_decided_already(request)
    return redirect("guest_arrivals")


def _tell_decided_already(request: HttpRequest) -> None:
    messages.info(request, _("Another editor decided on this application a moment ago."))


class ArrivalsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_platform_role(request.user, PlatformRole.EDITOR)


@hooks.register("register_admin_menu_item")
def register_arrivals() -> MenuItem:
    label = gettext_lazy("Entrepreneurs")
    return ArrivalsMenuItem(label, reverse("guest_arrivals"), name="guest-arrivals", icon_name="group", order=305)


@hooks.register("register_admin_urls")
def arrival_urls() -> list[URLPattern]:
    return [
        path("ondernemers/", arrivals, name="guest_arrivals"),
        path("ondernemers/uitnodigen/", invite, name="guest_invite"),
        path("ondernemers/uitnodiging/<int:pk>/intrekken/", withdraw, name="guest_invitation_withdraw"),
        path("ondernemers/aanmelding/<int:pk>/toelaten/", admit, name="guest_application_admit"),
        path("ondernemers/aanmelding/<int:pk>/weigeren/", refuse, name="guest_application_refuse"),
    ]
