"""Adding a document in the Wagtail admin. What it is, its content says, never its name."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from .office_files import OfficeFileRefusedError, office_kind

_PACKED = b"PK\x03\x04"
_TEXTS = ("csv", "txt")
# A browser of the past took a text that begins like this for a page.
_MARKUP = b"<"


class DocumentForm(BaseDocumentForm):
    """Refuses what is something else than its name says: a page, a drawing, a program."""

    def clean_file(self) -> File | None:
        upload: File | None = self.cleaned_data["file"]
        if upload is not None and "file" in self.changed_data:
            refuse_other_content(upload)
        return upload


def refuse_other_content(upload: File) -> None:
    """Raises ValidationError unless the content is what the extension of the name promises."""
    extension = (upload.name or "").rpartition(".")[2].lower()
    try:
        kind = _kind_of(upload, extension)
    except OfficeFileRefusedError as refusal:
        raise ValidationError(str(refusal), code="invalid") from refusal
    if kind != extension:
        raise ValidationError(
            _("What is in this file is not what its name says (.%(extension)s). Save it again as that kind of file.")
            % {"extension": extension},
            code="invalid",
        )


def _kind_of(upload: File, extension: str) -> str | None:
    upload.seek(0)
    content = upload.read() if extension in _TEXTS else upload.read(8)
    upload.seek(0)
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(_PACKED):
        return office_kind(upload)
    return extension if extension in _TEXTS and _is_plain_text(content) else None


def _is_plain_text(content: bytes) -> bool:
    return b"\0" not in content and not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MARKUP)
