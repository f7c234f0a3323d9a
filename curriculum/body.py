"""From the short notation of curriculum/data/ to the blocks of cms/stream.py.

Each block is a mapping with one key, the name of the block. The notation is for people who read
and review the texts in their repository; once loaded, editors change them in Wagtail.
"""

from collections.abc import Callable
from typing import Any

from wagtail.blocks import StreamBlock

from cms.models import Source, Term
from cms.stream import BODY_BLOCKS

from .media import shipped_document, shipped_image, shipped_video

RawBlock = dict[str, Any]


def raw_body(blocks: list[dict[str, Any]]) -> list[RawBlock]:
    """Raw stream data for a StreamField. Raises ValueError for an unknown block.

    Blocks and the items of lists in them have an id, as if made in the editor: a translation is kept by it.
    """
    stream = StreamBlock(BODY_BLOCKS).to_python([_raw_block(block) for block in blocks])
    # A block that nobody has looked at yet is written as it was read, without ids in its lists.
    list(stream)
    raw: list[RawBlock] = stream.get_prep_value()
    return raw


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


def _glossary_terms(keys: list[str]) -> list[int]:
    return [Term.objects.values_list("pk", flat=True).get(key=key) for key in keys]


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


def _download(value: dict[str, Any]) -> dict[str, Any]:
    document = shipped_document(value["key"])
    return {"document": document.pk, "title": value.get("title", ""), "text": value.get("text", "")}


def _comparison_table(value: dict[str, Any]) -> dict[str, Any]:
    """The first of `columns` heads the points. A cell is "ja", "nee", ["ja", "words"] or words."""
    kinds = ["point", *["option"] * (len(value["columns"]) - 1)]
    return {
        "table": {
            "columns": [
                {"type": kind, "heading": heading} for kind, heading in zip(kinds, value["columns"], strict=True)
            ],
            "rows": [{"values": [row[0], *(_comparison_cell(cell) for cell in row[1:])]} for row in value["rows"]],
            "caption": value["caption"],
        },
    }


def _comparison_cell(cell: str | list[str]) -> dict[str, str]:
    answer, text = (cell[0], cell[1]) if isinstance(cell, list) else (cell, "")
    answers = {"ja": "yes", "nee": "no"}
    return {"answer": answers[answer], "text": text} if answer in answers else {"answer": "text", "text": answer}


def _calculation(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "parameters": [{**number, **_exact(number)} for number in value["parameters"]]}


def _exact(number: dict[str, Any]) -> dict[str, str]:
    """As text: 0.1 as a binary fraction would become 0.1000000000000000055."""
    return {name: str(number[name]) for name in ("value", "minimum", "maximum", "step")}


def _sdg_tile(value: dict[str, Any]) -> dict[str, Any]:
    return {"goals": [str(number) for number in value["goals"]], "why": value.get("why", "")}


def _diagram(name: str) -> dict[str, str]:
    return {"drawing": name}


def _case_quote(value: dict[str, Any]) -> dict[str, Any]:
    return {"portrait": None, "alternative_text": "", "fictional": False, **value}


def _reflection(question: str) -> dict[str, str]:
    return {"question": question}


def _as_written(value: dict[str, Any]) -> dict[str, Any]:
    return value


CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "legal_quote": _legal_quote,
    "table": _table,
    "sources": _sources,
    "image": _image,
    "video": _video,
    "download": _download,
    "callout": _as_written,
    "definition": _as_written,
    "fold_out": _as_written,
    "steps": _as_written,
    "comparison_table": _comparison_table,
    "timeline": _as_written,
    "case_quote": _case_quote,
    "sdg_tile": _sdg_tile,
    "diagram": _diagram,
    "calculation": _calculation,
    "terms": _as_written,
    "glossary_terms": _glossary_terms,
    "check_question": _as_written,
    "reflection": _reflection,
    "embed": _as_written,
}
