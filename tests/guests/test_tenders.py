"""Tenders are declared by an enterprise, an officer or an editor; each reads and changes their own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from lxml import html

from guests import tenders
from guests.models import CaseHiding, Enterprise, Tender
from tests.factories.guests import make_editor, make_enterprise, make_entrepreneur, make_published_case
from tests.factories.hr import make_municipality
from tests.factories.people import make_member, make_user
from tests.factories.tenders import day, make_hidden, make_tender

from .conftest import signed_in, signed_in_english

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(library):
    return make_municipality("Gemeente Rivierdam")


@pytest.fixture
def enterprise(author) -> Enterprise:
    enterprise = author.enterprises.get()
    enterprise.admitted = True
    enterprise.save()
    return enterprise


def told(**changes) -> dict[str, object]:
    return {
        "subject": "Groenonderhoud 2027",
        "starts_on": day(-3).isoformat(),
        "ends_on": day(40).isoformat(),
        "municipality": "",
    } | changes


def declare(user, **changes):
    return signed_in_english(user).post(reverse("tender_new"), told(**changes))


def words_of(answer) -> str:
    return " ".join(html.fromstring(answer.content).text_content().split())


# --- Declaring -----------------------------------------------------------------


def test_an_entrepreneur_declares_one_with_a_municipality_of_the_platform(author, enterprise, town):
    assert declare(author, organisation=town.organisation.pk).status_code == 302

    tender = Tender.objects.get()
    assert (tender.enterprise, tender.organisation, tender.municipality) == (enterprise, town.organisation, "")
    assert (tender.by_enterprise, tender.declared_by, tender.state) == (True, author, "running")


def test_an_entrepreneur_types_the_name_of_another_municipality(author, enterprise, town):
    declare(author, municipality="Gemeente Elders")

    assert Tender.objects.get().buyer == "Gemeente Elders"


def test_a_typed_name_that_is_on_the_platform_is_that_municipality(author, enterprise, town):
    declare(author, municipality="gemeente rivierdam")

    tender = Tender.objects.get()
    assert (tender.organisation, tender.municipality) == (town.organisation, "")


def test_an_officer_declares_one_for_the_own_municipality_only(enterprise, town):
    other = make_municipality().organisation

    declare(town.officer, enterprise=enterprise.pk, organisation=other.pk)

    tender = Tender.objects.get()
    assert (tender.organisation, tender.by_enterprise) == (town.organisation, False)


def test_an_officer_does_not_choose_an_enterprise_that_is_not_admitted(town):
    hidden = make_enterprise("Nog niet toegelaten")

    answer = declare(town.officer, enterprise=hidden.pk)

    assert "Nog niet" not in answer.content.decode()
    assert not Tender.objects.exists()


def test_an_entrepreneur_does_not_declare_for_another_enterprise(author, enterprise, other_author, town):
    foreign = other_author.enterprises.get()

    declare(author, enterprise=foreign.pk, organisation=town.organisation.pk)

    assert Tender.objects.get().enterprise == enterprise


def test_an_editor_declares_one_for_everybody(editor, enterprise, town):
    declare(editor, enterprise=enterprise.pk, organisation=town.organisation.pk)

    assert Tender.objects.get().by_enterprise is False


def test_the_same_form_twice_is_one_tender(author, enterprise, town):
    for _time in range(2):
        declare(author, organisation=town.organisation.pk)

    assert Tender.objects.count() == 1


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"subject": ""}, "subject", "what the tender is about"),
        ({"subject": "x" * 201}, "subject", "shorter"),
        ({"starts_on": "morgen"}, "starts_on", "31-12-2026"),
        ({"starts_on": "1066-10-14"}, "starts_on", "Check the year"),
        ({"starts_on": "", "ends_on": day(3).isoformat()}, "starts_on", "first day too"),
        ({"ends_on": day(-4).isoformat()}, "ends_on", "first day or a later one"),
        ({"municipality": ""}, "organisation", "write its name below"),
    ],
)
def test_each_mistake_says_what_to_do_and_what_was_typed_stays(author, enterprise, changes, field, words):
    answer = declare(author, **{"municipality": "Gemeente Elders"} | changes)

    form = answer.context["form"]
    assert set(form.errors) == {field}
    assert words in str(form.errors[field])
    assert form["subject"].value() == changes.get("subject", "Groenonderhoud 2027")
    assert not Tender.objects.exists()


def test_a_municipality_is_chosen_or_typed_and_not_both(author, enterprise, town):
    answer = declare(author, organisation=town.organisation.pk, municipality="Gemeente Elders")

    assert set(answer.context["form"].errors) == {"municipality"}


def test_the_database_takes_no_tender_without_a_municipality_or_that_ends_before_it_starts(enterprise):
    for wrong in ({"municipality": ""}, {"ends_on": day(-9)}, {"starts_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_tender(enterprise, **wrong)


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (None, None, "expected"),
        (1, None, "expected"),
        (1, 5, "expected"),
        (0, None, "running"),
        (0, 0, "running"),
        (-5, 0, "running"),
        (-5, -1, "over"),
    ],
)
def test_what_a_tender_is_follows_from_its_days_in_rows_and_in_the_database(enterprise, starts, ends, state):
    days = {"starts_on": None if starts is None else day(starts), "ends_on": None if ends is None else day(ends)}
    tender = make_tender(enterprise, **days)

    assert tender.state == state
    assert Tender.objects.running().exists() == (state == "running")
    assert Tender.objects.not_over().exists() == (state != "over")


# --- Who reads -------------------------------------------------------------------


def test_each_side_and_the_editors_read_it_and_nobody_else(author, colleague, enterprise, town, editor, other_author):
    tender = make_tender(enterprise, town.organisation, subject="Waterbeheer")
    second_officer = make_member(town.organisation, role="hr")
    address = reverse("tender", args=[tender.pk])

    for user in (author, colleague, town.officer, second_officer, editor):
        client = signed_in(user)
        assert client.get(address).status_code == 200
        assert "Waterbeheer" in client.get(reverse("tenders")).content.decode()
    lead = make_member(town.organisation, role="team_lead")
    for user in (other_author, make_municipality().officer, make_member(town.organisation), lead, make_user()):
        client = signed_in(user)
        assert client.get(address).status_code == 404
        assert "Waterbeheer" not in client.get(reverse("tenders")).content.decode()


def test_who_has_nothing_to_declare_finds_no_page(learner, town):
    for user in (learner, make_member(town.organisation)):
        for name in ("tenders", "tender_new"):
            assert signed_in(user).get(reverse(name)).status_code == 404
            assert signed_in(user).post(reverse("tender_new"), told(municipality="X")).status_code == 404
    assert not Tender.objects.exists()


def test_what_a_municipality_expects_its_enterprise_does_not_read_before_it_runs(author, enterprise, town):
    tender = make_tender(enterprise, town.organisation, by_enterprise=False, starts_on=day(1), ends_on=None)
    address = reverse("tender", args=[tender.pk])

    assert signed_in(town.officer).get(address).status_code == 200
    assert signed_in(author).get(address).status_code == 404
    assert tender.subject not in signed_in(author).get(reverse("tenders")).content.decode()

    Tender.objects.update(starts_on=day(0))
    assert signed_in(author).get(address).status_code == 200


def test_the_page_names_nobody_who_declared(author, enterprise, town):
    officer = make_member(town.organisation, role="hr", name="Mira Post")
    tender = make_tender(enterprise, town.organisation, by_enterprise=False, declared_by=officer)

    for name, arguments in (("tender", [tender.pk]), ("tenders", [])):
        assert "Mira" not in signed_in(author).get(reverse(name, args=arguments)).content.decode()


def test_the_list_takes_as_many_queries_for_one_as_for_many(editor, enterprise, town, django_assert_num_queries):
    def shown() -> list[str]:
        return [tender.buyer + tender.enterprise.name for tender in tenders.tenders_of(editor)]

    make_tender(enterprise, town.organisation)
    shown()
    with django_assert_num_queries(3):
        assert len(shown()) == 1
    for _number in range(5):
        make_tender(make_enterprise(), town.organisation)
    with django_assert_num_queries(3):
        assert len(shown()) == 6


# --- Correcting --------------------------------------------------------------------


def test_a_correction_is_a_new_line_and_the_old_one_stays_struck_out(author, enterprise):
    tender = make_tender(enterprise)

    answer = signed_in(author).post(reverse("tender", args=[tender.pk]), told(subject="Perceel 4"))

    old, new = Tender.objects.order_by("pk")
    assert answer.url == reverse("tender", args=[new.pk])
    assert (old.subject, old.struck_at is None) == ("Groenonderhoud, perceel 3", False)
    assert (new.subject, new.struck_at, new.buyer, new.by_enterprise) == ("Perceel 4", None, old.buyer, True)
    page = signed_in(author).get(reverse("tenders")).content.decode()
    assert "<s>Groenonderhoud, perceel 3</s>" in page


def test_a_correction_takes_along_what_is_hidden(author, enterprise):
    tender = make_hidden(make_published_case(author))

    new = tenders.correct(tender, author, "Anders", tender.starts_on, None)

    assert tenders.hidden_by(new).cases
    assert not tenders.hidden_by(tender).cases


def test_a_correction_that_changes_nothing_makes_no_line(author, enterprise):
    tender = make_tender(enterprise)

    tenders.correct(tender, author, tender.subject, tender.starts_on, tender.ends_on)

    assert Tender.objects.count() == 1


def test_who_corrects_what_was_just_struck_out_reads_so_and_keeps_what_was_typed(author, enterprise):
    tender = make_tender(enterprise)
    tenders.strike_out(tender)

    answer = signed_in_english(author).post(reverse("tender", args=[tender.pk]), told(subject="Mijn woorden"))

    assert "just corrected this tender or struck it out" in words_of(answer)
    assert "Mijn woorden" in answer.content.decode()
    assert Tender.objects.count() == 1


def test_today_is_the_last_day_when_somebody_ends_it(author, enterprise):
    tender = make_tender(enterprise, ends_on=None)

    signed_in(author).post(reverse("tender_end", args=[tender.pk]))

    assert Tender.objects.standing().get().ends_on == timezone.localdate()


def test_what_does_not_run_is_not_ended(author, enterprise):
    tender = make_tender(enterprise, starts_on=day(3))

    answer = signed_in_english(author).post(reverse("tender_end", args=[tender.pk]), follow=True)

    assert "does not run now" in words_of(answer)
    assert Tender.objects.standing().get().ends_on == day(30)


def test_a_mistake_is_struck_out_once_and_stays_readable(author, enterprise):
    tender = make_tender(enterprise)
    for _time in range(2):
        signed_in(author).post(reverse("tender_strike", args=[tender.pk]))
        tender.refresh_from_db()
        struck_at = tender.struck_at

    tender.refresh_from_db()
    assert tender.struck_at == struck_at
    assert signed_in(author).get(reverse("tender", args=[tender.pk])).status_code == 200


@pytest.mark.parametrize("name", ["tender", "tender_end", "tender_strike"])
def test_an_enterprise_only_reads_what_its_municipality_declared(author, enterprise, town, name):
    tender = make_tender(enterprise, town.organisation, by_enterprise=False)

    signed_in(author).post(reverse(name, args=[tender.pk]), told(subject="Gekaapt"))

    untouched = Tender.objects.get()
    assert (untouched.subject, untouched.struck_at, untouched.ends_on) == (tender.subject, None, day(30))


@pytest.mark.parametrize("name", ["tender", "tender_end", "tender_strike"])
def test_an_officer_corrects_what_was_declared_about_the_own_municipality(enterprise, town, name):
    tender = make_tender(enterprise, town.organisation)

    signed_in(town.officer).post(reverse(name, args=[tender.pk]), told(subject="Gecorrigeerd"))

    tender.refresh_from_db()
    assert tender.struck_at is not None


@pytest.mark.parametrize("name", ["tender", "tender_end", "tender_strike", "tender_hide"])
def test_an_outsider_changes_nothing(enterprise, town, other_author, learner, name):
    tender = make_tender(enterprise, town.organisation)

    for user in (other_author, learner, make_municipality().officer):
        assert signed_in(user).post(reverse(name, args=[tender.pk]), told(everything="on")).status_code == 404
    assert Tender.objects.get().struck_at is None
    assert not CaseHiding.objects.exists()


@pytest.mark.parametrize("name", ["tender_end", "tender_strike", "tender_hide"])
def test_a_get_changes_nothing(author, enterprise, name):
    tender = make_tender(enterprise)

    assert signed_in(author).get(reverse(name, args=[tender.pk])).status_code == 405


# --- Forgetting ------------------------------------------------------------------


def test_three_years_after_the_end_or_the_striking_out_a_line_is_removed(enterprise):
    long_ago = timezone.now() - timedelta(days=3 * 366 + 5)
    make_tender(enterprise, subject="Oud", starts_on=None, ends_on=None, struck_at=long_ago)
    make_tender(enterprise, subject="Ouder", starts_on=day(-2000), ends_on=day(-3 * 366 - 5))
    make_tender(enterprise, subject="Loopt al lang", starts_on=day(-2000), ends_on=None)
    make_tender(enterprise, subject="Bijna", starts_on=day(-2000), ends_on=day(-3 * 365 + 5))

    assert tenders.forget_old_tenders() == 2
    assert {tender.subject for tender in Tender.objects.all()} == {"Loopt al lang", "Bijna"}


def test_the_words_of_a_tender_stay_when_the_account_goes(enterprise):
    gone = make_entrepreneur(enterprise)
    tender = make_tender(enterprise, declared_by=gone)
    gone.delete()

    tender.refresh_from_db()
    assert (tender.declared_by, tender.subject) == (None, "Groenonderhoud, perceel 3")


def test_a_member_who_is_an_editor_too_hides_and_corrects(enterprise, town):
    both = make_editor()
    tender = make_tender(enterprise, town.organisation, by_enterprise=False)

    assert tenders.may_change(both, tender)
    assert tenders.may_hide(both, tender)
    assert not tenders.may_hide(town.officer, tender)
