"""The texts that ship with the platform, read from curriculum/data/."""

import json
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import yaml

DATA = Path(__file__).resolve().parent / "data"


class LegalItem(TypedDict):
    """One thing for a lawyer to check (kind "lawyer") or to be looked up again (kind "look_up").

    key is lasting: what was noted about the item is kept by it. course is a slug; where has titles of lessons and
    keys of questions; sources has keys of sources.yaml, whose change opens the item again.
    """

    key: str
    text: str
    kind: NotRequired[str]
    course: NotRequired[str]
    where: NotRequired[list[str]]
    sources: NotRequired[list[str]]


def _yaml(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def courses() -> list[dict[str, Any]]:
    """Every course file, in order of name."""
    return [_yaml(f"courses/{path.name}") for path in sorted((DATA / "courses").glob("*.yaml"))]


def paths() -> list[dict[str, Any]]:
    """Learning paths, each naming its courses by their slugs."""
    entries: list[dict[str, Any]] = _yaml("paths.yaml")["paths"]
    return entries


def questions(language: str = "") -> list[dict[str, Any]]:
    """The question bank, as quizzes/exchange/load.py takes it; in another language with keys of their own."""
    text = (DATA / language / "questions.json").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(text)
    return [{**entry, "language": language} for entry in entries] if language else entries


def sources() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = _yaml("sources.yaml")["sources"]
    return entries


def glossary() -> list[dict[str, Any]]:
    """The terms; "translations" of each holds its words by the code of the language."""
    entries: list[dict[str, Any]] = _yaml("glossary.yaml")["terms"]
    return entries


def for_a_lawyer() -> list[LegalItem]:
    """What must be looked at before the courses are published."""
    entries: list[LegalItem] = _yaml("for_a_lawyer.yaml")["items"]
    return entries


def cases() -> dict[str, list[dict[str, Any]]]:
    """Two lists: "enterprises" and "cases"."""
    entries: dict[str, list[dict[str, Any]]] = _yaml("cases.yaml")
    return entries


def pages() -> dict[str, Any]:
    """The front page under "home" and the text pages under "pages"."""
    entries: dict[str, Any] = _yaml("pages.yaml")
    return entries


def media() -> dict[str, list[dict[str, Any]]]:
    """Pictures under "images", films under "videos", papers under "documents"; the files stand in data/media/."""
    entries: dict[str, list[dict[str, Any]]] = _yaml("media.yaml")
    return entries


def languages() -> list[str]:
    """Codes of the languages the texts are translated into: a folder each."""
    return sorted(path.name for path in DATA.iterdir() if (path / "pages.yaml").exists())


def translated_courses(language: str) -> list[dict[str, Any]]:
    """Every course there is in this language; it, its modules and its steps name the page they translate."""
    return [_yaml(f"{language}/courses/{path.name}") for path in sorted((DATA / language / "courses").glob("*.yaml"))]


def translated_paths(language: str) -> list[dict[str, Any]]:
    """The texts of learning paths, each naming the path it translates."""
    entries: list[dict[str, Any]] = _yaml(f"{language}/paths.yaml")["paths"]
    return entries


def translated_pages(language: str) -> dict[str, Any]:
    """The front page under "home", the catalogue under "catalogue" and the text pages under "pages"."""
    entries: dict[str, Any] = _yaml(f"{language}/pages.yaml")
    return entries
