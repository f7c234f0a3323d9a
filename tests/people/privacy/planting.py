"""A row in every table that keeps something about people, with a word of its own in each field.

Rows are made from the data map and the models alone, so that a model that is added tomorrow is planted as well. A word
that turns up somewhere tells by itself from which field, and about whom.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site

from cms.models import CmsImage
from courses.models import CoursePage, LessonPage, ModulePage, PathPage, StepPage
from guests.models import CasePage, CaseStepPage, Enterprise
from people.data_map import NOBODY, Personal
from people.models import User
from people.privacy.subjects import Part, parts, personal_fields
from quizzes.models import Question, QuizPage
from tests.factories.courses import make_course, make_lesson, module_of
from tests.factories.guests import (
    make_case_step,
    make_enterprise,
    make_entrepreneur,
    make_picture,
    make_published_case,
)
from tests.factories.paths import make_path
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz

_numbers = count(1)
# What the database or the model asks of a row besides its types.
WORDS_THAT_MUST_FIT: dict[str, dict[str, Any]] = {
    # Who has an account is mailed there.
    "people.OutboxMail": {"address": ""},
    "commitments.ScanAnswer": {"value": 3},
    "commitments.PracticeAnswer": {"value": 3},
    "hr.CertificateBundle": {"state": "ready", "ready_at": timezone.now()},
    "hr.Assignment": {"due_on": date(2027, 1, 1)},
    "hr.Export": {"state": "ready", "ready_at": timezone.now()},
}


@dataclass(frozen=True)
class Planted:
    """A word in a field of a row. whose: whom the word is about; owner: for whom the row was made."""

    word: str
    label: str
    name: str
    whose: User
    owner: User
    declared: Personal


@dataclass
class Garden:
    """All that was planted, and the rows it stands in."""

    planted: list[Planted] = field(default_factory=list)
    rows: dict[tuple[str, str, int], models.Model] = field(default_factory=dict)
    content: dict[type[models.Model], models.Model] = field(default_factory=dict)

    def words_of(self, user: User, **declared: Any) -> set[str]:
        """Words about this person in fields that are declared like this."""
        return {
            one.word
            for one in self.planted
            if one.whose == user and all(getattr(one.declared, name) == value for name, value in declared.items())
        }


def plant(garden: Garden, user: User, other: User) -> None:
    """Rows about `user` in every table; what they also say of somebody else is about `other`."""
    for part in parts():
        if part.model is not User:
            _row(garden, part, user, other)


def people_with_words(garden: Garden) -> list[User]:
    """Three people whose own account has such words as well."""
    made = []
    for _each in range(3):
        name, email = _word(), f"{_word()}@gemeente.example"
        user = make_user(name=name, email=email)
        own = personal_fields(User)
        garden.planted.append(Planted(name, "people.User", "name", user, user, own["name"]))
        garden.planted.append(Planted(email, "people.User", "email", user, user, own["email"]))
        made.append(user)
    return made


def _row(garden: Garden, part: Part, user: User, other: User) -> models.Model:
    key = (part.label, part.about, user.pk)
    if key not in garden.rows:
        garden.rows[key] = _make(garden, part, user, other)
    return garden.rows[key]


def _make(garden: Garden, part: Part, user: User, other: User) -> models.Model:
    model = part.model
    if issubclass(model, Page):
        return _page(user, part.about)
    ways = dict(_first_steps(part))
    values: dict[str, Any] = {}
    for concrete in model._meta.concrete_fields:
        if concrete.primary_key and concrete.get_internal_type() in {"BigAutoField", "AutoField"}:
            continue
        values[concrete.attname if concrete.is_relation else concrete.name] = _value(
            garden, part, concrete, ways, user, other
        )
    values |= WORDS_THAT_MUST_FIT.get(part.label, {})
    if part.label == "hr.Assignment":
        values["course_id"] = _content(garden, CoursePage, user, other).pk
    # As the database takes it: what a model says to its own save is about people who type.
    row = model._base_manager.bulk_create([model(**values)])[0]
    for name, rest in ways.items():
        if model._meta.get_field(name).many_to_many and not rest:
            getattr(row, name).add(user)
    return row


def _first_steps(part: Part) -> Iterator[tuple[str, str]]:
    """The field each way begins with, and what comes after it."""
    for way in part.about.split():
        if not way.startswith("@"):
            first, _rest, after = way.partition("__")
            yield first, after
            return
    for way in part.about.split():
        yield way[1:], "@"


def _value(garden: Garden, part: Part, concrete: Any, ways: dict[str, str], user: User, other: User) -> Any:
    if concrete.is_relation:
        return _related(garden, part, concrete, ways, user, other)
    if ways.get(concrete.name) == "@":
        return user.email
    declared = personal_fields(part.model).get(concrete.name)
    must_fit = concrete.name in WORDS_THAT_MUST_FIT.get(part.label, {})
    if declared is None or concrete.choices or must_fit or declared.about == NOBODY:
        return _plain(concrete)
    whose = _whose(part, concrete.name, ways, user, other)
    word = _word()
    value = _with_word(concrete, word)
    if value is None or whose is None:
        return _plain(concrete)
    garden.planted.append(Planted(word, part.label, concrete.name, whose, user, declared))
    return value


def _whose(part: Part, name: str, ways: dict[str, str], user: User, other: User) -> User | None:
    """About whom a field of this row is: whoever its own way leads to. None when it leads to neither."""
    about = next(each.about for each in parts() if each.model is part.model and name in each.fields).split()
    if any(way.partition("__")[0] in ways for way in about):
        return user
    to_a_person = part.model._meta.get_field(about[0].lstrip("@").partition("__")[0]).related_model is User
    return other if to_a_person and "__" not in about[0] else None


def _related(garden: Garden, part: Part, concrete: Any, ways: dict[str, str], user: User, other: User) -> Any:
    target = concrete.related_model
    if concrete.name in ways:
        after = ways[concrete.name]
        return user.pk if not after else _owned(garden, target, after, user, other).pk
    if target is User:
        return other.pk
    if concrete.null:
        return None
    return _content(garden, target, user, other).pk


def _owned(garden: Garden, model: type[models.Model], about: str, user: User, other: User) -> models.Model:
    """The row a way leads through: one of the person's own."""
    for part in parts():
        if about in part.about.split() and part.model is model:
            return _row(garden, part, user, other)
        if about in part.about.split() and part.model is Page and issubclass(model, Page):
            return _page(user, about)
    raise LookupError(f"{model} {about}")


