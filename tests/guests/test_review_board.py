"""Editors review part by part on screens of their own; authors read each remark at its part."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from cms.refused import Refused
from guests import cases, review
from guests.cases import Phase
from guests.models import CasePage, CaseRemark
from tests.factories.guests import (
    case_texts,
    make_approved_case,
    make_draft,
    make_published_case,
    make_submitted_case,
)

from .conftest import signed_in


def fresh(case: CasePage) -> CasePage:
    return CasePage.objects.get(pk=case.pk)


def page_of(case: CasePage) -> str:
    return reverse("review_case", args=[case.pk])


def answer(client, case, action, version=None, **words):
    version = cases.version_of(fresh(case)) if version is None else version
    return client.post(page_of(case), words | {"version": version, "action": action})


def test_the_board_shows_each_case_in_its_state(as_editor, author, editor):
    made = {
        Phase.DRAFT: make_draft(author),
        Phase.SUBMITTED: make_submitted_case(author),
        Phase.FINAL_WORDING: make_approved_case(author, editor),
        Phase.PUBLISHED: make_published_case(author),
        Phase.RETURNED: make_submitted_case(author),
    }
    answer(as_editor, made[Phase.RETURNED], "send_back", reason="Noem een cijfer.")

    columns = review.board()

    assert {phase: [case.pk for case in found] for phase, found in columns.items() if found} == {
        phase: [case.pk] for phase, case in made.items()
    }
    for phase, case in made.items():
        assert cases.state_of(fresh(case)).phase == phase
        body = as_editor.get(reverse("case_board"), {"state": phase}).content.decode()
        assert case.draft_title in body
        assert not any(other.draft_title in body for other in made.values() if other != case)


def test_the_board_asks_no_more_of_many_cases_than_of_one(author):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            review.board()
        return len(asked)

    make_submitted_case(author)
    one = queries()
    for _ in range(3):
        make_submitted_case(author)

    assert queries() == one


@pytest.mark.parametrize("who", ["author", "learner"])
def test_nobody_else_sees_board_or_review(request, author, who):
    case = make_submitted_case(author, "zilver")
    client = signed_in(request.getfixturevalue(who))

    for address in (reverse("case_board"), page_of(case)):
        page = client.get(address)
        assert page.status_code in (302, 403, 404)
        assert "zilver" not in page.content.decode()
    answer(client, case, "approve")
    with pytest.raises(PermissionDenied):
        review.case_for_reviewer(request.getfixturevalue(who), case.pk)
    assert cases.state_of(fresh(case)).phase == Phase.SUBMITTED


def test_the_page_shows_the_text_part_by_part(as_editor, author):
    case = make_submitted_case(author, "zilver")

    body = as_editor.get(page_of(case)).content.decode()

    for part in CasePage.PARTS:
        assert f"Tekst zilver over {part}." in body
        assert f'name="{part}"' in body


def test_remarks_stand_at_their_part_until_the_case_is_submitted_again(as_editor, as_author, author, editor):
    case = make_submitted_case(author)

    answer(as_editor, case, "send_back", reason="Bijna goed.", what_we_do="Noem <b>één</b> cijfer.", summary="  ")

    body = as_author.get(reverse("studio_case", args=[case.pk])).content.decode()
    assert "Bijna goed." in body
    remark = body.index("Noem &lt;b&gt;één&lt;/b&gt; cijfer.")
    assert body.index('id="id_social_problem"') < remark < body.index('id="id_what_we_do"')
    assert editor.name not in body
    assert CaseRemark.objects.count() == 1
    cases.save_draft(case, case_texts("beter"), author, cases.version_of(fresh(case)))
    assert review.remarks_for_author(fresh(case)) == {"what_we_do": "Noem <b>één</b> cijfer."}
    cases.submit(case, author, cases.version_of(fresh(case)))
    assert review.remarks_for_author(fresh(case)) == {}


def test_sending_back_without_a_reason_keeps_what_was_typed(as_editor, author):
    case = make_submitted_case(author)

    page = answer(as_editor, case, "send_back", reason=" ", what_we_do="Getypte opmerking")

    assert page.status_code == 409
    assert gettext("Write why you send the case back; its author reads this.") in page.content.decode()
    assert "Getypte opmerking" in page.content.decode()
    assert cases.state_of(fresh(case)).phase == Phase.SUBMITTED


def test_approving_with_remarks_asks_which_it_is(as_editor, author):
    case = make_submitted_case(author)

    page = answer(as_editor, case, "approve", what_we_do="Getypte opmerking")

    assert "Getypte opmerking" in page.content.decode()
    assert cases.state_of(fresh(case)).phase == Phase.SUBMITTED


def test_approving_asks_the_author_and_publishes_nothing(as_editor, author):
    case = make_submitted_case(author)

    assert answer(as_editor, case, "approve").url == reverse("case_board")

    assert cases.state_of(fresh(case)).phase == Phase.FINAL_WORDING
    assert not fresh(case).live
    assert as_editor.get(page_of(case)).status_code == 404


def test_an_answer_counts_for_the_text_that_was_read(as_editor, author, editor):
    case = make_submitted_case(author)
    read = cases.version_of(case)
    text = cases.draft_of(fresh(case))
    text.summary = "Verbeterd door een andere redacteur."
    text.save_revision(user=editor, clean=False)

    page = answer(as_editor, case, "approve", read)

    assert page.status_code == 409
    assert cases.state_of(fresh(case)).phase == Phase.SUBMITTED
    assert f'value="{cases.version_of(fresh(case))}"' in page.content.decode()


def test_what_was_withdrawn_meanwhile_cannot_be_answered(author, editor):
    case = make_submitted_case(author)
    version = cases.version_of(case)
    cases.withdraw(case, author)

    with pytest.raises(Refused):
        review.approve(case, editor, version)
    assert cases.state_of(fresh(case)).phase == Phase.DRAFT


def test_a_remark_that_is_too_long_is_refused_and_kept(as_editor, author):
    case = make_submitted_case(author)

    page = answer(as_editor, case, "send_back", reason="Te lang.", what_we_do="z" * 5000)

    assert "z" * 5000 in page.content.decode()
    assert not CaseRemark.objects.exists()
    assert cases.state_of(fresh(case)).phase == Phase.SUBMITTED
