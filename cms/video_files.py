"""Which video every browser plays, by its first bytes; its name says nothing."""

from django.core.files import File

# The brands of ISO/IEC 14496-12 that browsers play.
_MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V ", b"MSNV")


def video_kind(upload: File) -> str | None:
    """mp4 or webm; None when it is neither."""
    upload.seek(0)
    beginning = upload.read(64)
    upload.seek(0)
    if beginning[4:8] == b"ftyp" and beginning[8:12] in _MP4_BRANDS:
        return "mp4"
    return "webm" if beginning.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in beginning else None
