"""Saving while an author types: what the page is told, and what is on disk by then."""

from django.urls import reverse
from django.utils.translation import gettext

from guests import cases
from guests.models import LONGEST_TEXT, CasePage
from tests.factories.guests import case_texts, make_draft, make_published_case, make_submitted_case

from .conftest import signed_in


def save(client, case, texts, version=None, **more):
    version = cases.version_of(CasePage.objects.get(pk=case.pk)) if version is None else version
    return client.post(reverse("studio_autosave", args=[case.pk]), texts | {"version": version} | more)


def draft(case):
    return cases.draft_of(CasePage.objects.get(pk=case.pk))


def test_what_was_typed_is_on_disk_and_the_page_is_told_when(as_author, author):
    case = make_draft(author)

    answer = save(as_author, case, case_texts("jasmijn"))

    assert answer.status_code == 200
    assert len(answer.json()["saved_at"]) == len("14:02")
    assert answer.json()["version"] == cases.version_of(CasePage.objects.get(pk=case.pk))
    assert draft(case).summary.startswith("Samenvatting jasmijn")


def test_an_hour_of_typing_is_one_revision(as_author, author):
    case = make_draft(author)
    before = case.revisions.count()
    version = save(as_author, case, case_texts("een")).json()["version"]

    for token in ("twee", "drie", "vier"):
        version = save(as_author, case, case_texts(token), version, goes_on="1").json()["version"]

    assert case.revisions.count() == before + 1
    assert draft(case).summary.startswith("Samenvatting vier")


def test_what_was_published_or_handed_in_is_never_replaced(as_author, author):
    published = make_published_case(author, "gepubliceerd")
    withdrawn = make_submitted_case(author, "ingediend")
    cases.withdraw(withdrawn, author)

    for case in (published, withdrawn):
        kept = CasePage.objects.get(pk=case.pk).latest_revision
        assert save(as_author, case, case_texts("later"), goes_on="1").status_code == 200
        kept.refresh_from_db()
        assert "later" not in kept.content["summary"]


def test_what_a_colleague_saved_is_not_replaced(author, colleague):
    case = make_draft(author, "eerst")
    kept = case.latest_revision

    save(signed_in(colleague), case, case_texts("later"), goes_on="1")

    kept.refresh_from_db()
    assert "eerst" in kept.content["summary"]


def test_an_old_page_is_told_the_newer_text_and_overwrites_nothing(as_author, author):
    case = make_draft(author)
    opened = cases.version_of(case)
    save(as_author, case, case_texts("anjer"), opened)

    answer = save(as_author, case, case_texts("begonia"), opened)

    assert answer.status_code == 409
    assert answer.json()["texts"]["summary"].startswith("Samenvatting anjer")
    assert answer.json()["version"] == cases.version_of(CasePage.objects.get(pk=case.pk))
    assert draft(case).summary.startswith("Samenvatting anjer")


def test_the_same_text_once_more_after_a_lost_answer_is_no_conflict(as_author, author):
    case = make_draft(author)
    opened = cases.version_of(case)
    texts = case_texts("klaver")
    first = save(as_author, case, texts, opened)

    again = save(as_author, case, texts, opened)

    assert again.status_code == 200
    assert again.json()["version"] == first.json()["version"]


def test_a_text_that_cannot_be_kept_has_its_sentence_and_the_rest_is_saved(as_author, author):
    case = make_draft(author, "eerst")

    answer = save(as_author, case, case_texts("later", what_we_do="x" * (LONGEST_TEXT + 1)))

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["what_we_do"]
    assert str(LONGEST_TEXT) in answer.json()["errors"]["what_we_do"]
    assert draft(case).summary.startswith("Samenvatting later")
    assert draft(case).what_we_do.startswith("Tekst eerst")


def test_what_the_page_did_not_send_stays(as_author, author):
    case = make_draft(author, "blijft")

    save(as_author, case, {"summary": "Alleen deze."})

    assert draft(case).summary == "Alleen deze."
    assert draft(case).what_we_do.startswith("Tekst blijft")


def test_while_the_editors_have_it_nothing_is_saved_and_the_page_is_told(as_author, author):
    case = make_submitted_case(author, "ingediend")

    answer = save(as_author, case, case_texts("later"))

    assert answer.status_code == 409
    assert answer.json()["refused"] == gettext(
        "This case has been submitted. Withdraw it first if you want to change it."
    )
    assert draft(case).summary.startswith("Samenvatting ingediend")


def test_who_is_signed_out_gets_a_status_and_no_page(client, author):
    case = make_draft(author, "eerst")

    answer = save(client, case, case_texts("later"))

    assert answer.status_code == 401
    assert draft(case).summary.startswith("Samenvatting eerst")


def test_asking_tells_the_version_and_a_token_and_writes_nothing(as_author, author):
    case = make_draft(author)

    answer = as_author.get(reverse("studio_autosave", args=[case.pk]))

    assert answer.json()["version"] == cases.version_of(case)
    assert answer.json()["token"]
    assert "no-store" in answer.headers["Cache-Control"]
