"""Members of an enterprise read what is theirs, and nothing about who of the staff answered or who learns."""

import pytest

from tests.factories.hr import signed_in

from .foreign_rows import word
from .looking import undone
from .walker import NOT_FOR, places

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.row("B21", "P4", "P19")]

# What a member of the enterprise reads, by address: that the words stand where they are looked for.
READ_BY_MEMBERS = {
    "studio": ("draft", "returned", "approved"),
    "studio_case": ("draft", "remark", "reason", "next"),
    "studio_preview": ("draft", "picture"),
    "studio_pictures": ("picture",),
    "studio_final_wording": ("approved",),
    "studio_answers": ("answer",),
    "studio_answer": ("answer", "reply"),
    "studio_profile": ("mission", "sector", "region"),
    "enterprise": ("mission",),
    "studio_sessions": ("session", "proposal"),
    "studio_session": ("session", "place", "link", "agenda", "visitor"),
    "session_change": ("session", "agenda"),
    "session_run_sheet": ("part",),
    "tender": ("tender",),
}


@pytest.mark.parametrize("who", ["author", "colleague"])
def test_both_members_read_what_is_of_the_enterprise_and_nothing_about_staff_or_learners(world, who):
    """What an author finds at the other addresses is in test_every_address.py, which looks for the same words."""
    client = signed_in(getattr(world.foreign, who))
    read = [place for place in places(world) if place.key in READ_BY_MEMBERS]
    assert len(read) == len(READ_BY_MEMBERS)
    for place in read:
        with undone():
            bodies = "".join(client.get(path).content.decode() for path in (place.path, *place.guesses))
        assert [row for row in READ_BY_MEMBERS[place.key] if word(row) not in bodies] == [], place.key
        assert [row for row in NOT_FOR["entrepreneur"] if word(row) in bodies] == [], place.key
