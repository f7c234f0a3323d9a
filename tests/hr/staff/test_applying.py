"""Applying a staff file, applying it again, and taking it back."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hr.staff_import.apply import apply_staff_files, ask_to_apply, ask_to_undo
from people.models import Department, JobTitle, Membership, User
from tests.factories.hr import make_lead, make_municipality
from tests.factories.people import make_member, make_user
from tests.factories.staff import applied, csv_of, look, make_town, planned, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(home):
    return make_town()


def membership_of(email: str) -> Membership:
    return Membership.objects.current().get(user__email=email)


def test_somebody_new_gets_an_account_and_a_membership(town):
    chief = make_member(town.organisation, user=make_user(email="chef@eigen.example"))
    file = applied(
        town, csv_of(("Sanne@Eigen.example", "Sanne de Vries", "0012", "Inkoop", "Inkoper", "chef@eigen.example"))
    )

    user = User.objects.get(email="sanne@eigen.example")
    assert user.name == "Sanne de Vries"
    assert not user.has_usable_password()
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified")) == [
        ("sanne@eigen.example", True, False)
    ]
    membership = user.memberships.get()
    assert (membership.personnel_number, membership.manager, membership.role) == ("0012", chief, "member")
    assert (membership.department.name, membership.job_title.name) == ("Inkoop", "Inkoper")
    assert membership.started_on == timezone.localdate()
    assert (file.did["new"], file.did["faulty"]) == (1, 0)
    assert file.changes.get().made_account


def test_a_second_time_nothing_changes(town):
    content = csv_of(
        ("a@eigen.example", "Aad", "1", "Inkoop", "Inkoper", "2"),
        ("b@eigen.example", "Bea", "2", "inkoop ", "INKOPER"),
        ("c@eigen.example", "Cees", "3", "Zorg", "", "", "01-01-2020"),
    )
    applied(town, content)
    file = look(town, content)

    assert not planned(file).changes_anything
    assert Department.objects.filter(name__iexact="inkoop").count() == 1
    assert JobTitle.objects.count() == 1


def test_fields_of_who_works_here_are_changed_and_empty_cells_empty_them(town):
    user = make_member(town.organisation, town.below, user=make_user(email="a@eigen.example", name="Eigen Naam"))
    user.last_login = timezone.now()
    user.save()
    applied(town, csv_of(("a@eigen.example", "Andere Naam", "7", "", "Consulent")))

    membership = membership_of("a@eigen.example")
    assert (membership.department, membership.personnel_number) == (None, "7")
    assert membership.job_title.name == "Consulent"
    user.refresh_from_db()
    assert user.name == "Eigen Naam", "who signed in wrote the own name"


def test_a_name_is_filled_in_for_who_never_signed_in_and_works_only_here(town):
    ours = make_member(town.organisation, user=make_user(email="a@eigen.example", name="Oud"))
    shared = make_member(town.organisation, user=make_user(email="b@eigen.example", name="Oud"))
    make_member(make_municipality().organisation, user=shared)
    applied(town, csv_of(("a@eigen.example", "Nieuw"), ("b@eigen.example", "Nieuw")))

    ours.refresh_from_db()
    shared.refresh_from_db()
    assert (ours.name, shared.name) == ("Nieuw", "Oud")


def test_an_address_of_elsewhere_makes_nobody_a_member(town):
    stranger = make_user(email="iemand@elders.example")
    file = look(town, csv_of(("iemand@elders.example", "Iemand"), ("nog@elders.example", "Nog Iemand")))

    assert planned(file).counts["invite"] == 2
    applied(town, csv_of(("iemand@elders.example", "Iemand"), ("nog@elders.example", "Nog Iemand")))
    assert not stranger.memberships.exists()
    assert not User.objects.filter(email="nog@elders.example").exists()


def test_somebody_with_an_account_and_our_domain_only_gets_the_membership(town):
    user = make_user(email="privé@thuis.example".replace("é", "e"))
    EmailAddress.objects.create(user=user, email="werk@eigen.example", verified=True)
    applied(town, csv_of(("werk@eigen.example", "Wie")))

    assert user.memberships.get().organisation == town.organisation
    assert not User.objects.filter(email="werk@eigen.example").exists()


def test_a_leaver_returns_with_a_membership_beside_the_old_one(town):
    user = make_member(town.organisation, user=make_user(email="a@eigen.example"))
    user.memberships.update(ended_on=date(2025, 1, 1), started_on=date(2020, 1, 1))
    content = csv_of(("a@eigen.example", "01-01-2020"), headings=("e-mail", "in dienst"))
    assert planned(look(town, content)).counts["returns"] == 1
    applied(town, content)

    assert user.memberships.count() == 2
    assert membership_of("a@eigen.example").started_on == timezone.localdate()
    assert not planned(look(town, content)).changes_anything


def test_an_end_that_is_past_ends_the_membership_and_keeps_everything_else(town):
    user = make_member(town.organisation, user=make_user(email="a@eigen.example"))
    user.memberships.update(started_on=date(2020, 1, 1))
    file = applied(town, csv_of(("a@eigen.example", "", "", "", "", "", "2026-01-31")))

    assert user.memberships.get().ended_on == date(2026, 1, 31)
    assert User.objects.filter(pk=user.pk, is_active=True).exists()
    assert file.did["ended"] == 1


def test_a_complete_file_ends_who_is_not_in_it_but_no_hr_officer(town):
    staying = make_member(town.organisation, user=make_user(email="a@eigen.example"))
    gone = make_member(town.organisation)
    officer = make_member(town.organisation, role=Membership.Role.HR)
    applied(town, csv_of(("a@eigen.example", "")), is_complete=True)

    assert gone.memberships.get().ended_on == timezone.localdate()
    for user in (staying, officer, town.officer):
        assert user.memberships.get().ended_on is None


def test_without_that_switch_nobody_is_ended(town):
    member = make_member(town.organisation)
    applied(town, csv_of(("a@eigen.example", "")))

    assert member.memberships.get().ended_on is None


def test_a_row_with_an_error_does_not_end_somebody_by_accident(town):
    numbered = make_member(town.organisation)
    numbered.memberships.update(personnel_number="12")
    named = make_member(town.organisation, name="Bea Bos")
    plan = planned(look(town, csv_of(("geen adres", "", "12"), ("", "bea bos"), ("a@eigen.example", "")), True))

    assert {numbered.pk, named.pk}.isdisjoint(ending.user for ending in plan.endings)


def test_when_more_would_be_ended_than_was_confirmed_nothing_is_written(town):
    file = look(town, csv_of(("a@eigen.example", "Aad")), is_complete=True)
    ask_to_apply(file, town.officer, planned(file))
    newcomer = make_member(town.organisation)
    assert apply_staff_files() == 0

    file.refresh_from_db()
    assert file.state == "failed"
    assert "1" in file.problem
    assert newcomer.memberships.get().ended_on is None
    assert not User.objects.filter(email="a@eigen.example").exists()


def test_two_who_change_numbers_change_them(town):
    for email, number in (("a@eigen.example", "1"), ("b@eigen.example", "2")):
        make_member(town.organisation, user=make_user(email=email)).memberships.update(personnel_number=number)
    file = applied(town, csv_of(("a@eigen.example", "", "2"), ("b@eigen.example", "", "1")))

    assert membership_of("a@eigen.example").personnel_number == "2"
    assert undone(file).state == "undone"
    assert membership_of("a@eigen.example").personnel_number == "1"
    assert membership_of("b@eigen.example").personnel_number == "2"


def test_roles_stay_and_the_department_of_a_team_lead_too(town):
    lead = make_lead(town.department)
    plan = planned(look(town, csv_of((lead.email, "", "", "Elders"))))

    assert not any("department" in step.values for step in plan.steps)
    assert lead.name in plan.notes[0].text


def test_departments_are_made_as_a_tree(town):
    headings = ("e-mail", "afdeling", "hoofdafdeling", "kostenplaats")
    applied(town, csv_of(("a@eigen.example", "Inkoop", "Bedrijfsvoering", "K12"), headings=headings))

    department = Department.objects.get(name="Inkoop")
    assert (department.parent.name, department.code) == ("Bedrijfsvoering", "K12")
    assert membership_of("a@eigen.example").department == department


def test_undo_gives_back_what_was_there(town):
    changed = make_member(town.organisation, town.below, user=make_user(email="a@eigen.example"))
    ended = make_member(town.organisation)
    before = everything()
    headings = ("e-mail", "naam", "afdeling", "hoofdafdeling", "functie")
    file = applied(
        town,
        csv_of(
            ("a@eigen.example", "Nieuwe Naam", "Nieuw", town.department.name, "Inkoper"),
            ("b@eigen.example", "Bea", town.below.name, "Nieuw"),
            headings=headings,
        ),
        is_complete=True,
    )
    assert ended.memberships.get().ended_on
    assert changed.memberships.get().department.name == "Nieuw"
    assert everything() != before

    assert undone(file).did["left"] == []
    assert everything() == before
    assert file.state == "undone"


def everything() -> list:
    return [
        sorted(model.objects.values_list(*fields), key=str)
        for model, fields in (
            (User, ("email", "name")),
            (EmailAddress, ("email", "user")),
            (Membership, [field.attname for field in Membership._meta.concrete_fields]),
            (Department, ("name", "parent", "code")),
            (JobTitle, ("name",)),
        )
    ]


def test_undo_leaves_and_names_what_somebody_changed_since(town):
    make_member(town.organisation, town.below, user=make_user(email="a@eigen.example", name="Aad"))
    file = applied(town, csv_of(("a@eigen.example", "", "9", "Inkoop"), ("b@eigen.example", "Bea")))
    Membership.objects.filter(user__email="a@eigen.example").update(personnel_number="10")
    Membership.objects.filter(user__email="b@eigen.example").update(department=town.department)

    assert sorted(undone(file).did["left"]) == ["Aad", "Bea"]
    assert membership_of("a@eigen.example").personnel_number == "10"
    assert membership_of("a@eigen.example").department == town.below
    assert membership_of("b@eigen.example").department == town.department


def test_undo_keeps_an_account_that_somebody_uses(town):
    file = applied(town, csv_of(("a@eigen.example", "Aad"), ("b@eigen.example", "Bea")))
    User.objects.filter(email="a@eigen.example").update(last_login=timezone.now())
    undone(file)

    assert User.objects.filter(email="a@eigen.example").exists()
    assert not Membership.objects.filter(user__email="a@eigen.example").exists()
    assert not User.objects.filter(email="b@eigen.example").exists()


def test_only_the_last_file_is_undone(town):
    first = applied(town, csv_of(("a@eigen.example", "Aad")))
    applied(town, csv_of(("b@eigen.example", "Bea")))

    undone(first)
    assert (first.state, first.undone_at) == ("ready", None)
    assert first.problem
    assert Membership.objects.filter(user__email="a@eigen.example").exists()


def queries_for(town, rows: int, begin: int) -> int:
    content = csv_of(
        *[
            (f"p{number}@eigen.example", "Wie", str(number), f"Afdeling {number % 20}", "Inkoper", town.officer.email)
            for number in range(begin, begin + rows)
        ]
    )
    file = look(town, content)
    ask_to_apply(file, town.officer, planned(file))
    with CaptureQueriesContext(connection) as queries:
        apply_staff_files()
    file.refresh_from_db()
    assert file.did["new"] == rows
    return len(queries)


def test_a_thousand_rows_take_at_most_thirty_queries(town):
    few = queries_for(town, 200, 1)
    many = queries_for(town, 2_000, 1_000)

    print(few, many)
    assert (many - few) / 1.8 <= 30
    assert few <= 60


ADDRESSES = st.sampled_from([f"{letter}@eigen.example" for letter in "abcdef"] + ["x@elders.example", "fout", ""])
ROW = st.tuples(
    ADDRESSES,
    st.sampled_from(["", "Aad", "Bea"]),
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["", "Zorg", "zorg ", "Inkoop"]),
    st.sampled_from(["", "Zorg", "Inkoop", "Top"]),
    st.sampled_from(["", "Inkoper", "inkoper"]),
    st.sampled_from(["", "1", "2", "a@eigen.example", "b@eigen.example", "c@eigen.example"]),
    st.sampled_from(["", "01-02-2020", "2030-01-01"]),
)
ALL_HEADINGS = (
    "e-mail",
    "naam",
    "personeelsnummer",
    "afdeling",
    "hoofdafdeling",
    "functie",
    "leidinggevende",
    "uit dienst",
)
FILES = st.lists(ROW, min_size=1, max_size=6).filter(lambda rows: sum("@" in row[0] for row in rows) * 2 >= len(rows))


class AnyFile(TestCase):
    def setUp(self):
        self.town = make_town()
        for number, letter in enumerate("abc"):
            member = make_member(
                self.town.organisation, self.town.below, user=make_user(email=f"{letter}@eigen.example")
            )
            member.memberships.update(personnel_number=str(number), started_on=date(2019, 1, 1))
        leaver = make_member(self.town.organisation, user=make_user(email="f@eigen.example"))
        leaver.memberships.update(started_on=date(2018, 1, 1), ended_on=date(2019, 1, 1))

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(rows=FILES, is_complete=st.booleans())
    def test_twice_is_once_and_undo_gives_everything_back(self, rows, is_complete):
        before = everything()
        content = csv_of(*rows, headings=ALL_HEADINGS)
        file = applied(self.town, content, is_complete=is_complete)
        assert not planned(look(self.town, content, is_complete=is_complete)).changes_anything
        assert undone(file).did["left"] == []
        assert everything() == before


def test_of_who_is_no_hr_officer_any_more_nothing_is_done_and_nothing_is_lost(town):
    done = applied(town, csv_of(("een@eigen.example", "Een")))
    file = look(town, csv_of(("twee@eigen.example", "Twee")))
    ask_to_apply(file, town.officer, planned(file))
    Membership.objects.filter(user=town.officer).update(role=Membership.Role.MEMBER)
    apply_staff_files()
    file.refresh_from_db()
    assert file.state == "looked_at"
    assert not User.objects.filter(email="twee@eigen.example").exists()

    ask_to_undo(done, town.officer)
    apply_staff_files()
    done.refresh_from_db()
    assert (done.state, done.undone_at) == ("ready", None)
    assert done.changes.exists()
