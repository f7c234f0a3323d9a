"""Debian 12, which is promised, has an older Python than most who lock the packages."""

from importlib.metadata import metadata

import pytest
from django.conf import settings
from packaging.specifiers import SpecifierSet

from bin.packages import locked

pytestmark = pytest.mark.row("R16")
ON_DEBIAN_12 = "3.11.2"


def test_every_package_of_production_can_be_installed_with_the_python_of_debian_12():
    names = [name for name, _version in locked((settings.BASE_DIR / "requirements.txt").read_text())]
    asked = {name: metadata(name)["Requires-Python"] or "" for name in names}
    assert len(asked) > 50
    assert {name: asks for name, asks in asked.items() if not SpecifierSet(asks).contains(ON_DEBIAN_12)} == {}
