"""Learning paths: which courses count, who has finished one, and the only writer of both.

A path is to its courses what a course is to its steps, so the same definition holds (completion_rules.py),
with courses for steps. A course counts while it is published; it is done when this person has a
CourseCompletion of it, in whatever language and period, whether earned before or after following the path.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.shortcuts import get_object_or_404
from wagtail.models import PageQuerySet

from people.models import User

from .completion_rules import Progress, Step, earns_completion, progress, required_keys
from .models import CourseCompletion, CoursePage, PathCompletion, PathEnrolment, PathItem, PathPage
from .progress import all_done
from .signals import course_completed, path_completed


@dataclass(frozen=True)
class PathCourse:
    """A published course in a path."""

    course: CoursePage
    required: bool

    @property
    def rule(self) -> Step:
        return Step(key=self.course.translation_key, required=self.required)


def listen() -> None:
    """Connect the receiver; called once, when the app is ready."""
    course_completed.connect(_on_course_completed, dispatch_uid="courses.paths")


def _on_course_completed(completion: CourseCompletion, **_signal: Any) -> None:
    finish_paths_of(completion.enrolment.user)


def published_path(pk: int) -> PathPage:
    """A path everyone may follow, or 404. By `id`, see perms.py."""
    return get_object_or_404(PathPage.objects.live().public(), id=pk)


def published_paths() -> PageQuerySet:
    """Every path everyone may follow, in every language; not the copies that wait for a translation (aliases)."""
    paths: PageQuerySet = PathPage.objects.live().public().exclude(alias_of__translation_key=F("translation_key"))
    return paths.select_related("locale").order_by("path")


def path_enrolment_for(user: User, pk: int) -> PathEnrolment:
    """The own enrolment with this number, or 404."""
    return get_object_or_404(PathEnrolment.objects.select_related("path"), id=pk, user=user)


def path_enrolment_of(user: User, path: PathPage) -> PathEnrolment | None:
    """The enrolment with its completion, if there is one."""
    own = PathEnrolment.objects.filter(user=user, path_key=path.translation_key)
    return own.select_related("completion", "path").first()


def path_completion_of(enrolment: PathEnrolment) -> PathCompletion | None:
    """The completion, or None while the path is not finished."""
    return getattr(enrolment, "completion", None)


def courses_of(path: PathPage) -> list[PathCourse]:
    """Its published courses in order; of a draft, those of the draft."""
    return _published({path.pk: list(path.items.all())})[path.pk]


def courses_by_path(paths: Collection[PathPage]) -> dict[int, list[PathCourse]]:
    """The same by primary key of the path, as they stand in the database; three queries for any number of paths."""
    items: dict[int, list[PathItem]] = {path.pk: [] for path in paths}
    for item in PathItem.objects.filter(path__in=paths).order_by("sort_order", "pk"):
        items[item.path_id].append(item)
    return _published(items)


def _published(items_by_path: dict[int, list[PathItem]]) -> dict[int, list[PathCourse]]:
    keys = {item.course_id for items in items_by_path.values() for item in items}
    courses = CoursePage.objects.live().public().select_related("locale").in_bulk(keys)
    return {
        path: [PathCourse(courses[item.course_id], item.required) for item in items if item.course_id in courses]
        for path, items in items_by_path.items()
    }


def rules_of(courses: Iterable[PathCourse]) -> list[Step]:
    """What completion_rules.py asks for."""
    return [entry.rule for entry in courses]


def path_progress(enrolment: PathEnrolment, courses: Iterable[PathCourse], done: Collection[UUID]) -> Progress:
    """How far one person is, given the courses of the path and the keys of those that are done."""
    return progress(rules_of(courses), done, already_finished=path_completion_of(enrolment) is not None)


def done_courses(user: User) -> dict[UUID, CourseCompletion]:
    """What someone has finished, by the key of the course; of a course taken several times the last time."""
    completions = CourseCompletion.objects.filter(enrolment__user=user).select_related("enrolment")
    completions = completions.order_by("enrolment__period")
    return {completion.enrolment.course_key: completion for completion in completions}


def with_done_count(enrolments: QuerySet[PathEnrolment], rules: Sequence[Step]) -> QuerySet[PathEnrolment]:
    """The enrolments in one path with `done_count`, the SQL form of `path_progress(...).done`."""
    return enrolments.annotate(done_count=_done_among(required_keys(rules)))


def finished_by_rule(enrolments: QuerySet[PathEnrolment], rules: Sequence[Step]) -> QuerySet[PathEnrolment]:
    """Those in one path that `earns_completion` holds for: its SQL form."""
    return with_done_count(enrolments, rules).filter(all_done(rules))


def _done_among(keys: list[UUID]) -> Count:
    finished = Q(user__enrolments__course_key__in=keys, user__enrolments__completion__isnull=False)
    # Whoever finished a course in two periods has still finished one course.
    return Count("user__enrolments__course_key", filter=finished, distinct=True)


@transaction.atomic
def follow(user: User, path: PathPage) -> PathEnrolment:
    """The enrolment of `user` in `path`; the second time it is the same one.

    Who has finished its courses already has finished the path at once.
    """
    enrolment, _created = PathEnrolment.objects.get_or_create(
        user=user, path_key=path.translation_key, defaults={"path": path}
    )
    finish_paths_of(user)
    return enrolment


@transaction.atomic
def follow_all(users: Collection[int], path: PathPage) -> None:
    """The same for many at once; beside who has finished its courses already, so many queries for ten as for all.

    users: primary keys.
    """
    enrolments = [PathEnrolment(user_id=user, path=path, path_key=path.translation_key) for user in users]
    PathEnrolment.objects.bulk_create(enrolments, ignore_conflicts=True)
    _finish_who_earned(PathEnrolment.objects.filter(user__in=users), [path])


@transaction.atomic
def stop_following(enrolment: PathEnrolment) -> bool:
    """Take the path from someone's list. False for who has finished it: that stays."""
    locked = PathEnrolment.objects.select_for_update().filter(pk=enrolment.pk).first()
    if PathCompletion.objects.filter(enrolment=enrolment).exists():
        return False
    if locked is not None:
        locked.delete()
    return True


