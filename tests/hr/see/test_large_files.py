"""A workbook that is too large to wait for, made in the background."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from hr import export_views, exporting, jobs, views, workbooks
from hr.exporting import forget_old_exports, make_exports
from hr.models import Export
from people.models import Membership, OutboxMail
from tests.factories.courses import make_course
from tests.factories.hr import finish, make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.row("R11", "R10")]
ADDRESS = "/hr/bestanden/"


@pytest.fixture
def town(home):
    town = make_municipality("Gemeente Eigen")
    course = make_course("De cursus")
    for number in range(6):
        finish(make_member(town.organisation, town.below, name=f"Persoon {number}"), course)
    return town


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(views, "MOST_AT_ONCE", 3)


def asked(client, query="") -> Export:
    client.post(ADDRESS + query)
    return Export.objects.get()


def rows_of(export):
    with export.file.open("rb") as file:
        book = load_workbook(io.BytesIO(file.read()))
    return [list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book]


def test_more_rows_than_one_waits_for_are_asked_for_and_made(town, few_at_once):
    client = signed_in(town.officer)
    response = client.get("/hr/export.xlsx", {"status": "finished"}, follow=True)
    assert response.redirect_chain == [(f"{ADDRESS}?status=finished", 302)]
    assert "Uw selectie heeft 6 rijen." in response.content.decode()
    assert not Export.objects.exists(), "looking writes nothing"

    export = asked(client, "?status=finished")
    assert "We beginnen binnen een minuut." in client.get(ADDRESS).content.decode()
    assert make_exports() == 1
    export.refresh_from_db()
    ((*rows,),) = rows_of(export)
    assert [row[2] for row in rows] == [f"Persoon {number}" for number in range(6)]
    assert (export.done, export.total, export.state) == (6, 6, "ready")
    assert "Bewaar het bestand: 6 rijen" in client.get(ADDRESS).content.decode()
    response = client.get(f"{ADDRESS}{export.pk}/bestand/")
    assert "voortgang-v1-" in response["Content-Disposition"]
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_few_rows_are_given_at_once(town):
    assert signed_in(town.officer).get("/hr/export.xlsx").status_code == 200


def test_it_is_the_same_as_the_file_of_the_request(town):
    client = signed_in(town.officer)
    at_once = load_workbook(io.BytesIO(b"".join(client.get("/hr/export.xlsx").streaming_content))).active
    export = asked(client)
    make_exports()
    export.refresh_from_db()

    assert rows_of(export) == [list(at_once.iter_rows(min_row=2, values_only=True))]


def test_what_does_not_fit_in_a_sheet_goes_on_in_the_next(town, monkeypatch):
    monkeypatch.setattr(workbooks, "ROWS_PER_SHEET", 3)
    export = asked(signed_in(town.officer))
    make_exports()
    export.refresh_from_db()

    assert [len(rows) for rows in rows_of(export)] == [3, 3, 1]


def test_whoever_asked_is_mailed_without_names(town):
    export = asked(signed_in(town.officer))
    make_exports()

    mail = OutboxMail.objects.get(key=f"export:{export.pk}")
    assert mail.user == town.officer
    assert ADDRESS in mail.body
    assert "Gemeente Eigen staat klaar" in mail.body
    assert "Persoon 0" not in mail.body


def test_asking_twice_makes_one_and_another_selection_another(town):
    client = signed_in(town.officer)
    for query in ("", "", "?status=late"):
        client.post(ADDRESS + query)

    assert sorted(Export.objects.values_list("query", flat=True)) == ["", "status=late"]


def test_the_page_says_how_far_it_is(town):
    client = signed_in(town.officer)
    export = asked(client)
    Export.objects.update(done=3, total=10)

    assert client.get(f"{ADDRESS}{export.pk}/stand/").json() == {"done": 3, "total": 10, "waiting": True}
    assert "3 van 10 rijen" in client.get(ADDRESS).content.decode()
    early = client.get(f"{ADDRESS}{export.pk}/bestand/", follow=True).content.decode()
    assert "Het bestand is nog niet klaar." in early


def test_a_team_lead_gets_the_own_department_only(town):
    make_member(town.organisation, name="Elders")
    lead = make_lead(town.below)
    export = asked(signed_in(lead))
    assert make_exports() == 1
    export.refresh_from_db()

    ((*rows,),) = rows_of(export)
    assert len(rows) == 7
    assert "Elders" not in [row[2] for row in rows]


@pytest.mark.parametrize("who", ["officer", "lead"])
def test_who_lost_the_scope_gets_nothing(town, who):
    user = town.officer if who == "officer" else make_lead(town.below)
    asked(signed_in(user), f"?department={town.below.pk}")
    Membership.objects.filter(user=user).update(role=Membership.Role.MEMBER)

    assert make_exports() == 0
    assert not Export.objects.exists()


def test_a_department_out_of_the_scope_does_not_become_everybody(town):
    user = make_lead(town.department)
    asked(signed_in(user), f"?department={town.below.pk}")
    Membership.objects.filter(user=user).update(
        department=town.below.__class__.objects.create(organisation=town.organisation, name="Nieuw")
    )

    assert make_exports() == 0
    assert not Export.objects.exists()


def test_a_filter_that_is_not_understood_makes_nothing(town):
    client = signed_in(town.officer)
    page = client.post(f"{ADDRESS}?opmaak=visma").content.decode()
    assert "Van dit adres kan geen bestand worden gemaakt." in page
    # The list says which filter it is, where it can be chosen again.
    page = client.post(f"{ADDRESS}?status=excellent", follow=True).content.decode()
    assert "Deze waarde bestaat niet. Het filter is niet toegepast." in page
    assert not Export.objects.exists()


def test_what_fails_again_and_again_is_given_up_and_said(town, monkeypatch):
    client = signed_in(town.officer)
    asked(client)
    monkeypatch.setattr(exporting, "_keep", lambda *_arguments: 1 / 0)
    for _number in range(jobs.MOST_ATTEMPTS):
        Export.objects.update(claimed_until=None)
        make_exports()

    assert "Het bestand kon niet worden gemaakt." in client.get(ADDRESS).content.decode()


def test_who_lost_the_claim_keeps_nothing(town, monkeypatch):
    export = asked(signed_in(town.officer))

    def somebody_else_is_at_it(*_arguments):
        Export.objects.update(claimed_until=timezone.now() + timedelta(hours=1))
        return 7

    monkeypatch.setattr(exporting, "rows_in", somebody_else_is_at_it)
    assert make_exports() == 0
    export.refresh_from_db()
    assert (export.state, export.file.name) == ("waiting", "")


def test_after_a_week_it_is_gone_with_its_file_and_so_it_is_when_removed(town):
    client = signed_in(town.officer)
    for remove in (
        lambda export: Export.objects.update(asked_at=timezone.now() - timedelta(days=8)) and forget_old_exports(),
        lambda export: client.post(f"{ADDRESS}{export.pk}/weg/"),
    ):
        export = asked(client)
        make_exports()
        export.refresh_from_db()
        storage, name = export.file.storage, export.file.name
        assert storage.exists(name)
        assert forget_old_exports() == 0
        remove(export)
        assert not storage.exists(name)
        assert not Export.objects.exists()


@pytest.mark.parametrize("who", ["lead", "colleague", "other officer", "officer elsewhere", "outsider", "visitor"])
def test_nobody_else_comes_near(town, who, client):
    export = asked(signed_in(town.officer))
    make_exports()
    user = {
        "lead": lambda: make_lead(town.department),
        "colleague": lambda: make_member(town.organisation),
        "other officer": lambda: make_member(town.organisation, role=Membership.Role.HR),
        "officer elsewhere": lambda: make_municipality("Gemeente Anders").officer,
        "outsider": make_user,
        "visitor": lambda: None,
    }[who]()
    client = signed_in(user) if user else client

    expected = 404 if user else 302
    for tail in ("bestand/", "stand/"):
        assert client.get(f"{ADDRESS}{export.pk}/{tail}").status_code == expected
    assert client.post(f"{ADDRESS}{export.pk}/weg/").status_code == expected
    assert Export.objects.filter(pk=export.pk).exists()
    if who in ("colleague", "outsider", "visitor"):
        assert client.get(ADDRESS).status_code == client.post(ADDRESS).status_code == expected
    assert export_views.XLSX
