"""What has to be read again because the text of a source that it cites has changed.

Wagtail's index of references knows what cites a source. Nothing is unpublished and no certificate changes: a row per
change and text says that an editor looked (cms.models.SourceReading); what is open is derived.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from certificates.models import Certificate
from cms.models import Source, SourceChange, SourceReading
from courses.models import CoursePage
from people.models import User
from quizzes.bank import paths_of_quizzes
from quizzes.models import Question


class Kind(StrEnum):
    """What can cite a source."""

    PAGE = "page"
    QUESTION = "question"

    @property
    def content_type(self) -> ContentType:
        return ContentType.objects.get_for_model(Page if self == Kind.PAGE else Question)


@dataclass(frozen=True)
class Citing:
    """A page or question. paths: where it, or the quizzes that ask it, stand in the page tree."""

    kind: Kind
    pk: int
    title: str
    first_published_at: datetime | None
    paths: frozenset[str]

    @property
    def address(self) -> str:
        """Where it is edited."""
        name = "wagtailadmin_pages:edit" if self.kind == Kind.PAGE else "wagtailsnippets_quizzes_question:edit"
        return reverse(name, args=[self.pk])

    def is_below(self, path: str) -> bool:
        return any(own.startswith(path) for own in self.paths)


@dataclass(frozen=True)
class OpenReading:
    """Something to read again; `change` is the newest of the changes it has to be read for."""

    citing: Citing
    changes: list[SourceChange]
    courses: list[str]

    @property
    def change(self) -> SourceChange:
        return self.changes[-1]


@dataclass(frozen=True)
class OldCertificates:
    """How many valid certificates of a course were earned before the text changed."""

    course: str
    number: int


@dataclass
class ChangedSource:
    """A source with what has to be read again because of it."""

    source: Source
    readings: list[OpenReading] = field(default_factory=list)
    certificates: list[OldCertificates] = field(default_factory=list)

    @property
    def change(self) -> SourceChange:
        """The newest that something has to be read for."""
        return max((reading.change for reading in self.readings), key=lambda change: (change.changed_at, change.pk))


def may_read(user: User) -> bool:
    """Whoever keeps the sources up to date."""
    return user.is_active and user.has_perm("cms.change_source")


def changed_sources() -> list[ChangedSource]:
    """The sources with something open, the one that changed last first. As many queries for many as for one."""
    found = _open_sources()
    if not found:
        return []
    courses = list(CoursePage.objects.only("path", "title", "translation_key"))
    earned = _certificates_by_day({course.translation_key for course in courses})
    for each in found:
        each.readings = [
            OpenReading(reading.citing, reading.changes, _titles(_courses_of([reading], courses)))
            for reading in each.readings
        ]
        each.certificates = _old_certificates(each, courses, earned)
    return sorted(found, key=lambda each: each.change.changed_at, reverse=True)


def number_open() -> int:
    """How many texts have to be read again, each once per source."""
    return sum(len(each.readings) for each in _open_sources())


def number_open_below(page: Page) -> int:
    """Of this page and what is below it, with the questions that its quizzes ask."""
    readings = [reading for each in _open_sources() for reading in each.readings]
    return len({reading.citing for reading in readings if reading.citing.is_below(page.path)})


def note_read(by: User, source: int, kind: Kind, pk: int, up_to: int) -> bool:
    """An editor read this text again for the changes of the source until `up_to`, the newest that was shown.

    False when nothing was open (any more).
    """
    readings = [reading for each in _open_sources() if each.source.pk == source for reading in each.readings]
    changes = [
        change
        for reading in readings
        if (reading.citing.kind, reading.citing.pk) == (kind, pk)
        for change in reading.changes
        if change.pk <= up_to
    ]
    # The constraint decides when two editors press at once.
    SourceReading.objects.bulk_create(
        [SourceReading(change=change, content_type=kind.content_type, object_id=pk, read_by=by) for change in changes],
        ignore_conflicts=True,
    )
    return bool(changes)


def _open_sources() -> list[ChangedSource]:
    changes: dict[int, list[SourceChange]] = defaultdict(list)
    for change in SourceChange.objects.select_related("source"):
        changes[change.source_id].append(change)
    if not changes:
        return []
    read = set(SourceReading.objects.values_list("change_id", "content_type_id", "object_id"))
    found = []
    for source, citing in _citing(changes.keys()).items():
        each = ChangedSource(changes[source][0].source)
        for text in citing:
            if unread := _unread(text, changes[source], read):
                each.readings.append(OpenReading(text, unread, []))
        if each.readings:
            found.append(each)
    return found


def _unread(text: Citing, changes: list[SourceChange], read: set[tuple[int, int, int]]) -> list[SourceChange]:
    """What was published after the change was written with the new text before its author."""
    content_type = text.kind.content_type.pk
    return [
        change
        for change in changes
        if text.first_published_at
        and text.first_published_at < change.changed_at
        and (change.pk, content_type, text.pk) not in read
    ]


def _citing(sources: Collection[int]) -> dict[int, list[Citing]]:
    """The pages and questions that cite each of these sources, by its primary key."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Source), to_object_id__in=[str(pk) for pk in sources]
    ).values_list("to_object_id", "base_content_type_id", "object_id")
    kinds = {kind.content_type.pk: kind for kind in Kind}
    pairs = sorted({(int(to), kinds[base], int(pk)) for to, base, pk in references if base in kinds})
    texts = {
        Kind.PAGE: _pages({pk for _source, kind, pk in pairs if kind == Kind.PAGE}),
        Kind.QUESTION: _questions({pk for _source, kind, pk in pairs if kind == Kind.QUESTION}),
    }
    found: dict[int, list[Citing]] = defaultdict(list)
    for source, kind, pk in pairs:
        # The index can be behind on what was deleted.
        if pk in texts[kind]:
            found[source].append(texts[kind][pk])
    return found


