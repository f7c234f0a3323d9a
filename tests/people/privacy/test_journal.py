"""Who was erased does not come back with a restored backup."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from people.models import ErasedAccount, User
from people.privacy.erasure import How, erase
from people.privacy.journal import come_back, erased_subjects, note, subject_of
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("P8")]


def backup_of(user: User) -> User:
    """The row as a backup has it."""
    return User(**{field.attname: getattr(user, field.attname) for field in User._meta.concrete_fields})


def test_who_came_back_with_a_backup_is_erased_again(home, erased):
    gone, stays = make_user(), make_user()
    old = backup_of(gone)
    erased(gone)
    # The backup is older than the erasure: it has the account, and not the row of the journal.
    old.save(force_insert=True)
    ErasedAccount.objects.all().delete()

    out = StringIO()
    call_command("reapply_erasures", stdout=out)

    assert out.getvalue() == "Erased again: 1.\n"
    assert list(User.objects.values_list("pk", flat=True)) == [stays.pk]
    call_command("reapply_erasures", stdout=out)
    assert out.getvalue().endswith("Erased again: 0.\n")


def test_somebody_new_with_the_number_of_who_was_erased_stays(home, erased):
    gone = make_user()
    number = gone.pk
    erased(gone)
    new = make_user()
    again = backup_of(new)
    new.delete()
    again.pk = number
    again.save(force_insert=True)
    call_command("reapply_erasures", stdout=StringIO())
    assert User.objects.filter(pk=number).exists()


def test_the_journal_says_of_nobody_who_it_was(home, erased, settings):
    gone = make_user(name="Sanne de Vries", email="sanne@gemeente.example")
    subject = subject_of(gone)
    erased(gone)
    text = Path(settings.ERASURE_JOURNAL).read_text()
    assert json.loads(text)["subject"] == subject == ErasedAccount.objects.get().subject
    assert not any(word in text for word in ("Sanne", "sanne", "gemeente"))


def test_nobody_is_erased_when_the_journal_cannot_be_written(home, settings, tmp_path):
    (tmp_path / "a file").write_text("")
    settings.ERASURE_JOURNAL = str(tmp_path / "a file" / "erasures.jsonl")
    user = make_user()
    with pytest.raises(OSError, match="a file"):
        erase(user, How.REQUEST)
    assert User.objects.filter(pk=user.pk).exists()


def test_a_line_that_was_cut_short_hides_no_other(home, erased, settings):
    first, second = make_user(), make_user()
    subjects = {subject_of(first), subject_of(second)}
    erased(first)
    with Path(settings.ERASURE_JOURNAL).open("a") as journal:
        journal.write('{"at": "2026-')
    erased(second)
    ErasedAccount.objects.all().delete()
    assert erased_subjects() == subjects


def test_where_files_are_in_buckets_the_journal_is_there_and_outlives_the_database(settings):
    settings.FILES_ARE_IN_BUCKETS = True
    person = make_user()
    note(subject_of(person), "person")
    ErasedAccount.objects.all().delete()
    assert not Path(settings.ERASURE_JOURNAL).exists()
    assert subject_of(person) in erased_subjects()
    assert come_back(erased_subjects()) == [person]
