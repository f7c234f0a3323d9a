"""The screens of the staff file: give, look, match columns, apply, undo; and who may."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hr.models import StaffFile
from hr.staff_import.apply import apply_staff_files
from hr.staff_import.files import forget_old_files
from people.models import Membership, User
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user
from tests.factories.staff import applied, csv_of, look, make_town, xlsx_of

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/personeel/"


@pytest.fixture
def town(home):
    return make_town()


@pytest.fixture
def officer(town):
    return signed_in(town.officer)


def upload(client, content: bytes, name: str = "personeel.csv", **fields):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), **fields}, follow=True)


def page_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_from_file_to_result_and_back(town, officer):
    leaver = make_member(town.organisation, name="Lieve Leaver")
    content = xlsx_of(
        ("sanne@eigen.example", "Sanne de Vries", "12", "Inkoop", "Inkoper"),
        ("", "Niemand"),
        (leaver.email, "", "", "", "", "", "01-01-2026"),
    )
    page = page_of(upload(officer, content, "team.xlsx"))
    assert "1 nieuw, 1 met een fout: rij 3, geen e-mailadres" in page
    assert "1 persoon zou worden beëindigd." in page
    assert "Lieve Leaver" in page
    assert "Afdelingen: Inkoop" in page
    assert not User.objects.filter(email="sanne@eigen.example").exists()

    file = StaffFile.objects.get()
    page = page_of(officer.post(f"{ADDRESS}{file.pk}/uitvoeren/", follow=True))
    assert "0 van 3 rijen" in page
    assert officer.get(f"{ADDRESS}{file.pk}/stand/").json() == {"done": 0, "total": 3, "waiting": True}
    apply_staff_files()
    page = page_of(officer.get(f"{ADDRESS}{file.pk}/"))
    assert "<td>1 nieuw</td> <td>1 nieuw</td>" in page
    assert "Lieve Leaver" in page
    assert User.objects.filter(email="sanne@eigen.example").exists()

    assert "wijzigde 2 personen" in page_of(officer.get(f"{ADDRESS}{file.pk}/terugdraaien/"))
    page = page_of(officer.post(f"{ADDRESS}{file.pk}/terugdraaien/", follow=True))
    assert "Wij draaien het bestand terug." in page
    apply_staff_files()
    assert "en teruggedraaid op" in page_of(officer.get(f"{ADDRESS}{file.pk}/"))
    assert not User.objects.filter(email="sanne@eigen.example").exists()
    assert leaver.memberships.get().ended_on is None


def test_looking_writes_nothing(town, officer):
    file = look(town, csv_of(("a@eigen.example", "Aad", "1", "Inkoop")))
    for _number in range(2):
        officer.get(f"{ADDRESS}{file.pk}/")

    assert not User.objects.filter(email="a@eigen.example").exists()
    file.refresh_from_db()
    assert file.state == "looked_at"


def test_a_file_that_cannot_be_read_says_why_and_is_not_kept(officer):
    page = page_of(upload(officer, b"%PDF-1.7\0"))

    assert "Dit is geen CSV- en geen XLSX-bestand." in page
    assert 'href="#id_file"' in page
    assert not StaffFile.objects.exists()
    assert "Kies het bestand met uw medewerkers." in page_of(officer.post(ADDRESS))


def test_swapped_columns_are_matched_by_hand(town, officer):
    page = page_of(upload(officer, b"naam;e-mail\na@eigen.example;Aad\nb@eigen.example;Bea\n"))
    assert "staan meestal geen e-mailadressen" in page
    assert 'href="#id_column_email"' in page
    assert "Voer dit uit" not in page
    file = StaffFile.objects.get()

    fields = {"column_email": "0", "column_name": "1"}
    page = page_of(officer.post(f"{ADDRESS}{file.pk}/", fields, follow=True))
    assert "2 nieuw." in page
    twice = page_of(officer.post(f"{ADDRESS}{file.pk}/", {"column_email": "0", "column_name": "0"}))
    assert "Deze kolom is ook gekozen bij ‘E-mailadres’." in twice
    missing = page_of(officer.post(f"{ADDRESS}{file.pk}/", {"column_name": "1"}))
    assert "Kies de kolom met de e-mailadressen." in missing


def test_many_endings_have_to_be_typed(town, officer):
    for _number in range(5):
        make_member(town.organisation)
    file = look(town, csv_of(("a@eigen.example", "Aad")), is_complete=True)
    address = f"{ADDRESS}{file.pk}/uitvoeren/"

    assert "5 zouden worden beëindigd." in page_of(officer.get(f"{ADDRESS}{file.pk}/"))
    assert "Typ hoeveel mensen er worden beëindigd." in page_of(officer.post(address))
    wrong = officer.post(address, {"endings": "4"})
    assert wrong.status_code == 200
    assert "5 mensen zouden worden beëindigd" in page_of(wrong)
    assert 'value="4"' in page_of(wrong)
    officer.post(address, {"endings": "5"})
    apply_staff_files()
    assert Membership.objects.filter(ended_on__isnull=False).count() == 5


def test_what_changes_nothing_cannot_be_applied(town, officer):
    member = make_member(town.organisation)
    file = look(town, csv_of((member.email,), headings=("e-mail",)))

    assert "Voer dit uit" not in page_of(officer.get(f"{ADDRESS}{file.pk}/"))
    assert "Dit bestand verandert niets." in page_of(officer.post(f"{ADDRESS}{file.pk}/uitvoeren/"))


def test_who_has_to_be_invited_is_listed_with_the_way_there(town, officer):
    page = page_of(upload(officer, csv_of(("iemand@elders.example", "Iemand"))))

    assert "iemand@elders.example" in page
    assert 'href="/hr/uitnodigen/"' in page


def test_without_a_domain_of_its_own_the_page_says_that_nobody_can_be_added(home):
    town = make_municipality()
    page = page_of(upload(signed_in(town.officer), csv_of(("a@eigen.example", "Aad"))))

    assert "nog geen eigen e-maildomein" in page


def test_tables_are_cut_off_and_say_how_much_more_there_is(town, officer):
    rows = [(f"p{number}@eigen.example",) for number in range(60)]
    page = page_of(upload(officer, csv_of(("geen adres",), *rows)))

    assert "En nog 10." in page
    assert "p49@eigen.example" in page
    assert "p50@eigen.example" not in page


def test_two_files_of_one_organisation_never_run_together(town, officer):
    first, second = (look(town, csv_of((f"{letter}@eigen.example", "Wie"))) for letter in "ab")
    officer.post(f"{ADDRESS}{first.pk}/uitvoeren/")
    page = page_of(officer.post(f"{ADDRESS}{second.pk}/uitvoeren/", follow=True))

    assert "Er wordt nu een ander personeelsbestand uitgevoerd." in page
    assert apply_staff_files() == 1
    second.refresh_from_db()
    assert second.state == "looked_at"


def test_the_page_takes_as_many_queries_for_ten_as_for_two_hundred(town, officer):
    counts = []
    for rows in (10, 200):
        file = look(town, csv_of(*[(f"p{number}@eigen.example", "Wie", str(number)) for number in range(rows)]))
        with CaptureQueriesContext(connection) as queries:
            officer.get(f"{ADDRESS}{file.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_officer_of_two_organisations_says_for_which_it_is(town, officer):
    other = make_municipality("Gemeente Tweede")
    make_member(other.organisation, role=Membership.Role.HR, user=town.officer)

    assert 'href="#id_organisation"' in page_of(upload(officer, csv_of(("a@eigen.example",))))
    upload(officer, csv_of(("a@eigen.example",)), organisation=other.organisation.pk)
    assert StaffFile.objects.get().organisation == other.organisation
    stranger = make_municipality().organisation
    assert 'href="#id_organisation"' in page_of(
        upload(officer, csv_of(("a@eigen.example",)), organisation=stranger.pk)
    )


@pytest.mark.parametrize("who", ["lead", "colleague", "officer elsewhere", "outsider", "visitor"])
def test_nobody_else_comes_near(town, who):
    file = applied(town, csv_of(("a@eigen.example", "Aad")))
    seen = look(town, csv_of(("b@eigen.example", "Bea")))
    users = {
        "lead": lambda: make_lead(town.department),
        "colleague": lambda: make_member(town.organisation),
        "officer elsewhere": lambda: make_municipality("Gemeente Anders").officer,
        "outsider": make_user,
    }
    client = signed_in(users[who]()) if who in users else Client()
    refused = 302 if who == "visitor" else 404

    for tail in ("", "stand/", "terugdraaien/"):
        assert client.get(f"{ADDRESS}{file.pk}/{tail}").status_code == refused
    for tail in ("", "uitvoeren/", "weg/"):
        assert client.post(f"{ADDRESS}{seen.pk}/{tail}").status_code == refused
    assert client.post(f"{ADDRESS}{file.pk}/terugdraaien/").status_code == refused
    if who != "officer elsewhere":
        assert client.get(ADDRESS).status_code == refused
    assert set(StaffFile.objects.values_list("state", flat=True)) == {"ready", "looked_at"}


def test_another_officer_of_the_organisation_may_undo_it(town):
    file = applied(town, csv_of(("a@eigen.example", "Aad")))
    other = signed_in(make_member(town.organisation, role=Membership.Role.HR))

    assert other.get(ADDRESS).status_code == 200
    other.post(f"{ADDRESS}{file.pk}/terugdraaien/")
    apply_staff_files()
    assert not Membership.objects.filter(user__email="a@eigen.example").exists()


def test_an_older_file_cannot_be_undone(town, officer):
    first = applied(town, csv_of(("a@eigen.example", "Aad")))
    applied(town, csv_of(("b@eigen.example", "Bea")))

    page = page_of(officer.get(f"{ADDRESS}{first.pk}/terugdraaien/", follow=True))
    assert "Alleen het laatste kunt u terugdraaien." in page
    assert "Draai dit bestand terug" not in page


def test_the_officer_removes_what_was_only_looked_at(town, officer):
    done, seen = applied(town, csv_of(("a@eigen.example",))), look(town, csv_of(("b@eigen.example",)))
    storage, name = seen.file.storage, seen.file.name
    for file in (done, seen):
        officer.post(f"{ADDRESS}{file.pk}/weg/")

    assert list(StaffFile.objects.all()) == [done]
    assert not storage.exists(name)


def test_files_go_when_their_time_has_come_and_changes_stay(town, officer):
    done, seen = (
        applied(town, csv_of(("a@eigen.example",), ("fout",), ("c@eigen.example",))),
        look(town, csv_of(("b@eigen.example",))),
    )
    storage, names = seen.file.storage, [done.file.name, seen.file.name]
    assert forget_old_files() == 0
    long_ago = timezone.now() - timedelta(days=31)
    StaffFile.objects.filter(pk=done.pk).update(applied_at=long_ago)
    StaffFile.objects.filter(pk=seen.pk).update(asked_at=long_ago)

    assert forget_old_files() == 2
    assert not any(storage.exists(name) for name in names)
    assert done.changes.count() == 2
    page = page_of(officer.get(f"{ADDRESS}{done.pk}/"))
    assert "2 nieuw" in page
    assert "‘fout’" not in page
    assert forget_old_files() == 0


def test_a_file_that_is_gone_says_so(town, officer):
    file = look(town, csv_of(("a@eigen.example",)))
    file.file.storage.delete(file.file.name)

    assert "Het bestand is er niet meer." in page_of(officer.get(f"{ADDRESS}{file.pk}/", follow=True))


def test_the_overview_leads_to_it_for_officers_only(town, officer):
    assert f'href="{ADDRESS}"' in page_of(officer.get("/hr/"))
    assert f'href="{ADDRESS}"' not in page_of(signed_in(make_lead(town.department)).get("/hr/"))
