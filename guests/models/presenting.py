"""What both sides prepare for a session, and what they keep of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.private_files import private_storage

from .sessions import Session

LONGEST_DIRECTIONS = 1000
LONGEST_CONTACT = 300
LONGEST_THANKS = 1000
MOST_PARTS = 30


class PresenterLink(models.Model):
    """A secret that was mailed to who presents; it opens the own page of the session without an account.

    Each mail carries one of its own, since a secret is not kept and cannot be mailed again. All of them work until
    they are renewed or the session is long over.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="presenter_links", verbose_name=_("session")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("presenter")
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("link of a presenter")
        verbose_name_plural = _("links of presenters")

    def __str__(self) -> str:
        return f"{self.user} – {self.session}"


class Preparation(models.Model):
    """What the host tells the presenter: how to get there, whom to call, and thanks afterwards.

    `contact` is what the host chose to show; without it the presenter reads no name of staff.
    """

    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, related_name="preparation", verbose_name=_("session")
    )
    directions = models.TextField(_("how to get there"), max_length=LONGEST_DIRECTIONS, blank=True)
    contact = models.TextField(_("contact"), max_length=LONGEST_CONTACT, blank=True)
    thanks = models.TextField(_("thanks"), max_length=LONGEST_THANKS, blank=True)
    thanked_at = models.DateTimeField(_("thanked at"), null=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("preparation of a session")
        verbose_name_plural = _("preparations of sessions")

    def __str__(self) -> str:
        return str(self.session)


class RunSheetPart(models.Model):
    """A part of a session, in minutes; when it begins follows from the session and the parts before it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts", verbose_name=_("session"))
    number = models.PositiveSmallIntegerField(_("number"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    what = models.CharField(_("what"), max_length=120)
    who = models.CharField(_("who"), max_length=100, blank=True)
    needed = models.CharField(_("what is needed"), max_length=200, blank=True)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("part of a session")
        verbose_name_plural = _("parts of sessions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="guests_part_order")]

    def __str__(self) -> str:
        return self.what


class ChecklistTick(models.Model):
    """A side has done what stands under this key in guests/checklist.py."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ticks", verbose_name=_("session"))
    item = models.CharField(_("item"), max_length=30)
    ticked_at = models.DateTimeField(_("ticked at"), default=timezone.now)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("ticked by")
    )

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("tick on a checklist")
        verbose_name_plural = _("ticks on checklists")
        constraints = [models.UniqueConstraint(fields=["session", "item"], name="guests_ticked_once")]

    def __str__(self) -> str:
        return self.item


class Material(models.Model):
    """A file, link or recording that belongs to a session, and who may see it.

    A recording has captions, or says why there is nothing to hear; it is shown once the presenter agreed.
    """

    class Audience(models.TextChoices):
        PARTICIPANTS = "participants", _("People with a place in this session")
        MEMBERS = "members", _("Everyone in the municipality")
        EVERYONE = "everyone", _("Everyone who signed in")

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        LINK = "link", _("Link")
        RECORDING = "recording", _("Recording")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="material", verbose_name=_("session"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    audience = models.CharField(
        _("who may see it"), max_length=20, choices=Audience.choices, default=Audience.PARTICIPANTS
    )
    after_only = models.BooleanField(_("only after the session"), default=False)
    link = models.CharField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), storage=private_storage, blank=True)
    # For people: on disk the file has a name of its own.
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    captions = models.TextField(_("captions"), blank=True)
    no_speech = models.CharField(_("why there are no captions"), max_length=200, blank=True)
    by_presenter = models.BooleanField(_("added by the presenter"), default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("material of a session")
        verbose_name_plural = _("material of sessions")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kind="link") & ~models.Q(link="")) | (~models.Q(kind="link") & ~models.Q(file="")),
                name="guests_material_is_there",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="recording") | ~models.Q(captions="") | ~models.Q(no_speech=""),
                name="guests_recording_has_captions",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RecordingConsent(models.Model):
    """The presenter says yes or no to showing recordings of a session. The last word counts."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="recording_consents", verbose_name=_("session")
    )
    given = models.BooleanField(_("given"))
    said_at = models.DateTimeField(_("said at"), default=timezone.now)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("said by")
    )

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("consent to show a recording")
        verbose_name_plural = _("consents to show recordings")
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.session}: {self.given}"
