"""Another date of the text of a source is a row, written with it."""

from datetime import date
from unittest.mock import patch

import pytest

from cms.models import Source, SourceChange
from tests.factories.cms import make_source


@pytest.fixture
def source(db):
    return make_source(text_date=date(2025, 9, 1))


def changes():
    return list(SourceChange.objects.values_list("before", "after"))


def test_another_date_is_noted(source):
    source.text_date = date(2026, 1, 1)
    source.save()
    source.text_date = date(2026, 7, 1)
    source.save(update_fields=["text_date"])
    assert changes() == [(date(2025, 9, 1), date(2026, 1, 1)), (date(2026, 1, 1), date(2026, 7, 1))]


def test_a_date_that_comes_or_goes_is_noted(source):
    source.text_date = None
    source.save()
    source.text_date = "2026-01-01"
    source.save()
    assert changes() == [(date(2025, 9, 1), None), (None, date(2026, 1, 1))]


def test_a_new_source_and_other_words_are_no_change_of_the_text(source):
    source.title = "Een andere titel"
    source.checked_on = date(2026, 11, 30)
    source.save()
    source.text_date = "2025-09-01"
    source.save()
    source.text_date = date(2026, 1, 1)
    source.save(update_fields=["title"])
    assert changes() == []


def test_a_change_made_elsewhere_meanwhile_is_what_it_is_held_against(source):
    stale = Source.objects.get(pk=source.pk)
    source.text_date = date(2026, 1, 1)
    source.save()
    stale.text_date = date(2026, 1, 1)
    stale.save()
    assert changes() == [(date(2025, 9, 1), date(2026, 1, 1))]


def test_when_the_row_cannot_be_written_the_source_stays_as_it_was(source):
    source.text_date = date(2026, 1, 1)
    with (
        patch.object(SourceChange.objects, "create", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        source.save()
    source.refresh_from_db()
    assert source.text_date == date(2025, 9, 1)
