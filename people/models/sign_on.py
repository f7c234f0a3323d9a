"""Signing in through the municipality: where, and what it says of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from people.secrets_at_rest import decrypt, encrypt

from .organisations import Department, Membership, Organisation


class IdentityProvider(ClusterableModel):
    """Where the people of an organisation sign in with the account of their work.

    tenant: of Entra ID only, the directory as a UUID. server_url: of OpenID Connect, the issuer. metadata: of SAML
    2.0, what the provider publishes about itself. claims: names of claims or attributes that hold groups or roles,
    with spaces between. checks_addresses, asks_second_factor: what the administrator knows of the provider and it does
    not say itself. The rules are in people/single_sign_on/.
    """

    class Kind(models.TextChoices):
        ENTRA = "entra", _("Microsoft Entra ID")
        OPENID_CONNECT = "oidc", _("OpenID Connect")
        SAML = "saml", _("SAML 2.0")

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="identity_provider", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    is_on = models.BooleanField(
        _("people may sign in with it"), default=False, help_text=_("Turn it on when everything has been filled in.")
    )
    tenant = models.CharField(
        _("tenant"),
        max_length=40,
        blank=True,
        help_text=_("The directory (tenant) ID, as in 12345678-90ab-cdef-1234-567890abcdef."),
    )
    server_url = models.URLField(
        _("issuer"), blank=True, help_text=_("The address of the provider, without /.well-known behind it.")
    )
    client_id = models.CharField(_("client ID"), max_length=200, blank=True)
    encrypted_secret = models.TextField(blank=True, editable=False)
    metadata = models.TextField(
        _("metadata"), blank=True, help_text=_("Paste the whole metadata file (XML) of the provider here.")
    )
    claims = models.CharField(
        _("claims with groups or roles"),
        max_length=500,
        blank=True,
        help_text=_("Names, with spaces between. Entra ID always sends app roles; leave this empty for it."),
    )
    checks_addresses = models.BooleanField(
        _("gives only e-mail addresses that it has given out itself"),
        default=False,
        help_text=_(
            "Needed when the provider does not say with every sign-in that the address has been checked; "
            "SAML 2.0 never does. Entra ID does not need it."
        ),
    )
    asks_second_factor = models.BooleanField(
        _("asks everyone for a second factor"),
        default=False,
        help_text=_("Tick this only when the provider lets nobody in without a second factor, at no place at all."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("single sign-on")
        verbose_name_plural = _("single sign-on")
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.get_kind_display()}"

    @property
    def secret(self) -> str:
        """The client secret. Raises UnreadableSecretError."""
        return decrypt(self.encrypted_secret)

    @secret.setter
    def secret(self, secret: str) -> None:
        self.encrypted_secret = encrypt(secret)


class ClaimRule(models.Model):
    """Whoever has this value in a claim works in that department and role of the provider's own organisation."""

    provider = ParentalKey(IdentityProvider, on_delete=models.CASCADE, related_name="rules")
    value = models.CharField(
        _("value"),
        max_length=200,
        help_text=_("A group or role exactly as the provider sends it; Entra ID sends the value of an app role."),
    )
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    role = models.CharField(_("role"), max_length=20, choices=Membership.Role.choices, default=Membership.Role.MEMBER)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rule for claims")
        verbose_name_plural = _("rules for claims")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.value


class ClaimedPlace(models.Model):
    """What claims gave this membership at the last sign-in, so that it goes when they go.

    own_role, own_department: what the membership is without them. No row: claims gave nothing.
    """

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="claimed_place")
    role = models.CharField(max_length=20, choices=Membership.Role.choices)
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, related_name="+")
    own_role = models.CharField(max_length=20, choices=Membership.Role.choices)
    own_department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place given by claims")
        verbose_name_plural = _("places given by claims")

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.get_role_display()}"
