"""A key of this machine alone, so that a first look at the site shows sealed certificates too.

Its seal proves nothing, and the pages say so. Only the settings of development use it.
"""

from __future__ import annotations

from .python_environment import PYTHON
from .steps import ROOT, StepError, last_line, run_quietly, say

KEY = ROOT / "var" / "demonstration-seal.pem"


def prepare() -> None:
    """Make the key once."""
    if KEY.exists():
        return
    say("Key to seal certificates, for demonstrations: making")
    code, output = run_quietly([PYTHON, "-m", "bin.make_seal_key", KEY])
    if code != 0:
        raise StepError(f"the key to seal certificates could not be made ({last_line(output)}).")