@transaction.atomic
def finish_paths_of(user: User) -> None:
    """Finish every path this person has earned, right after a course was finished or a path followed.

    Two courses that are finished at the same moment both come here; the second waits for the first, and
    sees its course.
    """
    for enrolment in _locked_busy(PathEnrolment.objects.filter(user=user)):
        _complete_path_if_earned(enrolment)


@transaction.atomic
def finish_followers_of(paths: Collection[PathPage]) -> None:
    """The same for everyone who is busy with one of these paths, right after an edit.

    A path that is offline finishes nobody, since its courses may be only partly there.
    """
    _finish_who_earned(PathEnrolment.objects.all(), paths)


def _finish_who_earned(enrolments: QuerySet[PathEnrolment], paths: Collection[PathPage]) -> None:
    followers = enrolments.filter(path__in=[path for path in paths if path.live])
    if not _locked_busy(followers):
        return
    for path, courses in courses_by_path(paths).items():
        busy = followers.filter(path=path, completion__isnull=True).select_related("path", "user")
        for enrolment in finished_by_rule(busy, rules_of(courses)).order_by("user", "pk"):
            _complete_path_if_earned(enrolment)


def paths_with(course: CoursePage) -> QuerySet[PathPage]:
    """Paths that are online and ask for this very page, or offer it."""
    paths: QuerySet[PathPage] = PathPage.objects.live().filter(items__course=course).distinct()
    return paths


def _locked_busy(enrolments: QuerySet[PathEnrolment]) -> list[PathEnrolment]:
    """Always in the same order, so that two who lock several never wait for each other.

    no_key: rows that only point at the enrolment may be written meanwhile.
    """
    busy = enrolments.filter(completion__isnull=True).select_related("path", "user")
    return list(busy.select_for_update(no_key=True, of=("self",)).order_by("user", "pk"))


def _complete_path_if_earned(enrolment: PathEnrolment) -> None:
    path = enrolment.path
    if not path.live or PathCompletion.objects.filter(enrolment=enrolment).exists():
        return
    rules = rules_of(courses_by_path([path])[path.pk])
    done = done_courses(enrolment.user)
    if not earns_completion(rules, done):
        return
    completion, created = PathCompletion.objects.get_or_create(
        enrolment=enrolment,
        defaults={
            "revision_id": path.live_revision_id,
            "study_minutes": sum(done[key].study_minutes for key in required_keys(rules)),
        },
    )
    if created:
        path_completed.send(sender=PathCompletion, completion=completion)


def finished_courses(completion: PathCompletion) -> list[tuple[CoursePage, CourseCompletion]]:
    """The courses a finished path rests on, and how each was finished: those it asks for, in its order."""
    enrolment = completion.enrolment
    done = done_courses(enrolment.user)
    courses = courses_by_path([enrolment.path])[enrolment.path_id]
    required = {entry.rule.key: entry.course for entry in courses if entry.required}
    return [(course, done[key]) for key, course in required.items() if key in done]
