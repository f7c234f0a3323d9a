"""No field asks for health, belief, origin, politics, union or sexual life (GDPR, article 9)."""

import re

import pytest
from django.apps import apps

from config.data_map import DATA_MAP
from people.data_map import Personal

pytestmark = pytest.mark.row("P18")

SPECIAL = re.compile(
    r"(?:\b|_)(?:health|illness|sick|disab|religi|belief|church|ethnic|race\b|origin_of|politic|party|union|sexual|gender|"
    r"birth|bsn|gezond|ziek|geloof|afkomst|vakbond|geslacht)"
)


def test_no_personal_field_is_called_after_something_special():
    asked = {
        f"{label}.{name}": f"{name} {apps.get_model(label)._meta.get_field(name).verbose_name}".lower()
        for label, fields in DATA_MAP.items()
        for name, declared in fields.items()
        if isinstance(declared, Personal)
    }
    assert len(asked) > 300
    assert {name for name, words in asked.items() if SPECIAL.search(words)} == set()
