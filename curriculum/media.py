"""Pictures, video and documents that ship with the courses."""

from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.utils.html import strip_tags
from wagtail.models import Collection

from certificates.pdf import write_pdf
from cms.models import CmsDocument, CmsImage, CmsMedia

from . import shipped

FILES = shipped.DATA / "media"


def load_media() -> None:
    """Each file once, found again by its title; an editor's replacement stays."""
    entries = shipped.media()
    for entry in entries["images"]:
        if not CmsImage.objects.filter(title=entry["title"]).exists():
            _add_image(entry["title"], FILES / entry["file"], entry["alternative_text"])
    for entry in entries["videos"]:
        if not CmsMedia.objects.filter(title=entry["title"]).exists():
            _add_video(entry)
    for entry in entries["documents"]:
        if not CmsDocument.objects.filter(title=entry["title"]).exists():
            _add_document(entry)


def shipped_image(key: str) -> CmsImage:
    """The shipped picture with this key. Raises StopIteration for a key media.yaml does not know."""
    title = next(entry["title"] for entry in shipped.media()["images"] if entry["key"] == key)
    return CmsImage.objects.filter(title=title).earliest("pk")


def shipped_video(key: str) -> CmsMedia:
    """The shipped video with this key. Raises StopIteration for a key media.yaml does not know."""
    title = next(entry["title"] for entry in shipped.media()["videos"] if entry["key"] == key)
    return CmsMedia.objects.filter(title=title).earliest("pk")


def shipped_document(key: str) -> CmsDocument:
    """The shipped document with this key. Raises StopIteration for a key media.yaml does not know."""
    title = next(entry["title"] for entry in shipped.media()["documents"] if entry["key"] == key)
    return CmsDocument.objects.filter(title=title).earliest("pk")


def _add_image(title: str, path: Path, description: str) -> None:
    with path.open("rb") as file:
        image = CmsImage(title=title, description=description, collection=Collection.get_first_root_node())
        image.file.save(path.name, File(file), save=True)


def _add_video(entry: dict[str, str]) -> None:
    video = CmsMedia(
        title=entry["title"],
        type="video",
        duration=entry["duration"],
        width=entry["width"],
        height=entry["height"],
        transcript=entry["transcript"],
        collection=Collection.get_first_root_node(),
    )
    for field in ("file", "captions", "thumbnail"):
        with (FILES / entry[field]).open("rb") as file:
            getattr(video, field).save(entry[field], File(file), save=False)
    video.save()


def _add_document(entry: dict[str, str]) -> None:
    """Drawn by the press of the certificates, for a PDF that a screen reader can read."""
    html = (FILES / entry["page"]).read_text(encoding="utf-8")
    css = (FILES / entry["stylesheet"]).read_text(encoding="utf-8")
    content = write_pdf([html], css, " ".join(strip_tags(html).split()))
    document = CmsDocument(title=entry["title"], collection=Collection.get_first_root_node())
    document.file_size = len(content)
    document.file.save(f"{entry['key']}.pdf", ContentFile(content), save=True)
