"""Dutch is complete: every interface string of the source is translated, and fits."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings

from bin.messages import collect

DUTCH = Path("locale/nl/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w+}")


@pytest.fixture(scope="module")
def dutch() -> polib.POFile:
    return polib.pofile(str(settings.BASE_DIR / DUTCH))


def key(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_string_has_a_dutch_translation(dutch: polib.POFile):
    assert [entry.msgid for entry in dutch if not all(text.strip() for text in translations(entry))] == []


def test_no_translation_is_a_guess(dutch: polib.POFile):
    assert [entry.msgid for entry in dutch if entry.fuzzy] == []


def test_no_translation_is_left_of_a_string_that_is_gone(dutch: polib.POFile):
    assert dutch.obsolete_entries() == []


def keeps_placeholders(entry: polib.POEntry) -> bool:
    """The singular may leave the number out ("one course"); what is not translated is told by another test."""
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    texts = translations(entry)[1:] if entry.msgid_plural else translations(entry)
    return all(set(PLACEHOLDER.findall(text)) == wanted for text in texts if text)


def test_a_translation_keeps_every_placeholder(dutch: polib.POFile):
    assert [entry.msgid for entry in dutch if not keeps_placeholders(entry)] == []


def test_translations_are_of_the_strings_that_the_source_has_now(tmp_path: Path, dutch: polib.POFile):
    copy = tmp_path / "project"
    leave_out = shutil.ignore_patterns(".venv", "var", ".git", "tests", "node_modules", "__pycache__", ".*_cache")
    shutil.copytree(settings.BASE_DIR, copy, ignore=leave_out)
    collect(copy)
    collected = {key(entry) for entry in polib.pofile(str(copy / DUTCH))}
    assert {key(entry) for entry in dutch} == collected
