"""Which files may belong to a session. What a file is, its content says, never its name.

Pictures are drawn anew, without the place and camera in them. Documents are kept as they are, and are only ever given
out as a file to save.
"""

import re
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cms.office_files import OfficeFileRefusedError, office_kind
from cms.pictures import PictureRefusedError, drawn_anew
from cms.video_files import video_kind

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_RECORDING = 500 * 1024 * 1024
_LONGEST_NAME = 100
PDF = "application/pdf"
_SLIDES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


class FileRefusedError(Exception):
    """The message says what to do, in the language that is active."""


@dataclass(frozen=True)
class Accepted:
    """What is kept of an uploaded file."""

    content: File
    content_type: str
    file_name: str
    extension: str


def document_from(upload: UploadedFile) -> Accepted:
    """A PDF, slides or a picture. Raises FileRefusedError."""
    if (upload.size or 0) > LARGEST_FILE:
        raise FileRefusedError(_("This file is larger than 20 MB. Make it smaller, or add a link to it."))
    upload.seek(0)
    beginning = upload.read(16)
    upload.seek(0)
    if beginning.startswith(b"%PDF-"):
        return _kept(upload, PDF, "pdf")
    if beginning.startswith(b"PK\x03\x04"):
        return _slides(upload)
    if beginning.startswith(_PICTURES) or beginning[4:8] == b"ftyp":
        return _picture(upload)
    raise FileRefusedError(
        _("Add a PDF, PowerPoint (.pptx) or OpenDocument (.odp) file, or a JPEG or PNG picture. Of others: a link.")
    )


def recording_from(upload: UploadedFile) -> Accepted:
    """A video that browsers play: MP4 or WebM. Raises FileRefusedError."""
    if (upload.size or 0) > LARGEST_RECORDING:
        raise FileRefusedError(
            _("This recording is larger than 500 MB. Save it with a lower quality (720p is enough) and add it again.")
        )
    if kind := video_kind(upload):
        return _kept(upload, f"video/{kind}", kind)
    raise FileRefusedError(_("This is not a video that every browser plays. Save the recording as MP4 and add that."))


def _slides(upload: UploadedFile) -> Accepted:
    try:
        kind = office_kind(upload)
    except OfficeFileRefusedError as refusal:
        raise FileRefusedError(str(refusal)) from refusal
    if kind in _SLIDES:
        return _kept(upload, _SLIDES[kind], kind)
    raise FileRefusedError(_("Of the office files only slides can be added. Save this file as a PDF and add that."))


def _picture(upload: UploadedFile) -> Accepted:
    try:
        name, content = drawn_anew(upload)
    except PictureRefusedError as refusal:
        raise FileRefusedError(str(refusal)) from refusal
    extension = name.rsplit(".", 1)[1]
    kind = "image/png" if extension == "png" else "image/jpeg"
    return Accepted(ContentFile(content), kind, _name(upload, extension), extension)


def _kept(upload: UploadedFile, content_type: str, extension: str) -> Accepted:
    return Accepted(upload, content_type, _name(upload, extension), extension)


def _name(upload: UploadedFile, extension: str) -> str:
    """The name for people, without what a file system or a header would trip over."""
    stem = re.sub(r"[^\w .,()&+-]", "", PurePath(upload.name or "").stem)
    return f"{' '.join(stem.split())[:_LONGEST_NAME].strip(' .') or _('material')}.{extension}"
