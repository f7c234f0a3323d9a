"""Every address, asked for by everyone who might: what they find, and that nothing else was read or came of it.

The expectations stand in expected/*.txt, a line for each address. For an address that has none the test writes the
line that says what is found now: it belongs in the table when that is what should be found.
"""

from collections import Counter

import pytest

from .outcomes import ACTORS, ADMIN, API, MEANING, METHODS, PROGRAMS, SITE, WITHOUT_KEY
from .walker import FOR_ALL_IN_THE_ADMIN, Place, Walker, places, table_of
from .world import World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.indexed,
    pytest.mark.row("B20", "B21", "B29", "P19"),
    pytest.mark.once,
]


@pytest.mark.parametrize("who", [*ACTORS, *PROGRAMS[1:]])
def test_each_finds_what_is_expected_and_nothing_else(world, who):
    walker = Walker(who, world)
    asked = Counter()
    for place in places(world):
        is_for_programs = place.address.path.startswith("/api/")
        if is_for_programs or who in ACTORS:
            walker.walk(place)
            asked[is_for_programs] += 1

    assert not walker.faults, "\n".join(walker.faults)
    # That the list is not empty, and that somebody really came in.
    assert asked[True] > 15
    assert who not in ACTORS or asked[False] > 550


def test_every_address_has_an_expectation(world):
    missing = [
        place
        for place in places(world)
        if place.key not in table_of(place).read() and place.key not in FOR_ALL_IN_THE_ADMIN
    ]
    lines = [f"{table_of(place).file}: {_line(place, world)}" for place in missing]

    assert missing == [], "\n".join(["Read these lines, and add them where they say what should be:", *lines])


def _line(place: Place, world: World) -> str:
    """What everybody finds there now."""
    table = table_of(place)
    people = {column: "visitor" if column == WITHOUT_KEY else column for column in table.columns}
    walkers = {column: Walker(who, world) for column, who in people.items()}
    letters = {
        (column, method): walker.try_one(place, method, place.path)
        for column, walker in walkers.items()
        for method in METHODS
    }
    return table.line(place.key, letters)


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
