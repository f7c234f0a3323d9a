"""Finding a course: facets that combine, with counts that are right."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from wagtail.models import Locale

from courses.catalogue import FACETS, Listed, _group, chosen, fits
from courses.facets import TargetGroup, Theme
from courses.models import CoursePage
from courses.outline import course_outline
from courses.study_time import in_words, minutes_by_course
from tests.factories.courses import make_course, make_lesson, make_module, module_of

ADDRESS = "/cursussen/"
DUTCH = Locale(language_code="nl")


def asked(query: str = "", client: Client | None = None) -> html.HtmlElement:
    response = (client or Client()).get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return html.fromstring(response.content)


def titles(page: html.HtmlElement) -> list[str]:
    return [title.text_content().strip() for title in page.xpath("//*[@class='ldl-cards']//h3")]


def status(page: html.HtmlElement) -> str:
    return " ".join(page.xpath("//p[@class='ldl-catalogue__total'][@role='status']")[0].text_content().split())


def counts(page: html.HtmlElement, name: str) -> dict[str, int]:
    """Number behind each option of one facet."""
    return {
        box.get("value"): int(box.getparent().xpath(".//*[@class='ldl-facet__count']/text()")[0])
        for box in page.xpath(f"//input[@name='{name}']")
    }


def make_course_of(minutes: int, **fields: object) -> CoursePage:
    course = make_course(lessons=0, **fields)
    make_lesson(module_of(course), minutes=minutes)
    return course


@pytest.fixture
def three_courses(home):
    make_course("Inkopen", themes=["inkoop"], sdgs=[8, 10], target_groups=["inkoop"], mandatory=True)
    make_course("Samenbrengen", themes=["ontmoeten"], sdgs=[8], target_groups=["economie"], level="gevorderd")
    make_course("Voor allemaal", themes=["inkoop", "trainen"], target_groups=["iedereen"])


@pytest.mark.django_db
def test_without_a_choice_everything_is_there(three_courses):
    page = asked()
    assert titles(page) == ["Inkopen", "Samenbrengen", "Voor allemaal"]
    assert status(page) == "3 cursussen"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("thema=inkoop", ["Inkopen", "Voor allemaal"]),
        ("thema=inkoop&thema=ontmoeten", ["Inkopen", "Samenbrengen", "Voor allemaal"]),
        ("thema=inkoop&doelgroep=economie", ["Voor allemaal"]),
        ("doelgroep=inkoop", ["Inkopen", "Voor allemaal"]),
        ("doelgroep=iedereen", ["Voor allemaal"]),
        ("sdg=8&sdg=10", ["Inkopen", "Samenbrengen"]),
        ("sdg=10", ["Inkopen"]),
        ("niveau=gevorderd", ["Samenbrengen"]),
        ("verplicht=ja", ["Inkopen"]),
        ("verplicht=nee", ["Samenbrengen", "Voor allemaal"]),
        ("verplicht=ja&niveau=gevorderd", []),
        ("taal=nl&sdg=10", ["Inkopen"]),
    ],
)
def test_options_of_one_facet_widen_and_facets_narrow(three_courses, query, found):
    page = asked(query)
    assert titles(page) == found
    assert status(page).startswith(f"{len(found)} van 3 cursussen" if found else "Er is geen cursus die past")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["thema=bestaat-niet", "sdg=18", "sdg=%27+OR+1%3D1", "sdg=", "onbekend=1", "pagina=abc", "duur=🙂", "thema=%00"],
)
def test_what_nobody_offers_is_ignored(three_courses, query):
    page = asked(query)
    assert status(page) == "3 cursussen"
    assert not page.xpath("//input[@checked]")


@pytest.mark.django_db
def test_a_count_says_what_an_option_would_give_with_the_other_facets_as_they_are(three_courses):
    page = asked("thema=inkoop&verplicht=ja")
    assert counts(page, "thema") == {"inkoop": 1}
    assert counts(page, "verplicht") == {"ja": 1, "nee": 1}
    assert counts(page, "doelgroep") == {"inkoop": 1}


@pytest.mark.django_db
def test_an_option_that_gives_nothing_is_left_out_unless_it_is_chosen(three_courses):
    assert "zichtbaar" not in counts(asked(), "thema")
    assert counts(asked("thema=zichtbaar"), "thema")["zichtbaar"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes", "group"),
    [(1, "tot-30"), (30, "tot-30"), (31, "30-60"), (60, "30-60"), (61, "60-120"), (120, "60-120"), (121, "meer")],
)
def test_duration_is_the_study_time_with_bounds_included(home, minutes, group):
    make_course_of(minutes, title="Even leren")
    assert counts(asked(), "duur") == {group: 1}
    assert titles(asked(f"duur={group}")) == ["Even leren"]


@pytest.mark.django_db
def test_a_course_without_steps_has_no_duration(home):
    make_course(lessons=0)
    assert counts(asked(), "duur") == {}


@pytest.mark.django_db
def test_the_language_of_a_course_is_a_facet(home):
    english, _created = Locale.objects.get_or_create(language_code="en")
    make_course("Nederlands")
    make_course("In English", locale=english)
    assert counts(asked(), "taal") == {"nl": 1, "en": 1}
    assert titles(asked("taal=en")) == ["In English"]


@pytest.mark.django_db
def test_study_time_of_many_is_that_of_the_outline_of_each(home):
    course = make_course(lessons=2)
    make_lesson(module_of(course), minutes=40, required=False)
    make_lesson(module_of(course), minutes=50, live=False)
    hidden = make_module(course)
    make_lesson(hidden, minutes=60)
    hidden.unpublish()
    others = [make_course_of(minutes) for minutes in (7, 90)]
    make_course(lessons=0)
    courses = list(CoursePage.objects.all())
    assert minutes_by_course(courses) == {one.pk: course_outline(one).minutes for one in courses}
    assert minutes_by_course(others) == {one.pk: course_outline(one).minutes for one in others}
    assert minutes_by_course([]) == {}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minuten"), (1, "1 minuut"), (60, "1 uur"), (71, "1 uur en 11 minuten"), (121, "2 uur en 1 minuut")],
)
def test_study_time_is_said_in_hours_and_minutes(minutes, words):
    assert in_words(minutes) == words


@pytest.mark.indexed
@pytest.mark.django_db
def test_each_choice_is_a_link_that_takes_only_that_choice_away(three_courses):
    page = asked("thema=inkoop&thema=trainen&sdg=8&q=inkopen")
    chips = page.xpath("//a[@class='ldl-chip']")
    words = [" ".join(chip.text_content().split()) for chip in chips]
    assert words[0] == "Haal filter weg, Woorden: “inkopen”"
    assert words[-1] == "Haal filter weg, Duurzaam ontwikkelingsdoel (SDG): SDG 8: Eerlijk werk en economische groei"
    left = [parse_qs(urlsplit(chip.get("href")).query) for chip in chips]
    assert left == [
        {"thema": ["trainen", "inkoop"], "sdg": ["8"]},
        {"q": ["inkopen"], "thema": ["inkoop"], "sdg": ["8"]},
        {"q": ["inkopen"], "thema": ["trainen"], "sdg": ["8"]},
        {"q": ["inkopen"], "thema": ["trainen", "inkoop"]},
    ]
    assert page.xpath("//a[normalize-space()='Wis filters']/@href") == [ADDRESS]


@pytest.mark.indexed
@pytest.mark.django_db
def test_words_find_a_course_by_its_own_text_and_by_that_of_its_lessons(home):
    bread = make_course("Brood en spelen", lessons=0)
    make_lesson(module_of(bread), title="Raamovereenkomsten sluiten")
    make_course("Iets anders")
    assert titles(asked("q=spelen")) == ["Brood en spelen"]
    assert titles(asked("q=raamovereenkomsten")) == ["Brood en spelen"]
    assert titles(asked("q=raamovereenkomsten&niveau=gevorderd")) == []
    assert counts(asked("q=spelen"), "niveau") == {"basis": 1}


@pytest.mark.indexed
@pytest.mark.django_db
@pytest.mark.parametrize("words", ["'+OR+1=1", "🙂", "wet+" * 2500, "%22", "%00", "<script>"])
def test_odd_words_get_an_ordinary_answer(three_courses, words):
    page = asked(f"q={words}")
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//input[@id='woorden']/@value")[0]) <= 200


@pytest.mark.django_db
def test_the_filter_is_a_plain_form_that_says_what_it_holds(three_courses):
    page = asked("thema=inkoop")
    form = page.xpath("//form[@action='/cursussen/']")[0]
    assert form.get("method") == "get"
    assert len(form.xpath(".//button[@type='submit']")) == 2
    for box in form.xpath(".//input[@type='checkbox']"):
        assert form.xpath(f".//label[@for='{box.get('id')}']")
        assert box.xpath("ancestor::fieldset/legend")
        assert box.xpath("ancestor::details")
    assert form.xpath(".//input[@checked]/@value") == ["inkoop"]


@pytest.mark.django_db
def test_a_goal_has_its_number_and_name_beside_its_colour(three_courses):
    label = asked().xpath("//label[@for='sdg-8']")[0]
    assert "Eerlijk werk en economische groei" in label.text_content()
    assert label.xpath(".//*[local-name()='svg']/@aria-label") == ["SDG 8"]
    assert label.xpath(".//*[local-name()='rect']/@fill") == ["#A21942"]


@pytest.mark.django_db
def test_a_card_says_level_theme_time_and_whether_it_is_mandatory(three_courses):
    card = " ".join(asked("verplicht=ja").xpath("//article")[0].text_content().split())
    for words in ("Verplicht", "Artikel 2.82 benutten", "Basis", "10 minuten"):
        assert words in card


@pytest.mark.django_db
def test_a_catalogue_without_courses_says_so(home):
    page = asked()
    assert "Er zijn nog geen cursussen." in page.text_content()
    assert not page.xpath("//form[@action='/cursussen/']")


@pytest.mark.django_db
def test_the_next_page_keeps_the_choices(home):
    for _ in range(26):
        make_course(lessons=0, themes=["inkoop"])
    first = asked("thema=inkoop&niveau=basis")
    assert len(titles(first)) == 24
    following = first.xpath("//a[@rel='next']/@href")[0]
    second = html.fromstring(Client().get(ADDRESS + following).content)
    assert len(titles(second)) == 2
    assert status(second) == "26 van 26 cursussen"


@pytest.mark.django_db
def test_what_is_not_published_is_not_counted(three_courses):
    CoursePage.objects.get(title="Inkopen").unpublish()
    page = asked()
    assert status(page) == "2 cursussen"
    assert counts(page, "thema")["inkoop"] == 1


@pytest.mark.django_db
def test_the_catalogue_asks_as_many_queries_for_many_courses_as_for_a_few(home):
    def queries() -> int:
        cache.clear()
        asked("thema=inkoop")
        with CaptureQueriesContext(connection) as captured:
            asked("thema=inkoop")
        return len(captured)

    make_course(themes=["inkoop"])
    make_course(themes=["inkoop"])
    few = queries()
    for _ in range(20):
        make_course(lessons=1, themes=["inkoop"])
    assert queries() == few


courses = st.builds(
    lambda minutes, **fields: Listed((CoursePage(locale=DUTCH, title="", content_type_id=1, **fields),), minutes),
    minutes=st.integers(0, 200),
    themes=st.lists(st.sampled_from(Theme.values), unique=True, max_size=3),
    sdgs=st.lists(st.integers(1, 17), unique=True, max_size=3),
    target_groups=st.lists(st.sampled_from(TargetGroup.values), unique=True, max_size=3),
    level=st.sampled_from(CoursePage.Level.values),
    mandatory=st.booleans(),
)
queries = st.lists(
    st.sampled_from([f"{facet.name}={value}" for facet in FACETS for value in facet.options]), max_size=4
).map(lambda pairs: QueryDict("&".join(pairs)))


@given(st.lists(courses, max_size=8), queries)
def test_every_count_is_what_choosing_that_option_alone_gives(listed, query):
    choices = chosen(query)
    for facet in FACETS:
        for option in _group(facet, listed, choices).options:
            alone = {**choices, facet.name: [option.value]}
            assert option.count == sum(fits(one, alone) for one in listed)
            assert option.count or option.chosen
