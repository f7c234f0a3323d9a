"""Who people are, where they belong, and what is mailed to them."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from .mail_kinds import MailKind
from .privacy.models import AuditEntry, ErasedAccount, RetentionPeriod
from .secrets_at_rest import decrypt, encrypt

__all__ = [
    "AuditEntry",
    "Department",
    "EmailDomain",
    "ErasedAccount",
    "IdentityProvider",
    "Invitation",
    "JobTitle",
    "MailChoice",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OutboxMail",
    "RetentionPeriod",
    "User",
    "UserManager",
]


class UserManager(BaseUserManager["User"]):
    """Makes users that sign in by e-mail; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The name is written once, as it must stand on a certificate."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(
        _("name"), max_length=150, help_text=_("As it should stand on your certificate."), blank=True
    )
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("member since"), default=timezone.now)
    # How often all sessions of this account were ended; each stands on the number of its own day.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="people_user_email_any_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session has to know to stay signed in: it ends with the password, and when all sessions are ended."""
        if not self.sessions_ended:
            # Django's own: a version that does not count yet, which goes on while this one starts, agrees with it.
            return super()._get_session_auth_hash(secret)  # type: ignore[misc] # private, so the stubs leave it out
        standing = f"{self.password} {self.sessions_ended}"
        return salted_hmac("people.User.session", standing, secret=secret, algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email


class Organisation(models.Model):
    """A municipality (or another employer) whose HR follows its own people, and nobody else's."""

    name = models.CharField(_("name"), max_length=150, unique=True)
    slug = models.SlugField(_("short name in addresses"), unique=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EmailDomain(models.Model):
    """Whoever proves an address at this domain belongs to the organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="email_domains", verbose_name=_("organisation")
    )
    domain = models.CharField(
        _("e-mail domain"),
        max_length=190,
        unique=True,
        validators=[validate_domain_name],
        help_text=_("What stands behind the @, as gemeente.nl. Never the domain of a public e-mail provider."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("e-mail domain")
        verbose_name_plural = _("e-mail domains")

    def __str__(self) -> str:
        return self.domain

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        # Addresses are compared in lower case.
        self.domain = self.domain.strip().lower()
        super().clean_fields(exclude)


class Department(models.Model):
    """A part of an organisation; departments form a tree."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="departments", verbose_name=_("organisation")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("part of"),
    )
    name = models.CharField(_("name"), max_length=150)
    code = models.CharField(
        _("code"), max_length=40, blank=True, help_text=_("As in your personnel system; it stands in exports.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="people_department_name_in_organisation")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        above, passed = self.parent, {self.pk}
        if above and above.organisation_id != self.organisation_id:
            raise ValidationError({"parent": _("Choose a department of the same organisation.")})
        while above:
            if above.pk in passed:
                raise ValidationError({"parent": _("A department cannot be part of itself.")})
            passed.add(above.pk)
            above = above.parent


class JobTitle(models.Model):
    """What somebody does in an organisation, as HR calls it: inkoper, consulent."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="job_titles", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=150)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("job title")
        verbose_name_plural = _("job titles")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="people_job_title_name_in_organisation")
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have not ended."""
        return self.filter(ended_on__isnull=True)


class Membership(models.Model):
    """Someone works for an organisation, in a role, from a day until a day (open while empty)."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Civil servant")
        TEAM_LEAD = "team_lead", _("Team lead")
        HR = "hr", _("HR officer")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("department"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    job_title = models.ForeignKey(
        JobTitle,
        on_delete=models.PROTECT,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("job title"),
    )
    # Whom reminders of late courses may be sent to as well; it gives no sight of anybody.
    manager = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("manager")
    )
    personnel_number = models.CharField(_("personnel number"), max_length=40, blank=True)
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(ended_on__isnull=True),
                name="people_one_open_membership_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["organisation", "personnel_number"],
                condition=models.Q(ended_on__isnull=True) & ~models.Q(personnel_number=""),
                name="people_personnel_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation} ({self.get_role_display()})"

    def clean(self) -> None:
        super().clean()
        # A team lead follows the people of a department, so it must not hold another organisation's.
        if self.department and self.department.organisation_id != self.organisation_id:
            raise ValidationError({"department": _("Choose a department of the same organisation.")})
        if self.job_title and self.job_title.organisation_id != self.organisation_id:
            raise ValidationError({"job_title": _("Choose a job title of the same organisation.")})


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


class Invitation(models.Model):
    """An officer asks someone to join; it counts once the invited address has been proven."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("department")
    )
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="invitations_sent", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("invited at"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.email} – {self.organisation}"


class MailChoice(models.Model):
    """Whether someone wants mail of a kind. No row: wanted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_choices", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    wanted = models.BooleanField(_("wanted"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("e-mail choice")
        verbose_name_plural = _("e-mail choices")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="people_one_choice_per_kind_of_mail")]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_kind_display()}"


class OutboxMail(models.Model):
    """A mail that has to go out, and what became of it. Written and sent by people/outbox.py only.

    `key` says why it is sent ("intention-30:12"), so that it is sent once. `give_up_at` is the moment after
    which a failed attempt is the last. `calendar` goes with it for the calendar of its reader (RFC 5545). Who has no
    account (`user`) is mailed at `address`, with in `way_out` the link that ends it. Subject, body, calendar, address
    and way out are emptied once nobody has to send them any more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Given up")
        NOT_WANTED = "not_wanted", _("Not wanted any more")

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="outbox", verbose_name=_("user"))
    address = models.EmailField(_("e-mail address"), blank=True)
    way_out = models.CharField(_("link that ends these e-mails"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    key = models.CharField(max_length=150, unique=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    calendar = models.TextField(_("calendar entry"), blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    give_up_at = models.DateTimeField(_("given up after"))
    last_error = models.CharField(_("last error"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="people_outbox_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(address=""), name="people_mail_one_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.key})"
