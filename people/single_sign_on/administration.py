"""How an administrator sets up the sign-on of an organisation, in the Wagtail admin."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList

from people.models import Department, IdentityProvider, Organisation

Kind = IdentityProvider.Kind
# Microsoft's own tenant for private accounts: everybody in the world is in it.
_PRIVATE_ACCOUNTS = UUID("9188040d-6c67-4c5b-b112-36a304b66dad")
_MICROSOFT = ("login.microsoftonline.com", "sts.windows.net", "login.windows.net")
# What is longer does not fit in what is kept of people (allauth's SocialAccount).
_LONGEST_ISSUER = 200


class ClaimRuleForm(WagtailAdminModelForm):
    """Departments have their organisation in front: several may have the same name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.select_related("organisation").order_by("organisation__name", "name")
        field = self.fields["department"]
        field.queryset = departments
        field.label_from_instance = lambda department: f"{department.organisation} – {department}"


class IdentityProviderForm(WagtailAdminModelForm):
    """Wants what the kind needs once people may use it; until then it may be half filled in."""

    secret = forms.CharField(
        label=gettext_lazy("Client secret"),
        max_length=1_000,
        required=False,
        # Never shown again, and no browser offers to keep it.
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Kept encrypted and never shown again. Leave it empty to keep the one that is there."),
    )

    def clean_tenant(self) -> str:
        tenant: str = self.cleaned_data["tenant"].strip().lower()
        if not tenant:
            return ""
        try:
            found = UUID(tenant)
        except ValueError:
            raise ValidationError(
                _(
                    "Fill in the directory (tenant) ID of the organisation, as in "
                    "12345678-90ab-cdef-1234-567890abcdef. With “common” or “organizations” everybody with a "
                    "Microsoft account could sign in."
                )
            ) from None
        if found == _PRIVATE_ACCOUNTS:
            raise ValidationError(_("This is the directory of private accounts. Fill in that of the organisation."))
        return str(found)

    def clean_server_url(self) -> str:
        # An issuer is compared letter by letter: a slash at the end may belong to it.
        server_url: str = self.cleaned_data["server_url"].strip().removesuffix("/.well-known/openid-configuration")
        if not server_url:
            return ""
        if urlsplit(server_url).scheme != "https":
            raise ValidationError(_("The address of the provider must begin with https://."))
        if urlsplit(server_url).hostname in _MICROSOFT:
            raise ValidationError(_("This is Microsoft Entra ID. Choose that kind, and fill in the tenant."))
        return server_url

    def clean_metadata(self) -> str:
        metadata: str = self.cleaned_data["metadata"].strip()
        if metadata:
            _check_metadata(metadata)
        return metadata

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("is_on"):
            self._want_all(data)
        self._want_own_departments(data.get("organisation"))
        return data

    def _want_own_departments(self, organisation: Organisation | None) -> None:
        for rule in self.formsets["rules"].forms:
            department = rule.cleaned_data.get("department") if rule.is_valid() else None
            if organisation and department and department.organisation_id != organisation.pk:
                rule.add_error("department", _("Choose a department of the same organisation."))

    def _want_all(self, data: dict[str, Any]) -> None:
        wanted: dict[str, tuple[str, ...]] = {
            Kind.ENTRA: ("tenant", "client_id"),
            Kind.OPENID_CONNECT: ("server_url", "client_id"),
            Kind.SAML: ("metadata", "checks_addresses"),
        }
        for name in wanted.get(data.get("kind", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed before people may sign in with it."))
        organisation = data.get("organisation")
        if organisation and not organisation.email_domains.exists():
            self.add_error(
                "is_on", _("First enter an e-mail domain of the organisation: only those addresses get an account.")
            )

    def save(self, commit: bool = True) -> Any:
        if self.cleaned_data["secret"]:
            self.instance.secret = self.cleaned_data["secret"]
        return super().save(commit)


def _check_metadata(metadata: str) -> None:
    """Raises ValidationError."""
    # Loaded with the first provider that speaks it, see urls.py.
    from .saml import provider_settings

    found = provider_settings(metadata)
    idp = found.get("idp", {})
    address = idp.get("singleSignOnService", {}).get("url", "")
    if not idp.get("entityId") or not (idp.get("x509cert") or idp.get("x509certMulti", {}).get("signing")):
        raise ValidationError(_("This is not the metadata of a provider: a name or a certificate is missing."))
    if urlsplit(address).scheme != "https":
        raise ValidationError(_("The metadata names no sign-in page (HTTP redirect) that begins with https://."))
    if len(idp["entityId"]) > _LONGEST_ISSUER:
        raise ValidationError(_("The name of the provider (entityID) is longer than 200 characters."))
    if found.get("security", {}).get("authnRequestsSigned"):
        raise ValidationError(
            _("The provider wants signed requests, which this platform does not send. Turn that off at the provider.")
        )


class AddressesPanel(HelpPanel):
    """What has to be entered at the provider."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            slug = self.instance.organisation.slug if self.instance.organisation_id else ""
            return context | {"addresses": _addresses(slug) if slug else [], "instance": self.instance}


def _addresses(slug: str) -> list[tuple[str, str]]:
    """What each is for, and the address."""
    names = [
        (_("OpenID Connect and Entra ID: redirect URI"), "single_sign_on_openid_connect"),
        (_("SAML: reply address (assertion consumer service)"), "single_sign_on_saml"),
        (_("SAML: entity ID, and our metadata"), "single_sign_on_metadata"),
        (_("Link for your own intranet"), "single_sign_on_start"),
    ]
    return [(label, settings.BASE_URL + reverse(name, args=[slug])) for label, name in names]


class RulesPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"]["rules"]["form"] = ClaimRuleForm
        return options


_PANELS = [
    FieldPanel("organisation"),
    FieldPanel("kind"),
    FieldPanel("is_on"),
    AddressesPanel(template="people/admin/sign_on_addresses.html", heading=gettext_lazy("To enter at the provider")),
    MultiFieldPanel([FieldPanel("tenant")], heading=gettext_lazy("Only for Microsoft Entra ID")),
    MultiFieldPanel([FieldPanel("server_url")], heading=gettext_lazy("Only for OpenID Connect")),
    MultiFieldPanel(
        [FieldPanel("client_id"), FieldPanel("secret")], heading=gettext_lazy("For Entra ID and OpenID Connect")
    ),
    MultiFieldPanel([FieldPanel("metadata")], heading=gettext_lazy("Only for SAML 2.0")),
    MultiFieldPanel(
        [FieldPanel("checks_addresses"), FieldPanel("asks_second_factor")],
        heading=gettext_lazy("What you know of the provider"),
    ),
    MultiFieldPanel(
        [FieldPanel("claims"), RulesPanel("rules", heading=gettext_lazy("Rules"), label=gettext_lazy("Rule"))],
        heading=gettext_lazy("Departments and roles"),
    ),
]
EDIT_HANDLER = ObjectList(_PANELS, base_form_class=IdentityProviderForm)
