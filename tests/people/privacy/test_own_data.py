"""Whoever asks gets all that is kept about them, from every table, and nothing about anybody else."""

import json
import zipfile

import pytest

from people.privacy.own_data import archive
from tests.people.privacy.planting import Garden, people_with_words, plant

pytestmark = [pytest.mark.django_db, pytest.mark.row("P6")]


@pytest.fixture
def garden(home):
    garden = Garden()
    me, other = people_with_words(garden)
    plant(garden, me, other)
    plant(garden, other, me)
    return garden, me, other


def everything_in(user) -> str:
    with archive(user) as stored, zipfile.ZipFile(stored) as bundle:
        return "\n".join(bundle.read(name).decode() for name in bundle.namelist())


def test_everything_about_me_is_in_it_and_nothing_about_others(garden):
    planted, me, other = garden
    text = everything_in(me)
    missing = {f"{one.label}.{one.name}" for one in planted.planted if one.whose == me and one.declared.exported and one.word not in text}
    assert missing == set()
    strange = {f"{one.label}.{one.name}" for one in planted.planted if one.whose == other and one.word in text}
    assert strange == set()
    secret = {f"{one.label}.{one.name}" for one in planted.planted if not one.declared.exported and one.word in text}
    assert secret == set()
    assert len(planted.words_of(me, exported=True)) > 60
