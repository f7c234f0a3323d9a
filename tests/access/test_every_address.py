"""Every address, asked for by everyone who might: what they find, that nothing else came of it, and nothing was read.

The expectations stand in expected/*.txt, a line for each address. After a change:
`.venv/bin/python -m pytest -n 0 tests/access/test_every_address.py` says what differs.
"""

from collections import Counter

import pytest

from .outcomes import ACTORS, ADMIN, API, MEANING, PROGRAMS, SITE
from .walker import FOR_ALL_IN_THE_ADMIN, Walker, places

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.row("B20", "B21", "B29", "P19")]


@pytest.mark.parametrize("who", [*ACTORS, *PROGRAMS[1:]])
def test_each_finds_what_is_expected_and_nothing_else(world, who):
    walker = Walker(who, world)
    asked = Counter()
    for place in places(world):
        is_for_programs = place.address.path.startswith("/api/")
        if is_for_programs or who in ACTORS:
            walker.walk(place)
            asked[is_for_programs] += 1

    assert walker.faults == []
    # That the list is not empty, and that somebody really came in.
    assert asked[True] > 15
    assert who not in ACTORS or asked[False] > 550


def test_no_expectation_is_left_of_an_address_that_is_no_more(world):
    known = {place.key for place in places(world)}
    tables = {table.file: table.read() for table in (SITE, ADMIN, API)}

    assert {file: expected.keys() - known for file, expected in tables.items() if expected.keys() - known} == {}
    assert FOR_ALL_IN_THE_ADMIN.keys() <= known
    assert {letter for expected in tables.values() for found in expected.values() for letter in found.values()} <= set(
        MEANING
    )


def test_each_address_stands_in_the_tables_once_and_is_written_in_columns():
    for table in (SITE, ADMIN, API):
        lines = list(table.lines())
        assert lines == [table.line(address, found) for address, found in table.read().items()], table.file
