"""Images, documents and video of our own, defined on day one: Wagtail cannot swap them later."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia


class CmsImage(AbstractImage):
    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class CmsRendition(AbstractRendition):
    image = models.ForeignKey(CmsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="cms_rendition_once")
        ]

    def get_upload_to(self, filename: str) -> str:
        """A name that tells nothing: that of the editor's file may give away an answer or name a person."""
        return f"images/{uuid4().hex}{PurePosixPath(filename).suffix}"


class CmsDocument(AbstractDocument):
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class CmsMedia(AbstractMedia):
    """A video with what makes it usable without sound or sight (WCAG 2.2, 1.2.2 and 1.2.3)."""

    captions = models.FileField(
        _("captions"),
        upload_to="captions",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("A WebVTT file (.vtt) with everything that is said."),
    )
    transcript = RichTextField(
        _("transcript"), blank=True, features=["bold", "ul", "ol"], help_text=_("What is said and what is seen.")
    )

    admin_form_fields = (*AbstractMedia.admin_form_fields, "captions", "transcript")

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
