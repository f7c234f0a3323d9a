"""Where people belong: organisations with their departments, who works there and who was asked to."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import User


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
