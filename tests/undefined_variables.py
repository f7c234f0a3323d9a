"""A typo in a template fails the suite instead of leaving an empty place on the page."""

import sys
from pathlib import Path
from types import FrameType

from django.template import Origin


class UndefinedVariableError(AssertionError):
    """A template of ours uses a variable that its view does not give."""


class RaiseIfInvalid(str):
    """For the engine's `string_if_invalid`: Django asks it to print a variable that does not exist.

    Raises for templates below `folder`; those of packages, which lean on silence, stay silent.
    `{% if undefined %}` never asks, so that stays unseen.
    """

    folder: Path
    packages: Path

    def __new__(cls, folder: Path) -> "RaiseIfInvalid":
        made = super().__new__(cls, "")
        made.folder = folder
        made.packages = folder / ".venv"
        return made

    def __bool__(self) -> bool:
        # Django prints through this object only when it is true; false lets a package's |default do its work.
        origin = _template_being_rendered(sys._getframe(1))
        return bool(origin and origin.is_relative_to(self.folder) and not origin.is_relative_to(self.packages))

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        origin = _template_being_rendered(sys._getframe(1))
        raise UndefinedVariableError(f"{origin} uses {variable}, which is not there.")


def _template_being_rendered(frame: FrameType | None) -> Path | None:
    """The file of the innermost template node on the stack; None for a template without a file."""
    while frame:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if frame.f_code.co_name.startswith("render") and isinstance(origin, Origin):
            return Path(origin.name)
        frame = frame.f_back
    return None
