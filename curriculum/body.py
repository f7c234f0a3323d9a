"""From the short notation of curriculum/data/ to the blocks of cms/stream.py.

Each block is a mapping with one key, the name of the block. The notation is for people who read
and review the texts in their repository; once loaded, editors change them in Wagtail.
"""

from collections.abc import Callable
from typing import Any

from cms.models import Source

from .media import shipped_image, shipped_video

RawBlock = dict[str, Any]


def raw_body(blocks: list[dict[str, Any]]) -> list[RawBlock]:
    """Raw stream data for a StreamField. Raises ValueError for an unknown block."""
    return [_raw_block(block) for block in blocks]


def _raw_block(block: dict[str, Any]) -> RawBlock:
    ((name, value),) = block.items()
    if name in ("heading", "text"):
        return {"type": name, "value": value}
    if name not in CONVERSIONS:
        raise ValueError(f"curriculum/data names an unknown block: {name!r}.")
    return {"type": name, "value": CONVERSIONS[name](value)}


def _source_pk(key: str) -> int:
    return Source.objects.values_list("pk", flat=True).get(key=key)


def _legal_quote(value: dict[str, Any]) -> dict[str, Any]:
    return {"source": _source_pk(value["source"]), "part": value.get("part", ""), "text": value["text"]}


def _table(value: dict[str, Any]) -> dict[str, Any]:
    return {
        "caption": value["caption"],
        "first_column_is_header": value.get("first_column_is_header", True),
        "table": {
            "columns": [{"type": "text", "heading": heading} for heading in value["columns"]],
            "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
            "caption": value["caption"],
        },
    }


def _sources(keys: list[str]) -> list[int]:
    return [_source_pk(key) for key in keys]


def _image(value: dict[str, Any]) -> dict[str, Any]:
    image = shipped_image(value["key"])
    return {
        "image": image.pk,
        "alternative_text": image.description,
        "decorative": False,
        "caption": value.get("caption", ""),
    }


def _video(value: dict[str, Any]) -> dict[str, Any]:
    video = shipped_video(value["key"])
    return {"video": video.pk, "title": video.title}


def _as_written(value: dict[str, Any]) -> dict[str, Any]:
    return value


CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "legal_quote": _legal_quote,
    "table": _table,
    "sources": _sources,
    "image": _image,
    "video": _video,
    "callout": _as_written,
    "definition": _as_written,
    "fold_out": _as_written,
}
