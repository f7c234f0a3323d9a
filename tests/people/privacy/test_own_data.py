"""Whoever asks gets all that is kept about them, from every table, and nothing about anybody else."""

import zipfile

import pytest

from people.privacy.own_data import archive

pytestmark = [pytest.mark.django_db, pytest.mark.row("P6")]


def everything_in(user) -> str:
    with archive(user) as stored, zipfile.ZipFile(stored) as bundle:
        return "\n".join(bundle.read(name).decode() for name in bundle.namelist())


def test_everything_about_me_is_in_it_and_nothing_about_others(garden):
    planted, me, _other = garden
    text = everything_in(me)
    names = {one: f"{one.label}.{one.name}" for one in planted.planted}
    mine = [one for one in planted.planted if one.whose == me]
    assert {names[one] for one in mine if one.declared.exported and one.word not in text} == set()
    assert {names[one] for one in planted.planted if one.whose != me and one.word in text} == set()
    assert {names[one] for one in planted.planted if not one.declared.exported and one.word in text} == set()
    assert len(planted.words_of(me, exported=True)) > 60
