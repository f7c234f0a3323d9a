"""Debian 12, which is promised, has an older Python than most who lock the packages."""

from importlib.metadata import metadata

import pytest
from django.conf import settings
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from bin.packages import locked, same_name

pytestmark = pytest.mark.row("R16")
DEBIAN_12 = "3.11.2"
NAMES = {same_name(name) for name, _version in locked((settings.BASE_DIR / "requirements.txt").read_text())}


def test_every_package_of_production_can_be_installed_with_the_python_of_debian_12():
    asked = {name: metadata(name)["Requires-Python"] or "" for name in NAMES}
    assert len(asked) > 50
    assert {name: asks for name, asks in asked.items() if not SpecifierSet(asks).contains(DEBIAN_12)} == {}


def test_what_a_package_needs_on_the_python_of_debian_12_is_locked_too():
    there = {**default_environment(), "python_full_version": DEBIAN_12, "extra": ""}
    needed = {
        (name, same_name(wanted.name))
        for name in NAMES
        for wanted in map(Requirement, metadata(name).get_all("Requires-Dist") or [])
        if wanted.marker is None or wanted.marker.evaluate(there)
    }
    assert len(needed) > 50
    assert [(name, wanted) for name, wanted in sorted(needed) if wanted not in NAMES] == []
