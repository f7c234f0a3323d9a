"""Translations: collected from the source, and compiled when they are newer than what was compiled."""

from __future__ import annotations

from pathlib import Path

from .python_environment import PYTHON
from .steps import ROOT, StepError, last_line, run_all, run_quietly, say

# Without line numbers and wrapping a change of the source changes only its own messages.
COLLECT = ("makemessages", "--locale=nl", "--locale=en", "--no-location", "--no-wrap", "--no-obsolete")
# What no visitor reads.
LEAVE_OUT = (".venv", "var", "tests", "bench", "bin")


def collect(root: Path = ROOT) -> None:
    """Write every interface string of `root` to its locale folder; existing translations stay."""
    leave_out = (f"--ignore={folder}" for folder in LEAVE_OUT)
    command: tuple[str | Path, ...] = (PYTHON, root / "manage.py", *COLLECT, *leave_out)
    code, output = run_quietly(command, {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}, folder=root)
    if code != 0:
        raise StepError(f"the interface strings could not be collected ({last_line(output)}).")
    say("Translations: collected")


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


def main() -> None:
    collect()
    compile_messages()


if __name__ == "__main__":
    run_all(main)
