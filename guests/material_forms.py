"""The forms with which material and recordings are added to a session."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.captions import LARGEST_CAPTIONS, CaptionsRefusedError, captions_from

from .material_files import Accepted, FileRefusedError, document_from, recording_from
from .models import Material

_too_long = gettext_lazy("Make this text shorter: at most %(limit_value)s characters. You have %(show_value)s.")
_EMPTY = gettext_lazy("This file is empty. Choose another file.")


class _ToShow(forms.Form):
    """What every piece of material has."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("Title"),
        validators=[MaxLengthValidator(120, message=_too_long)],
        error_messages={"required": gettext_lazy("Give it a title, so that people know what they open.")},
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        choices=Material.Audience.choices,
        initial=Material.Audience.PARTICIPANTS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who may see it.")},
    )

    accepted: Accepted | None = None


class MaterialForm(_ToShow):
    """A file or a link."""

    field_order = ("title", "file", "link", "audience", "after_only")

    file = forms.FileField(
        required=False,
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, PowerPoint (.pptx), OpenDocument (.odp), JPEG or PNG, at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.pptx,.odp,.jpg,.jpeg,.png,.webp"}),
        error_messages={"empty": _EMPTY},
    )
    link = forms.CharField(
        required=False,
        label=gettext_lazy("Or a link"),
        validators=[
            URLValidator(
                schemes=["http", "https"], message=gettext_lazy("Paste the whole link, with https:// in front.")
            ),
            MaxLengthValidator(500, message=_too_long),
        ],
    )
    after_only = forms.BooleanField(required=False, label=gettext_lazy("Show it only after the session"))

    def clean_file(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is not None:
            try:
                self.accepted = document_from(upload)
            except FileRefusedError as refusal:
                raise ValidationError(str(refusal)) from refusal
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "file" in self.errors or "link" in self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("link")):
            self.add_error("file", _("Choose a file or paste a link, one of the two."))
        return cleaned

    @property
    def fields_to_keep(self) -> dict[str, Any]:
        """Only for a form that is valid."""
        kind = Material.Kind.FILE if self.accepted else Material.Kind.LINK
        names = ("title", "audience", "after_only", "link")
        return {name: self.cleaned_data[name] for name in names} | {"kind": kind}


class RecordingForm(_ToShow):
    """A video with its captions, or with the reason why there is nothing to hear."""

    field_order = ("title", "file", "captions_file", "no_speech", "audience")

    file = forms.FileField(
        label=gettext_lazy("Recording"),
        help_text=gettext_lazy("MP4 or WebM, at most 500 MB. Leave out what was said in confidence."),
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/webm"}),
        error_messages={"required": gettext_lazy("Choose the recording."), "empty": _EMPTY},
    )
    captions_file = forms.FileField(
        required=False,
        label=gettext_lazy("Captions"),
        help_text=gettext_lazy(
            "A WebVTT file (.vtt). Most programs for meetings make one; correct the names in it before you add it."
        ),
        widget=forms.FileInput(attrs={"accept": ".vtt,text/vtt"}),
        error_messages={"empty": _EMPTY},
    )
    no_speech = forms.CharField(
        required=False,
        label=gettext_lazy("Or: why there is nothing to hear"),
        validators=[MaxLengthValidator(200, message=_too_long)],
        help_text=gettext_lazy("Only when nobody speaks in it. For example: “A walk along the machines, with music.”"),
    )

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        try:
            self.accepted = recording_from(upload)
        except FileRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return upload

    def clean_captions_file(self) -> str:
        upload: UploadedFile | None = self.cleaned_data["captions_file"]
        if upload is None:
            return ""
        try:
            return captions_from(upload.read(LARGEST_CAPTIONS + 1))
        except CaptionsRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "captions_file" in self.errors or "no_speech" in self.errors:
            return cleaned
        if not cleaned.get("captions_file") and not cleaned.get("no_speech"):
            self.add_error(
                "captions_file",
                _("Add captions, so that people who do not hear it can follow it. Is nothing said? Say so."),
            )
        return cleaned

    @property
    def fields_to_keep(self) -> dict[str, Any]:
        """Only for a form that is valid."""
        cleaned = self.cleaned_data
        return {
            "kind": Material.Kind.RECORDING,
            "title": cleaned["title"],
            "audience": cleaned["audience"],
            "after_only": True,
            "captions": cleaned["captions_file"],
            "no_speech": "" if cleaned["captions_file"] else cleaned["no_speech"],
        }
