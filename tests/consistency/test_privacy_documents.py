"""What municipalities take over from docs/ says what the code says. Written anew with WRITE_TABLES=1."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from config.privacy_tables import periods, processing, seen_by_hr

pytestmark = pytest.mark.row("P17", "P5")

TABLES = {
    "docs/privacy/dpia-sjabloon.md": ("verwerking", processing),
    "docs/privacy/verwerkingsregister.md": ("verwerking", processing),
    "docs/privacy/ondernemingsraad.md": ("zichtbaar", seen_by_hr),
    "docs/data-protection.md": ("kept", periods),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_the_documents_is_that_of_the_code(name: str):
    mark, drawn = TABLES[name]
    path = Path(settings.BASE_DIR) / name
    text = path.read_text()
    between = re.compile(rf"(<!-- {mark} -->\n)(.*?)(\n?<!-- /{mark} -->)", re.DOTALL)
    if os.environ.get("WRITE_TABLES"):
        text = between.sub(lambda found: f"{found[1]}{drawn()}\n<!-- /{mark} -->", text)
        path.write_text(text)
    found = between.search(text)
    assert found, f"{name} has no table between <!-- {mark} --> and <!-- /{mark} -->"
    assert found[2].strip() == drawn().strip(), "write it anew with WRITE_TABLES=1"
