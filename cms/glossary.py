"""The glossary: every term in the language of the reader where there are words for it, in order of the alphabet."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from cms.content_version import kept
from cms.models import Source, Term
from cms.models.glossary import TermWords
from cms.search_context import folded


@dataclass(frozen=True)
class Entry:
    """A term as it is shown. language: that of its words. synonyms: those and the abbreviation are shown beside it."""

    key: str
    term: str
    abbreviation: str
    synonyms: tuple[str, ...]
    meaning: str
    language: str
    source: Source | None

    @property
    def letter(self) -> str:
        return folded(self.term)[:1].upper()

    @property
    def names(self) -> list[str]:
        """The single words somebody may know it by, without accents and capitals."""
        return folded(" ".join((self.term, self.abbreviation, *self.synonyms))).replace("-", " ").split()


@kept(most=10)
def entries(language: str) -> tuple[Entry, ...]:
    """All terms; two queries in each version of the content."""
    terms = Term.objects.select_related("source").prefetch_related("translations")
    found = [_entry(term, language) for term in terms]
    return tuple(sorted(found, key=lambda entry: folded(entry.term)))


@kept(most=10)
def _by_key(language: str) -> dict[str, Entry]:
    return {entry.key: entry for entry in entries(language)}


def entry_of(term: Term, language: str) -> Entry:
    """This term in that language; of an example, which is not saved, its own words."""
    known = _by_key(language).get(term.key) if term.pk else None
    return known or _in_words_of(term, term, settings.LANGUAGE_CODE)


def _entry(term: Term, language: str) -> Entry:
    translation = next((one for one in term.translations.all() if one.language == language), None)
    if translation:
        return _in_words_of(term, translation, language)
    return _in_words_of(term, term, settings.LANGUAGE_CODE)


def _in_words_of(term: Term, words: TermWords, language: str) -> Entry:
    synonyms = tuple(part.strip() for part in words.synonyms.split(",") if part.strip())
    return Entry(term.key, words.term, words.abbreviation, synonyms, words.meaning, language, term.source)


def by_letter(found: list[Entry]) -> list[tuple[str, list[Entry]]]:
    return [(letter, list(group)) for letter, group in groupby(found, key=lambda entry: entry.letter)]


def find(words: str, language: str) -> list[Entry]:
    """Terms whose name, abbreviation or synonyms have a word that begins with each of `words`."""
    asked = folded(words).replace("-", " ").split()
    return list(_named(asked, language)) if asked else []


def _named(asked: list[str], language: str) -> Iterator[Entry]:
    for entry in entries(language):
        names = entry.names
        if all(any(name.lstrip("(").startswith(word) for name in names) for word in asked):
            yield entry


def find_in_glossary(words: str, language: str) -> list[Entry]:
    """As `find`, and then the terms that have all these words in their meaning."""
    named = find(words, language)
    asked = folded(words).split()
    explained = [
        entry
        for entry in entries(language)
        if asked and entry not in named and all(word in folded(entry.meaning) for word in asked)
    ]
    return sorted([*named, *explained], key=lambda entry: folded(entry.term))
