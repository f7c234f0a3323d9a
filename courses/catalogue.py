"""The catalogue: which courses fit what somebody chose, and how many each choice would give.

Choices in one facet widen (inkoop or bestuur), facets narrow each other. The number behind an option is
what it would give on its own, with the choices in the other facets as they are. Options that would give
nothing are left out, for a list of seventeen goals with sixteen zeros hides the one that matters; what is
chosen stays, so that it can be undone.

A course in several languages is one course, found by the words of each. It is shown in the language that was
chosen, else in that of the catalogue one is in, else in the one there is.

Everything is counted in memory: a site has some hundreds of courses at most, and asks the same few
queries for ten as for two hundred.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.content_version import kept
from cms.sdgs import BY_NUMBER, SDG_CHOICES, Goal
from cms.search import Question, found_pages, question

from .facets import TargetGroup, Theme
from .languages import each_once, published_courses
from .models import CourseIndexPage, CoursePage
from .study_time import minutes_by_course

PER_PAGE = 24
LANGUAGE = "taal"
# Upper bounds in minutes, the bound included; None is without end.
DURATIONS: tuple[tuple[str, Any, int | None], ...] = (
    ("tot-30", _("At most 30 minutes"), 30),
    ("30-60", _("30 to 60 minutes"), 60),
    ("60-120", _("1 to 2 hours"), 120),
    ("meer", _("More than 2 hours"), None),
)


@dataclass(frozen=True)
class Listed:
    """A course in the catalogue in its languages, the one to show first, with its study time in minutes."""

    versions: tuple[CoursePage, ...]
    minutes: int

    @property
    def course(self) -> CoursePage:
        return self.versions[0]


@dataclass(frozen=True)
class Facet:
    """One way to look for courses. `name` and the values of its options stand in the address.

    `values_of` gives the options under which a course is found.
    """

    name: str
    label: Promise
    options: Mapping[str, Any]
    values_of: Callable[[Listed], set[str]]


@dataclass(frozen=True)
class Option:
    """A checkbox: `count` is the number of courses it would give; `goal` is there for an SDG only."""

    value: str
    label: str
    count: int
    chosen: bool
    goal: Goal | None


@dataclass(frozen=True)
class Group:
    """The checkboxes of one facet."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True)
