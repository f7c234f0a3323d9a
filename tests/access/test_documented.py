"""The pages on roles say what the software does."""

from .documented import ACCESS, BEGINS, README, access, cell, readme


def test_who_opens_what_is_documented_as_the_walk_expects_it():
    assert ACCESS.read_text(encoding="utf-8") == access(), "Run .venv/bin/python -m tests.access.documented"


def test_the_rights_of_each_group_are_documented_as_the_matrix_gives_them():
    assert BEGINS in README.read_text(encoding="utf-8")
    assert README.read_text(encoding="utf-8") == readme(), "Run .venv/bin/python -m tests.access.documented"


def test_the_words_of_a_cell_say_who_reads_and_who_sends():
    letters = {"pm": "reads", "mr": "sends", "pp": "both", "ss": "signs in", "--": "–", "xx": "–", "-m": "–"}

    assert {both: cell(*both) for both in letters} == letters