def _page(user: User, about: str) -> models.Model:
    page = make_published_case(make_entrepreneur())
    Page.objects.filter(pk=page.pk).update(**{about: user})
    return page


def _content(garden: Garden, model: type[models.Model], user: User, other: User) -> models.Model:
    """A row that is about nobody; one page or kind of content is enough, of the rest there is a new one each time."""
    if model in garden.content:
        return garden.content[model]
    if model in _MAKERS:
        garden.content[model] = _MAKERS[model]()
        return garden.content[model]
    if (already := [part for part in parts() if part.model is model]) and model is not User:
        return _make(garden, already[0], other, user)
    values = {
        concrete.attname if concrete.is_relation else concrete.name: _nobodys(garden, concrete, user, other)
        for concrete in model._meta.concrete_fields
        if not concrete.primary_key
    }
    return model._base_manager.bulk_create([model(**values)])[0]


def _nobodys(garden: Garden, concrete: Any, user: User, other: User) -> Any:
    if not concrete.is_relation:
        return _plain(concrete)
    return None if concrete.null else _content(garden, concrete.related_model, user, other).pk


def _lesson() -> LessonPage:
    return make_lesson(module_of(make_course()))


_MAKERS: dict[type[models.Model], Callable[[], models.Model]] = {
    CoursePage: make_course,
    PathPage: lambda: make_path([make_course()]),
    StepPage: lambda: _lesson().steppage_ptr,
    LessonPage: _lesson,
    ModulePage: lambda: module_of(make_course()),
    QuizPage: make_quiz,
    Question: make_question,
    CasePage: make_published_case,
    CaseStepPage: lambda: make_case_step(make_course(), make_published_case()),
    Enterprise: make_enterprise,
    CmsImage: lambda: make_picture("zonder naam"),
    Page: lambda: make_course().page_ptr,
    Collection: Collection.get_first_root_node,
    Locale: Locale.get_default,
    Site: lambda: Site.objects.get(is_default_site=True),
    ContentType: lambda: ContentType.objects.get_for_model(CoursePage),
}


def _with_word(concrete: Any, word: str) -> Any:
    """A value of the right type with the word in it; None for a type that has no words."""
    if isinstance(concrete, models.FileField):
        # A folder of its own keeps the name from being made longer.
        return concrete.storage.save(f"{word}.txt", ContentFile(word.encode()))
    if isinstance(concrete, models.EmailField):
        return f"{word}@elders.example"
    if isinstance(concrete, models.UUIDField | models.GenericIPAddressField):
        return None
    if isinstance(concrete, models.CharField | models.TextField):
        return word
    if isinstance(concrete, models.JSONField):
        return {"word": word}
    if isinstance(concrete, models.BinaryField):
        return word.encode()
    return None


# Values that say nothing. Where it may have to be unique, another one each time.
_PLAIN: tuple[tuple[type[models.Field], Callable[[], Any]], ...] = (
    (models.DateTimeField, timezone.now),
    (models.DateField, lambda: date(2026, 1, 1)),
    (models.UUIDField, uuid4),
    (models.BooleanField, lambda: False),
    (models.DecimalField, lambda: 1),
    (models.IntegerField, lambda: next(_numbers)),
    (models.JSONField, dict),
    (models.BinaryField, bytes),
    (models.GenericIPAddressField, lambda: "192.0.2.1"),
    (models.Field, lambda: f"w{next(_numbers)}"),
)


def _plain(concrete: Any) -> Any:
    """A value of the right type that says nothing."""
    if concrete.has_default():
        return concrete.get_default()
    if concrete.null:
        return None
    if concrete.choices:
        return "" if concrete.blank else concrete.choices[0][0]
    if concrete.name == "object_id":
        # A page or row that is not there any more.
        return str(1_000_000 + next(_numbers))
    return next(value() for kind, value in _PLAIN if isinstance(concrete, kind))


def _word() -> str:
    """Short enough for a field of ten characters, and found nowhere by chance."""
    return f"zq{next(_numbers):05d}x"
