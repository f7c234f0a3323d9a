"""One module draws PDF, and the import contract that says so forgets no other."""

import configparser
import pkgutil

import pytest
from django.conf import settings

import certificates


@pytest.mark.row("B45")
def test_the_contract_names_every_module_beside_the_press():
    contracts = configparser.ConfigParser()
    contracts.read(settings.BASE_DIR / ".importlinter")
    named = set(contracts["importlinter:contract:one-renderer"]["source_modules"].split())
    modules = {f"certificates.{module.name}" for module in pkgutil.iter_modules(certificates.__path__)}
    assert modules - named == {"certificates.pdf"}
    packages = set(contracts["importlinter"]["root_packages"].split())
    assert packages - named == {"certificates"}