def _pages(keys: set[int]) -> dict[int, Citing]:
    return {
        page.pk: Citing(Kind.PAGE, page.pk, page.draft_title, page.first_published_at, frozenset({page.path}))
        for page in Page.objects.filter(pk__in=keys)
    }


def _questions(keys: set[int]) -> dict[int, Citing]:
    questions = list(Question.objects.filter(pk__in=keys)) if keys else []
    paths = paths_of_quizzes(questions) if questions else {}
    return {
        question.pk: Citing(
            Kind.QUESTION,
            question.pk,
            str(question),
            question.first_published_at,
            frozenset(paths.get(question.pk, ())),
        )
        for question in questions
    }


def _courses_of(readings: Iterable[OpenReading], courses: list[CoursePage]) -> list[CoursePage]:
    citing = [reading.citing for reading in readings]
    return [course for course in courses if any(text.is_below(course.path) for text in citing)]


def _titles(courses: Iterable[CoursePage]) -> list[str]:
    return sorted(course.title for course in courses)


def _certificates_by_day(courses: set[UUID]) -> list[tuple[UUID, date, int]]:
    """Course, day on which it was finished and how many valid certificates are of that day."""
    valid = Certificate.objects.filter(status=Certificate.Status.VALID, is_of_path=False, course_key__in=courses)
    counted = valid.order_by().values("course_key", "completed_on").annotate(number=Count("pk"))
    return list(counted.values_list("course_key", "completed_on", "number"))


def _old_certificates(
    each: ChangedSource, courses: list[CoursePage], earned: list[tuple[UUID, date, int]]
) -> list[OldCertificates]:
    """Per course, the languages of it together. The day of the change itself counts as before it."""
    last_day = timezone.localdate(each.change.changed_at)
    by_key = {course.translation_key: course for course in reversed(_courses_of(each.readings, courses))}
    numbers = {
        key: sum(number for course, day, number in earned if course == key and day <= last_day) for key in by_key
    }
    return [OldCertificates(by_key[key].title, number) for key, number in numbers.items()]
