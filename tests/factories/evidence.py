"""Files that people hand in, and what they hand in with them."""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from people.models import User
from transcript.evidence import hand_in
from transcript.models import Evidence
from transcript.papers import accepted

_numbers = count(1)
# Degrees, minutes and seconds of the Dom in Utrecht.
PLACE = {1: "N", 2: (52.0, 5.0, 27.0), 3: "E", 4: (5.0, 7.0, 18.0)}
_EXIF_MAKE, _EXIF_ORIENTATION, _EXIF_GPS = 0x010F, 0x0112, 0x8825


def a_pdf(words: str = "") -> bytes:
    """Enough of a PDF for us, different each time."""
    return f"%PDF-1.7\n% {words or next(_numbers)}\n%%EOF\n".encode()


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving: Any) -> bytes:
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **saving)
    return file.getvalue()


def a_photo_with_a_place() -> bytes:
    """A photo as a telephone takes it: lying on its side, with place and camera and a comment."""
    exif = Image.Exif()
    exif[_EXIF_MAKE] = "Merk-van-telefoon"
    exif[_EXIF_ORIENTATION] = 6
    exif.get_ifd(_EXIF_GPS).update(PLACE)
    return a_picture(exif=exif, comment=b"Geheime opmerking")


def upload(content: bytes | None = None, name: str = "bewijs.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf() if content is None else content)


def filled_in(**changes: Any) -> dict[str, Any]:
    """What a browser sends with the form."""
    return {
        "title": "Studiedag inkoop",
        "provider": "Opleidingshuis Delta",
        "completed_on": "2026-03-02",
        "hours": "1,5",
        "paper": upload(),
    } | changes


def make_evidence(user: User, **changes: Any) -> Evidence:
    """Handed in and waiting, unless `state` says that it was judged."""
    state = changes.pop("state", Evidence.State.WAITING)
    words = {
        "title": f"Training {next(_numbers)}",
        "provider": "Opleidingshuis Delta",
        "completed_on": date(2026, 3, 2),
        "minutes": 90,
        "paper": accepted(a_pdf(), "bewijs.pdf"),
    }
    evidence, _is_new = hand_in(user, **(words | changes))
    if state != Evidence.State.WAITING:
        evidence.state, evidence.judged_at, evidence.remark = state, timezone.now(), "Gezien."
        evidence.save()
    return evidence
