"""Translations: compiled when their source is newer."""

from __future__ import annotations

from pathlib import Path

from .steps import ROOT, StepError, run_quietly, say


def outdated(folder: Path) -> list[Path]:
    """The .po files whose .mo is missing or older."""

    def is_outdated(source: Path) -> bool:
        compiled = source.with_suffix(".mo")
        return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime

    return sorted(source for source in folder.rglob("*.po") if is_outdated(source))


def compile_messages(folder: Path = ROOT / "locale") -> None:
    """Raises StepError when a translation does not fit its message, as with a lost %(name)s."""
    sources = outdated(folder)
    for source in sources:
        code, output = run_quietly(["msgfmt", "--check-format", "-o", source.with_suffix(".mo"), source])
        if code != 0:
            raise StepError(f"a translation is not in order ({output.splitlines()[0] if output else source}).")
    say(f"Translations: {len(sources)} compiled" if sources else "Translations: up to date")
