"""A row in every table that keeps something about people, with a word of its own in each field.

Rows are made from the data map and the models alone, so that a model that is added tomorrow is planted as well. A word that
turns up somewhere tells by itself from which field, and about whom.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.models import Collection, Locale, Page, Site, Workflow

from certificates.models import Certificate
from cms.models import CmsImage
from courses.models import CoursePage, LessonPage, ModulePage, PathPage, StepPage
from guests.models import CasePage, CaseStepPage, Enterprise
from people.data_map import Personal
from people.models import User
from people.privacy.subjects import Part, parts, personal_fields
from quizzes.models import Question, QuizPage
from tests.factories.courses import make_course
from tests.factories.guests import make_case_step, make_enterprise, make_picture, make_published_case
from tests.factories.lessons import make_lesson
from tests.factories.paths import make_path
from tests.factories.people import make_user
from tests.factories.quizzes import make_question, make_quiz

_numbers = count(1)
# What the database or the model asks of a row besides its types.
WORDS_THAT_MUST_FIT: dict[str, dict[str, Any]] = {
    # Who has an account is mailed there.
    "people.OutboxMail": {"address": ""},
}


@dataclass(frozen=True)
class Planted:
    """A word in a field of a row about somebody."""

    word: str
    label: str
    name: str
    whose: User
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


def people_with_words(garden: Garden) -> tuple[User, User]:
    """Two people whose own account has such words as well."""
    made = []
    for _each in range(2):
        name, email = _word(), f"{_word()}@gemeente.example"
        user = make_user(name=name, email=email)
        own = personal_fields(User)
        garden.planted.append(Planted(name, "people.User", "name", user, own["name"]))
        garden.planted.append(Planted(email, "people.User", "email", user, own["email"]))
        made.append(user)
    return made[0], made[1]


def _row(garden: Garden, part: Part, user: User, other: User) -> models.Model:
    key = (part.label, part.about, user.pk)
    if key not in garden.rows:
        garden.rows[key] = _make(garden, part, user, other)
    return garden.rows[key]


def _make(garden: Garden, part: Part, user: User, other: User) -> models.Model:
    model = part.model
    if issubclass(model, Page):
        return _page_of(garden, part, user)
    ways = dict(_first_steps(part))
    values: dict[str, Any] = {}
    for concrete in model._meta.concrete_fields:
        if concrete.primary_key and concrete.get_internal_type() in {"BigAutoField", "AutoField"}:
            continue
        values[concrete.attname if concrete.is_relation else concrete.name] = _value(
            garden, part, concrete, ways, user, other
        )
    values |= _fitting(model, part)
    row = model._base_manager.create(**values)
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
    if declared is None or concrete.choices:
        return _plain(concrete)
    whose = user if concrete.name in part.fields else other
    word = _word()
    value = _with_word(concrete, word)
    if value is None:
        return _plain(concrete)
    garden.planted.append(Planted(word, part.label, concrete.name, whose, declared))
    return value


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
        if part.model is model or (issubclass(model, Page) and part.model is Page):
            if about in part.about.split():
                return _row(garden, part, user, other) if part.model is model else _page(garden, model, user)
    raise LookupError(f"{model} {about}")


def _page_of(garden: Garden, part: Part, user: User) -> models.Model:
    return _page(garden, CasePage, user, part.about)


def _page(garden: Garden, model: type[models.Model], user: User, about: str = "owner") -> models.Model:
    page = make_published_case(make_enterprise(f"Onderneming {next(_numbers)}"))
    Page.objects.filter(pk=page.pk).update(**{about: user})
    return page


def _content(garden: Garden, model: type[models.Model], user: User, other: User) -> models.Model:
    """A row that is about nobody; one of each is enough, unless it is about somebody after all."""
    if model not in garden.content:
        garden.content[model] = _made_content(garden, model, user, other)
    return garden.content[model]


def _made_content(garden: Garden, model: type[models.Model], user: User, other: User) -> models.Model:
    makers: dict[type[models.Model], Any] = {
        CoursePage: lambda: make_course(f"Cursus {next(_numbers)}"),
        PathPage: lambda: make_path(),
        StepPage: lambda: make_lesson().steppage_ptr,
        LessonPage: make_lesson,
        ModulePage: lambda: make_lesson().get_parent().specific,
        QuizPage: make_quiz,
        Question: make_question,
        CasePage: lambda: make_published_case(make_enterprise()),
        CaseStepPage: make_case_step,
        Enterprise: make_enterprise,
        CmsImage: make_picture,
        Page: lambda: make_course(f"Cursus {next(_numbers)}").page_ptr,
        Collection: Collection.get_first_root_node,
        Locale: Locale.get_default,
        Site: lambda: Site.objects.get(is_default_site=True),
        Workflow: lambda: Workflow.objects.first() or Workflow.objects.create(name="Nakijken"),
        ContentType: lambda: ContentType.objects.get_for_model(CoursePage),
    }
    if model in makers:
        return makers[model]()
    for part in parts():
        if part.model is model:
            return _row(garden, part, other, user)
    values = {
        concrete.attname if concrete.is_relation else concrete.name: (
            None
            if concrete.is_relation and concrete.null
            else _content(garden, concrete.related_model, user, other).pk
            if concrete.is_relation
            else _plain(concrete)
        )
        for concrete in model._meta.concrete_fields
        if not concrete.primary_key
    }
    return model._base_manager.create(**values)


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


def _plain(concrete: Any) -> Any:
    """A value of the right type that says nothing, another one each time where it has to be unique."""
    if concrete.has_default():
        return concrete.get_default()
    if concrete.null:
        return None
    if concrete.choices:
        return concrete.choices[0][0]
    if isinstance(concrete, models.DateTimeField):
        return timezone.now()
    if isinstance(concrete, models.DateField):
        return date(2026, 1, 1)
    if isinstance(concrete, models.UUIDField):
        return uuid4()
    if isinstance(concrete, models.BooleanField):
        return False
    if isinstance(concrete, models.IntegerField | models.FloatField | models.DecimalField):
        return next(_numbers)
    if isinstance(concrete, models.JSONField):
        return {}
    if isinstance(concrete, models.BinaryField):
        return b""
    if isinstance(concrete, models.DurationField | models.TimeField):
        raise TypeError(concrete)
    return f"w{next(_numbers)}"


def _fitting(model: type[models.Model], part: Part) -> dict[str, Any]:
    return dict(WORDS_THAT_MUST_FIT.get(model._meta.label, {}))


def _word() -> str:
    """Short enough for a field of ten characters, and found nowhere by chance."""
    return f"zq{next(_numbers):05d}x"


__all__ = ["Certificate", "Garden", "Planted", "people_with_words", "plant"]
