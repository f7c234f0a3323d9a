"""Beside each part stands how long its sentences are."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from guests import cases
from guests.reading_help import reading_help
from tests.factories.guests import case_texts, make_draft

SENTENCES = (
    "One sentence, of %(longest)s words. LIX %(lix)s.",
    "%(count)s sentences, of %(average)s words on average. The longest has %(longest)s words. LIX %(lix)s.",
)


def words(count, **numbers):
    return ngettext(*SENTENCES, count) % ({"count": count, "average": None} | numbers)


def test_the_form_shows_it_for_what_was_saved(as_author, author):
    case = make_draft(author, what_we_do="Wij werken buiten. Wij planten bomen met vijf mensen.")

    page = as_author.get(reverse("studio_case", args=[case.pk])).content.decode()

    assert words(2, average=4, longest=6, lix=16) in page
    assert gettext("Help with short sentences") in page


def test_saving_while_typing_brings_the_new_numbers(as_author, author):
    case = make_draft(author)
    texts = case_texts(what_we_do="Wij planten vijf bomen.") | {"version": cases.version_of(case)}

    answer = as_author.post(reverse("studio_autosave", args=[case.pk]), texts)

    assert answer.json()["reading"]["what_we_do"] == words(1, longest=4, lix=29)


def test_an_empty_part_has_no_numbers():
    assert reading_help({"summary": "  "})["summary"] == ""
