"""What is published is what was reviewed: words that come after the approval stop it, and wait for a review."""

import pytest

from guests import cases, final_wording
from guests.models import CasePage
from tests.factories.guests import case_texts, make_approved_case

pytestmark = pytest.mark.row("B22")


def agree(case: CasePage) -> None:
    """The last word of its author, after which it is published."""
    final_wording.approve(final_wording.waiting_in(CasePage.objects.get(pk=case.pk)), by_link=True)


@pytest.mark.parametrize("who", ["author", "editor"])
def test_words_written_after_the_approval_are_not_published(author, editor, client, request, who):
    case = make_approved_case(author, editor, "gelezen")
    written = cases.draft_of(case)
    for name, text in case_texts("ongelezen").items():
        setattr(written, name, text)
    written.save_revision(user=request.getfixturevalue(who))

    with pytest.raises(final_wording.Closed):
        agree(case)

    case = CasePage.objects.get(pk=case.pk)
    assert not case.live
    assert client.get(case.get_url()).status_code == 404
    assert "ongelezen" in cases.draft_of(case).summary


def test_without_such_words_the_same_approval_publishes_it(author, editor, client):
    case = make_approved_case(author, editor, "gelezen")

    agree(case)

    assert "Tekst gelezen" in client.get(CasePage.objects.get(pk=case.pk).url).content.decode()
