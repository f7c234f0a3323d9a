"""The nightly feed: `manage.py import_staff`."""

import pytest
from django.core.management import CommandError, call_command

from hr.models import StaffFile
from people.models import Membership, User
from tests.factories.hr import make_lead
from tests.factories.people import make_member
from tests.factories.staff import csv_of, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(home):
    return make_town()


@pytest.fixture
def feed(town, tmp_path, capsys):
    def run(content: bytes, *options: str, officer: str = "", slug: str = "") -> str:
        path = tmp_path / "nacht.csv"
        path.write_bytes(content)
        officer = officer or town.officer.email
        call_command("import_staff", slug or town.organisation.slug, str(path), "--officer", officer, *options)
        return capsys.readouterr().out

    return run


def test_it_applies_at_once_and_says_what_it_did(feed):
    said = feed(csv_of(("a@eigen.example", "Aad", "1"), ("b@eigen.example", "Bea", "2")))

    assert said.strip() == "2 nieuw."
    assert User.objects.filter(email="a@eigen.example").exists()
    file = StaffFile.objects.get()
    assert (file.state, file.name, file.did["new"]) == ("ready", "nacht.csv", 2)


def test_a_night_without_changes_leaves_nothing_behind(feed):
    content = csv_of(("a@eigen.example", "Aad"))
    feed(content)

    assert "1 hetzelfde." in feed(content)
    assert StaffFile.objects.count() == 1


def test_rows_with_an_error_are_left_out_and_fail_the_command(feed, capsys):
    with pytest.raises(CommandError, match="left out"):
        feed(csv_of(("fout", "Aad"), ("b@eigen.example", "Bea"), ("c@eigen.example", "Cor")))

    assert "2\tE-mailadres\t‘fout’ is geen e-mailadres." in capsys.readouterr().err
    assert User.objects.filter(email="b@eigen.example").exists()


def test_too_many_endings_are_refused_until_they_are_allowed(feed, town):
    for _number in range(5):
        make_member(town.organisation)
    content = csv_of(("a@eigen.example", "Aad"))
    with pytest.raises(CommandError, match="5 memberships"):
        feed(content, "--complete")
    assert not StaffFile.objects.exists()
    assert not User.objects.filter(email="a@eigen.example").exists()

    feed(content, "--complete", "--most-endings", "5")
    assert Membership.objects.filter(ended_on__isnull=False).count() == 5


def test_only_in_the_name_of_an_officer_of_that_organisation(feed, town):
    content = csv_of(("a@eigen.example", "Aad"))
    other = make_town("Elders", "elders.example")
    for wrong in (make_lead(town.department).email, other.officer.email, "niemand@eigen.example"):
        with pytest.raises(CommandError, match="no HR officer"):
            feed(content, officer=wrong)
    with pytest.raises(CommandError, match="no organisation"):
        feed(content, slug="bestaat-niet")


def test_a_file_that_cannot_be_read_fails_with_its_reason(feed, town):
    with pytest.raises(CommandError, match="geen CSV"):
        feed(b"%PDF\0")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_staff", town.organisation.slug, "/bestaat/niet.csv", "--officer", town.officer.email)
    with pytest.raises(CommandError, match="meestal geen e-mailadressen"):
        feed(b"e-mail\nAad\nBea\n")
    assert not StaffFile.objects.exists()