class Chip:
    """One choice that is in force, and the address without it."""

    group: str
    label: str
    url: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What the page of the catalogue shows. `total` counts all courses, the paginator those that were found.

    Without words it is shared by all who chose the same: never change it.
    """

    asked: Question
    groups: list[Group]
    chips: list[Chip]
    result_page: ResultPage
    total: int
    query_string: str


def _target_groups(listed: Listed) -> set[str]:
    """A course for everyone is found under every group."""
    groups = set(listed.course.target_groups)
    return set(TargetGroup.values) if TargetGroup.EVERYONE in groups else groups


def _duration(listed: Listed) -> set[str]:
    """A course without steps has no duration yet."""
    if not listed.minutes:
        return set()
    return {next(value for value, _label, most in DURATIONS if most is None or listed.minutes <= most)}


def _languages(listed: Listed) -> set[str]:
    return {course.locale.language_code for course in listed.versions}


FACETS = (
    Facet("thema", _("Theme"), dict(Theme.choices), lambda listed: set(listed.course.themes)),
    Facet("doelgroep", _("For whom"), dict(TargetGroup.choices), _target_groups),
    Facet("duur", _("Study time"), {value: label for value, label, _most in DURATIONS}, _duration),
    Facet("niveau", _("Level"), dict(CoursePage.Level.choices), lambda listed: {listed.course.level}),
    Facet(
        "verplicht",
        _("Mandatory or free"),
        {"ja": _("Mandatory"), "nee": _("Free to choose")},
        lambda listed: {"ja" if listed.course.mandatory else "nee"},
    ),
    Facet(LANGUAGE, _("Language"), dict(settings.LANGUAGES), _languages),
    Facet(
        "sdg",
        _("Sustainable development goal"),
        {str(number): name for number, name in SDG_CHOICES},
        lambda listed: {str(number) for number in listed.course.sdgs},
    ),
)
Choices = Mapping[str, Sequence[str]]


def catalogue(index: CourseIndexPage, request: HttpRequest) -> Catalogue:
    """The courses of `index` that fit the address; what the address asks and nobody offers is ignored."""
    asked = question(request.GET.get("q", ""))
    choices, page = chosen(request.GET), request.GET.get("pagina", "")
    if asked.words:
        courses = listed_courses(index, tuple(choices[LANGUAGE]))
        return _found(courses, _with_words(courses, asked, request), asked, choices, page)
    frozen = tuple((name, tuple(values)) for name, values in choices.items())
    return _without_words(index, frozen, page if page.isdecimal() else "", str(get_language()))


@kept(most=200)
def _without_words(
    index: CourseIndexPage, choices: tuple[tuple[str, tuple[str, ...]], ...], page: str, _language: str
) -> Catalogue:
    chosen_values = dict(choices)
    courses = listed_courses(index, chosen_values[LANGUAGE])
    return _found(courses, courses, question(""), chosen_values, page)


def _found(
    courses: Sequence[Listed], with_words: Sequence[Listed], asked: Question, choices: Choices, page: str
) -> Catalogue:
    """The catalogue of these courses, of those among them in which the words were found."""
    found = [listed for listed in with_words if fits(listed, choices)]
    query = [("q", asked.words)] if asked.words else []
    query += [(name, value) for name, values in choices.items() for value in values]
    return Catalogue(
        asked=asked,
        groups=[group for facet in FACETS if (group := _group(facet, with_words, choices)).options],
        chips=_chips(query),
        result_page=Paginator(found, PER_PAGE).get_page(page),
        total=len(courses),
        query_string=urlencode(query),
    )


@kept(most=20)
def listed_courses(index: CourseIndexPage, languages: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    """Everything published in this catalogue, in the order of the editors, then what only its translations have.

    Shown in one of `languages` when there is such a version.
    """
    own = index.locale.language_code
    pages = published_courses().order_by("path").defer("goals", "statements")
    courses = [course for one in (index, *index.get_translations().live()) for course in pages.child_of(one)]
    preferred = sorted(languages, key=lambda language: language != own)
    several = each_once(courses, [*preferred, own])
    minutes = minutes_by_course([versions[0] for versions in several])
    return tuple(Listed(versions, minutes[versions[0].pk]) for versions in several)


def chosen(query: QueryDict) -> Choices:
    """What is chosen per facet, in the order of the options and each once."""
    return {facet.name: [value for value in facet.options if value in query.getlist(facet.name)] for facet in FACETS}


def fits(listed: Listed, choices: Choices, without: str = "") -> bool:
    """Whether a course meets the choices of every facet, but for the facet named `without`."""
    return all(
        not choices[facet.name] or not facet.values_of(listed).isdisjoint(choices[facet.name])
        for facet in FACETS
        if facet.name != without
    )


def _with_words(courses: Sequence[Listed], asked: Question, request: HttpRequest) -> Sequence[Listed]:
    """The courses in which the words were found: in their own text or in one of their lessons."""
    if not asked.words:
        return courses
    found = Page.objects.filter(pk__in=found_pages(asked.words, request)).values_list("path", flat=True)
    above = {path[:end] for path in found for end in range(Page.steplen, len(path) + 1, Page.steplen)}
    return [listed for listed in courses if any(version.path in above for version in listed.versions)]


def _group(facet: Facet, courses: Sequence[Listed], choices: Choices) -> Group:
    values = [facet.values_of(listed) for listed in courses if fits(listed, choices, without=facet.name)]
    options = [
        Option(
            value=value,
            label=str(label),
            count=sum(value in one for one in values),
            chosen=value in choices[facet.name],
            goal=BY_NUMBER[int(value)] if facet.name == "sdg" else None,
        )
        for value, label in facet.options.items()
    ]
    return Group(facet.name, str(facet.label), [option for option in options if option.count or option.chosen])


def _chips(query: list[tuple[str, str]]) -> list[Chip]:
    facets = {facet.name: facet for facet in FACETS}
    chips = []
    for name, value in query:
        rest = urlencode([pair for pair in query if pair != (name, value)])
        if name in facets:
            label = str(facets[name].options[value])
            group = str(facets[name].label)
            chips.append(Chip(group=group, label=f"SDG {value}: {label}" if name == "sdg" else label, url=f"?{rest}"))
        else:
            chips.append(Chip(group=str(_("Words")), label=f"“{value}”", url=f"?{rest}"))
    return chips
