"""Pictures and video that ship with the courses."""

from pathlib import Path

from django.core.files import File
from wagtail.models import Collection

from cms.models import CmsImage, CmsMedia

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


def shipped_image(key: str) -> CmsImage:
    """The shipped picture with this key. Raises StopIteration for a key media.yaml does not know."""
    title = next(entry["title"] for entry in shipped.media()["images"] if entry["key"] == key)
    return CmsImage.objects.filter(title=title).earliest("pk")


def shipped_video(key: str) -> CmsMedia:
    """The shipped video with this key. Raises StopIteration for a key media.yaml does not know."""
    title = next(entry["title"] for entry in shipped.media()["videos"] if entry["key"] == key)
    return CmsMedia.objects.filter(title=title).earliest("pk")


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
