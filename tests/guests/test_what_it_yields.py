"""Goals and one figure of a case: asked, kept, shown to the reader."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from guests import cases
from guests.forms import CaseForm
from guests.models import CasePage
from tests.factories.guests import case_texts, make_draft

INDICATOR = {"indicator": "Mensen met een vaste baan", "indicator_figure": "4 van 12", "indicator_year": "2025"}


def test_what_is_ticked_and_filled_in_is_kept_and_shown_as_the_reader_sees_it(as_author, author):
    case = make_draft(author)
    texts = case_texts() | INDICATOR | {"sdgs": ["10", "8"], "version": cases.version_of(case)}

    assert as_author.post(reverse("studio_case", args=[case.pk]), texts | {"action": "preview"}).status_code == 302

    draft = cases.draft_of(CasePage.objects.get(pk=case.pk))
    assert [goal.number for goal in draft.goals] == [8, 10]
    body = as_author.get(reverse("studio_preview", args=[case.pk])).content.decode()
    assert "Mensen met een vaste baan (2025)" in body
    assert "4 van 12" in body
    assert body.index("ldl-sdg--8") < body.index("ldl-sdg--10")
    form = as_author.get(reverse("studio_case", args=[case.pk])).content.decode()
    assert form.count(" checked") == 2


def test_the_last_box_that_is_unticked_is_saved_while_typing(as_author, author):
    case = make_draft(author)
    version = cases.save_draft(case, {"sdgs": [8]}, author, cases.version_of(case))

    texts = cases.texts_of(cases.draft_of(case)) | {"sdgs": [], "version": version}
    as_author.post(reverse("studio_autosave", args=[case.pk]), texts)

    assert cases.draft_of(CasePage.objects.get(pk=case.pk)).sdgs == []


def test_all_of_it_may_stay_open():
    assert CaseForm(case_texts(), complete=True).is_valid()


@pytest.mark.parametrize("missing", INDICATOR)
def test_a_figure_is_handed_in_with_what_it_measures_and_its_year(missing):
    texts = case_texts() | INDICATOR | {missing: ""}

    assert CaseForm(texts).is_valid()
    form = CaseForm(texts, complete=True)

    assert form.errors == {missing: [gettext("Fill this in too, or leave all three about the figure open.")]}


@pytest.mark.parametrize("year", ["25", "1890", "twee", "²⁰²⁵", str(timezone.localdate().year + 1), "-2025"])
def test_a_year_that_cannot_be_is_refused_with_what_to_do(year):
    form = CaseForm(case_texts() | INDICATOR | {"indicator_year": year})

    assert list(form.errors) == ["indicator_year"]


def test_a_figure_has_digits_and_a_goal_is_one_of_the_seventeen():
    form = CaseForm(case_texts() | INDICATOR | {"indicator_figure": "veel", "sdgs": ["18"]})

    assert set(form.errors) == {"indicator_figure", "sdgs"}
