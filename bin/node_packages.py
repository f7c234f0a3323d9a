"""The identity providers of others that the journeys sign in at, exactly as their lock file names them."""

from __future__ import annotations

import hashlib

from .steps import ROOT, StepError, last_line, run_quietly, say

FOLDER = ROOT / "tests" / "identity_providers"


def install() -> None:
    """Unless that was done since the lock file last changed. Raises StepError."""
    stamp = FOLDER / "node_modules" / "installed"
    fingerprint = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        say("Identity providers: as their lock file says")
        return
    say("Identity providers: installing what their lock file says")
    # .npmrc lets no package run anything; what would fetch a browser must not try.
    code, output = run_quietly(["npm", "ci"], {"PUPPETEER_SKIP_DOWNLOAD": "1"}, FOLDER)
    if code != 0:
        raise StepError(f"npm could not install the identity providers of the tests ({last_line(output)}).")
    stamp.write_text(fingerprint)
