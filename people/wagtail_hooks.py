"""Organisations and who works for them, in the Wagtail admin; for administrators only.

No group has permission on these models (people/roles.py), so only a superuser sees the menu.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminDateInput
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from .models import Department, EmailDomain, JobTitle, Membership, Organisation, OutboxMail, RetentionPeriod, User
from .privacy.retention import everything_kept


class DeleteUnlessUsed(generic.DeleteView):
    """Says what still stands in the way instead of failing."""

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        try:
            return super().form_valid(form)
        except ProtectedError:
            refusal = _("“%(object)s” is still in use and cannot be deleted.") % {"object": self.object}
            messages.error(self.request, refusal)
            return redirect(self.get_success_url())


class PersonField(forms.ModelChoiceField):
    """A person, chosen by e-mail address: a list of ten thousand names helps nobody."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(User.objects.all(), to_field_name="email", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The address of the person whose primary key a form of an existing membership starts with."""
        person = User.objects.filter(pk=value).first() if isinstance(value, int) else None
        return person.email if person else super().prepare_value(value)

    def to_python(self, value: Any) -> User | None:
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class DepartmentField(forms.ModelChoiceField):
    """A department, with its organisation in front."""

    def label_from_instance(self, department: Department) -> str:
        return f"{department.organisation} – {department}"


class JobTitleField(forms.ModelChoiceField):
    """A job title, with its organisation in front."""

    def label_from_instance(self, job_title: JobTitle) -> str:
        return f"{job_title.organisation} – {job_title}"


def _job_titles() -> Any:
    return JobTitle.objects.select_related("organisation").order_by("organisation__name", "name")


def _departments() -> Any:
    return Department.objects.select_related("organisation").order_by("organisation__name", "name")


class DepartmentForm(forms.ModelForm):
    parent = DepartmentField(queryset=_departments(), label=gettext_lazy("Part of"), required=False)

    class Meta:
        model = Department
        fields = ["organisation", "name", "code", "parent"]


class MembershipForm(forms.ModelForm):
    user = PersonField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("The person already has an account. HR invites people who have none."),
        error_messages={"invalid_choice": gettext_lazy("Nobody has an account with this address.")},
    )
    department = DepartmentField(queryset=_departments(), label=gettext_lazy("Department"), required=False)
    job_title = JobTitleField(queryset=_job_titles(), label=gettext_lazy("Job title"), required=False)
    manager = PersonField(label=gettext_lazy("E-mail address of the manager"), required=False)

    class Meta:
        model = Membership
        fields = [
            "user",
            "organisation",
            "department",
            "role",
            "job_title",
            "manager",
            "personnel_number",
            "started_on",
            "ended_on",
        ]
        widgets = {"started_on": AdminDateInput, "ended_on": AdminDateInput}


class PeopleViewSet(ModelViewSet):
    add_to_reference_index = False
    copy_view_enabled = False
    delete_view_class = DeleteUnlessUsed


class OrganisationViewSet(PeopleViewSet):
    model = Organisation
    icon = "home"
    form_fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]


class DepartmentViewSet(PeopleViewSet):
    model = Department
    icon = "list-ul"
    list_display = ["name", "organisation", "parent"]
    list_filter = ["organisation"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return DepartmentForm


class JobTitleViewSet(PeopleViewSet):
    model = JobTitle
    icon = "tag"
    form_fields = ["organisation", "name"]
    list_display = ["name", "organisation"]
    list_filter = ["organisation"]
    search_fields = ["name"]


class MembershipViewSet(PeopleViewSet):
    model = Membership
    icon = "group"
    list_display = ["user", "organisation", "department", "get_role_display", "started_on", "ended_on"]
    list_filter = ["organisation", "role"]
    search_fields = ["user__name", "user__email"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return MembershipForm


class EmailDomainViewSet(PeopleViewSet):
    model = EmailDomain
    icon = "mail"
    form_fields = ["organisation", "domain"]
    list_display = ["domain", "organisation"]
    list_filter = ["organisation"]
    search_fields = ["domain"]


class LookOnly(ModelPermissionPolicy):
    """Administrators may look; nobody changes anything, and nobody can be given the right to."""

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        return action == "view" and user.is_active and user.is_superuser


# Here, because Wagtail wants it before anything asks for the policy of the model.
register_permission_policy(OutboxMail, LookOnly(OutboxMail))


class OutboxMailViewSet(PeopleViewSet):
    """What became of mail, without its words and its readers; found by address when somebody asks about theirs."""

    model = OutboxMail
    icon = "mail"
    form_fields: list[str] = []
    list_display = [
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
        "attempts",
        "last_error",
        DateColumn("created_at", label=gettext_lazy("Made at"), sort_key="created_at"),
        DateColumn("sent_at", label=gettext_lazy("Sent at"), sort_key="sent_at"),
    ]
    list_filter = ["state", "kind"]
    search_fields = ["user__email", "address"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def register_admin_url_finder(self) -> None:
        """There is no page to edit a mail on."""

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()


def _periods_that_are_set() -> list[tuple[str, Any]]:
    return [(kept.key, kept.title) for kept in everything_kept() if kept.is_set]


class RetentionPeriodForm(forms.ModelForm):
    kept = forms.ChoiceField(label=gettext_lazy("What is kept"), choices=_periods_that_are_set)

    class Meta:
        model = RetentionPeriod
        fields = ["organisation", "kept", "days"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = next((kept for kept in everything_kept() if kept.key == cleaned.get("kept")), None)
        if chosen and cleaned.get("organisation") and not chosen.per_organisation:
            self.add_error("organisation", _("This has one period for everybody. Leave the organisation empty."))
        return cleaned


class RetentionPeriodViewSet(PeopleViewSet):
    """How long an organisation, or the whole platform, keeps what is not fixed by its purpose."""

    model = RetentionPeriod
    icon = "history"
    list_display = ["kept", "organisation", "days"]
    list_filter = ["organisation"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return RetentionPeriodForm


class OrganisationsGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Organisations")
    menu_icon = "group"
    menu_order = 600
    items = (
        OrganisationViewSet,
        DepartmentViewSet,
        JobTitleViewSet,
        MembershipViewSet,
        EmailDomainViewSet,
        OutboxMailViewSet,
        RetentionPeriodViewSet,
    )


@hooks.register("before_delete_user")
def erase_instead(_request: HttpRequest, user: User) -> HttpResponseBase:
    """A person is erased with all that is about them, and with a reason (people/privacy/erasure.py)."""
    return redirect("erase_person", user.pk)


@hooks.register("before_bulk_action")
def erase_one_by_one(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> HttpResponseBase | None:
    """Nobody is erased in passing, among twenty others."""
    if action_type != "delete" or not any(isinstance(each, User) for each in objects):
        return None
    messages.error(request, _("Remove people one by one: open a person and choose Delete."))
    return redirect("wagtailusers_users:index")


@hooks.register("register_admin_viewset")
def register_organisations() -> OrganisationsGroup:
    return OrganisationsGroup()
