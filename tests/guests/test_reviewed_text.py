"""What is published is what was reviewed, whatever is written between the approval and the last word of the author."""

import pytest

from guests import cases, final_wording
from guests.models import CasePage
from tests.factories.guests import case_texts, make_approved_case

pytestmark = pytest.mark.row("B22")


def agree(case: CasePage) -> None:
    final_wording.approve(final_wording.waiting_in(CasePage.objects.get(pk=case.pk)), by_link=True)


@pytest.mark.parametrize("who", ["author", "editor"])
def test_words_written_after_the_approval_are_not_published_with_it(author, editor, client, request, who):
    case = make_approved_case(author, editor, "gelezen")
    written = cases.draft_of(case)
    for name, text in case_texts("ongelezen").items():
        setattr(written, name, text)
    written.save_revision(user=request.getfixturevalue(who))

    agree(case)

    case = CasePage.objects.get(pk=case.pk)
    page = client.get(case.url).content.decode()
    assert case.live
    assert "Tekst gelezen" in page
    assert "ongelezen" not in page
    # They wait for a review of their own.
    assert "ongelezen" in cases.draft_of(case).summary
    assert case.has_unpublished_changes
