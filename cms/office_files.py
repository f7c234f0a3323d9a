"""What a packed office file is, by what is packed in it; its name says nothing."""

import zipfile

from django.core.files import File
from django.utils.translation import gettext as _

# OOXML: the part that only this kind has (ECMA-376). OpenDocument: the file "mimetype" (OASIS, part 2, 3.3).
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OPEN_DOCUMENT_KINDS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError)


class OfficeFileRefusedError(Exception):
    """The message says what to do, in the language that is active."""


def office_kind(upload: File) -> str | None:
    """docx, xlsx, pptx, odt, ods or odp; None when it is none of these.

    Raises OfficeFileRefusedError for a file that is broken or holds macros.
    """
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as packed:
            names = set(packed.namelist())
            mimetype = packed.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except _BROKEN as broken:
        raise OfficeFileRefusedError(_("This file cannot be opened. Save it again, or save it as a PDF.")) from broken
    upload.seek(0)
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise OfficeFileRefusedError(_("This file holds macros. Save it without macros or as a PDF and add that."))
    if mimetype.startswith(_OPEN_DOCUMENT):
        return _OPEN_DOCUMENT_KINDS.get(mimetype.removeprefix(_OPEN_DOCUMENT))
    return next((kind for kind, part in _PARTS.items() if part in names), None)
