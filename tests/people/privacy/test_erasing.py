"""Whoever is erased is nowhere any more: not in a table, not in a file, and not in what is told of others."""

from pathlib import Path

import pytest

from people.data_map import Erasure
from people.models import User

from .conftest import found_in_database, found_in_files

pytestmark = [pytest.mark.django_db, pytest.mark.row("P7")]

# Which action it was, and to which kind of thing: no words of people, kept to account for it.
KEPT = {"wagtailcore.PageLogEntry.action", "wagtailcore.ModelLogEntry.action"}
# What a certificate was for, and who issued it: the register says that of nobody.
IN_THE_REGISTER = {"certificates.Certificate.course_title", "certificates.Certificate.issuer_name"}


def test_nothing_of_somebody_who_was_erased_is_left_anywhere(garden, erased, settings):
    planted, me, other = garden
    kept = planted.words_of(me, erasure=Erasure.KEPT)
    mine, theirs = planted.words_of(me) - kept, planted.words_of(other)
    assert {f"{one.label}.{one.name}" for one in planted.planted if one.word in kept} == KEPT
    before = set().union(*found_in_database(mine | theirs).values())
    in_files = found_in_files(mine, Path(settings.MEDIA_ROOT))
    assert mine <= before
    assert in_files

    erased(me)

    register = {one.word for one in planted.planted if f"{one.label}.{one.name}" in IN_THE_REGISTER}
    assert set(found_in_database(mine & register)) == {"certificates_erasedcertificate"}
    assert found_in_database(mine - register) == {}
    assert found_in_files(mine, Path(settings.MEDIA_ROOT)) == set()


def test_what_is_kept_of_somebody_else_is_left_as_it_was(garden, erased):
    planted, me, other = garden
    own = {one.word: f"{one.label}.{one.name}" for one in planted.planted if one.whose == one.owner == other}
    erased(me)
    left = set().union(*found_in_database(own).values())
    assert {name for word, name in own.items() if word not in left} == set()
    assert User.objects.filter(pk=other.pk).exists()
