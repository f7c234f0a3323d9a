"""What a lawyer has to look at before the shipped courses are published, and what was noted about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.http import Http404

from cms.models import Source, SourceChange
from courses.models import CoursePage
from people.models import User

from . import shipped
from .models import LegalCheck


class Kind(StrEnum):
    """LOOK_UP needs no lawyer: a fact that may have changed since it was written down."""

    LAWYER = "lawyer"
    LOOK_UP = "look_up"


@dataclass(frozen=True)
class Item:
    """One thing to look at. where: titles of lessons and keys of questions, as the list names them.

    check: what was noted last. changes: of the sources that it names, since then.
    """

    key: str
    kind: Kind
    course: str
    where: list[str]
    text: str
    sources: list[Source]
    check: LegalCheck | None
    changes: list[SourceChange]

    @property
    def is_open(self) -> bool:
        return self.check is None or bool(self.changes)

    @property
    def is_for_a_lawyer(self) -> bool:
        return self.kind == Kind.LAWYER


@dataclass(frozen=True)
class CourseList:
    """The items of one course; title is empty for what belongs to none."""

    title: str
    items: list[Item]

    @property
    def number_open(self) -> int:
        return sum(item.is_open for item in self.items)


def may_note(user: User) -> bool:
    """Whoever keeps the sources up to date."""
    return user.is_active and user.has_perm("cms.change_source")


def lists_by_course() -> list[CourseList]:
    """In the order of the file; what belongs to no course comes last. Four queries."""
    by_course: dict[str, list[Item]] = defaultdict(list)
    for item in _items(shipped.for_a_lawyer()):
        by_course[item.course].append(item)
    titles = dict(CoursePage.objects.filter(slug__in=by_course).values_list("slug", "title"))
    lists = [CourseList(titles.get(slug, slug), items) for slug, items in by_course.items()]
    return sorted(lists, key=lambda each: not each.title)


def item_of(key: str) -> Item:
    """Raises Http404 for what is not on the list."""
    for item in _items(entry for entry in shipped.for_a_lawyer() if entry["key"] == key):
        return item
    raise Http404


def note(by: User, item: Item, checked_on: date, checked_by: str, remark: str) -> LegalCheck:
    """Notes are added; an earlier one stays where it is."""
    return LegalCheck.objects.create(
        item=item.key, checked_on=checked_on, checked_by=checked_by, remark=remark, noted_by=by
    )


def _items(entries: Iterable[shipped.LegalItem]) -> list[Item]:
    entries = list(entries)
    keys = {key for entry in entries for key in entry.get("sources", [])}
    sources = {source.key: source for source in Source.objects.filter(key__in=keys)}
    changes: dict[str, list[SourceChange]] = defaultdict(list)
    for change in SourceChange.objects.filter(source__key__in=keys).select_related("source"):
        changes[change.source.key].append(change)
    # The newest comes last and stays.
    checks = {check.item: check for check in LegalCheck.objects.filter(item__in=[entry["key"] for entry in entries])}
    return [_item(entry, sources, changes, checks.get(entry["key"])) for entry in entries]


def _item(
    entry: shipped.LegalItem,
    sources: dict[str, Source],
    changes: dict[str, list[SourceChange]],
    check: LegalCheck | None,
) -> Item:
    named = entry.get("sources", [])
    since = [
        change for key in named for change in changes.get(key, []) if check and change.changed_at > check.noted_at
    ]
    return Item(
        key=entry["key"],
        kind=Kind(entry.get("kind", Kind.LAWYER)),
        course=entry.get("course", ""),
        where=entry.get("where", []),
        text=entry["text"],
        # An editor can have deleted one.
        sources=[sources[key] for key in named if key in sources],
        check=check,
        changes=since,
    )
