"""Adding a video in the Wagtail admin. The media folder is open to everyone, so nothing but a video comes in it."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtailmedia.forms import BaseMediaForm

from .captions import LARGEST_CAPTIONS, CaptionsRefusedError, captions_from
from .pictures import PictureRefusedError, drawn_anew
from .video_files import video_kind


class MediaForm(BaseMediaForm):
    """What a file is, its content says; a still is drawn anew, as every picture that comes in."""

    def clean_file(self) -> File | None:
        upload: File | None = self.cleaned_data["file"]
        if upload is not None and "file" in self.changed_data and video_kind(upload) is None:
            raise ValidationError(_("This is not a video that every browser plays. Save it as MP4 and add that."))
        return upload

    def clean_thumbnail(self) -> File | bool | None:
        upload: UploadedFile | bool | None = self.cleaned_data["thumbnail"]
        if not isinstance(upload, UploadedFile):
            return upload
        try:
            name, content = drawn_anew(upload)
        except PictureRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return SimpleUploadedFile(name, content)

    def clean_captions(self) -> File | bool | None:
        upload: UploadedFile | bool | None = self.cleaned_data["captions"]
        if not isinstance(upload, UploadedFile):
            return upload
        try:
            text = captions_from(upload.read(LARGEST_CAPTIONS + 1))
        except CaptionsRefusedError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return SimpleUploadedFile(upload.name or "", text.encode())
