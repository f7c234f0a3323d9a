"""What people see of learning paths: their page, the catalogue, a course, my learning, search."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.models import Locale

from courses.enrol import enrol
from courses.models import CourseIndexPage, CoursePage, PathEnrolment, PathPage, StepPage
from courses.path_study import listed_paths, paths_of_course
from courses.paths import follow
from courses.progress import complete_step
from tests.factories.courses import make_course
from tests.factories.paths import change_path, finish_course, make_path
from tests.factories.people import make_member, make_organisation, make_user
from tests.factories.translations import make_translation

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    page = html.fromstring(response.content)
    return " ".join(page.xpath("//main")[0].text_content().split())


def go_on(response) -> list[str]:
    """Addresses of the primary buttons."""
    page = html.fromstring(response.content)
    return page.xpath("//main//a[contains(@class, 'utrecht-button--primary-action')]/@href")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def courses(home):
    return [make_course(title, lessons=2) for title in ("De basis", "Inkopen", "Verdieping")]


@pytest.fixture
def path(courses):
    return make_path(courses[:2], optional=courses[2:], title="Inkoper", audience="Inkopers", target_groups=["inkoop"])


# --- The page of a path ---------------------------------------------------------------------------


def test_a_visitor_sees_for_whom_how_long_and_which_courses_and_is_asked_to_sign_in(path):
    response = Client().get(path.url)
    words = words_of(response)
    for said in ("Inkopers", "20 minuten", "3 cursussen", "Blijft geldig", "De basis", "Inkopen", "niet verplicht"):
        assert said in words
    assert words.index("De basis") < words.index("Inkopen") < words.index("Verdieping")
    assert go_on(response) == [f"{reverse('account_login')}?next={path.url}"]


def test_following_shows_progress_and_one_button_to_go_on(as_learner, learner, path, courses):
    response = as_learner.post(reverse("follow_path", args=[path.pk]), follow=True)
    words = words_of(response)
    assert "U volgt het leerpad “Inkoper”." in words
    assert "0 van 2 cursussen afgerond" in words
    assert "Ga verder met De basis" in words
    assert go_on(response) == [courses[0].url]


def test_the_button_leads_to_the_step_one_was_at(as_learner, learner, path, courses):
    follow(learner, path)
    first, second = StepPage.objects.descendant_of(courses[0]).order_by("path")
    complete_step(enrol(learner, courses[0]), first)
    response = as_learner.get(path.url)
    assert go_on(response) == [second.url]
    assert "1 van 2 stappen gedaan" in words_of(response)


def test_after_the_required_courses_the_optional_one_is_offered_and_then_nothing(as_learner, learner, path, courses):
    follow(learner, path)
    finish_course(learner, courses[0])
    assert go_on(as_learner.get(path.url)) == [courses[1].url]
    finish_course(learner, courses[1])
    response = as_learner.get(path.url)
    assert "U hebt dit leerpad afgerond" in words_of(response)
    assert "nieuw sinds u klaar was" not in words_of(response)
    assert response.context["next_course"].course == courses[2]
    finish_course(learner, courses[2])
    assert as_learner.get(path.url).context["next_course"] is None


def test_a_finished_path_shows_its_certificate(as_learner, learner, path, courses):
    follow(learner, path)
    for course in courses[:2]:
        finish_course(learner, course)
    certificate = PathEnrolment.objects.get().completion.certificates.get()
    for address in (path.url, reverse("my_learning")):
        assert f"/certificaat/{certificate.code}/" in as_learner.get(address).content.decode()


def test_following_a_path_whose_courses_are_finished_says_so_at_once(as_learner, learner, path, courses):
    for course in courses[:2]:
        finish_course(learner, course)
    response = as_learner.post(reverse("follow_path", args=[path.pk]), follow=True)
    assert "U hebt ‘Inkoper’ afgerond." in words_of(response)


def test_a_course_that_is_not_open_yet_says_what_comes_first_and_is_not_offered(as_learner, learner, path, courses):
    before = make_course("Eerst dit")
    courses[0].prerequisites = [before]
    courses[0].save()
    follow(learner, path)
    response = as_learner.get(path.url)
    assert "Nog niet open. U kunt zich inschrijven als u dit hebt afgerond: Eerst dit" in words_of(response)
    assert go_on(response) == [courses[1].url]
    finish_course(learner, before)
    assert go_on(as_learner.get(path.url)) == [courses[0].url]


def test_a_course_that_was_added_is_new_for_who_had_finished_and_for_them_only(learner, path, courses):
    finished = follow(learner, path)
    for course in courses[:2]:
        finish_course(learner, course)
    busy = follow(make_user(), path)
    change_path(path, [*courses[:2], make_course("Later erbij")])
    for enrolment, says in ((finished, True), (busy, False)):
        words = words_of(signed_in(enrolment.user).get(path.url))
        assert ("nieuw sinds u klaar was" in words) is says
        assert ("u blijft klaar" in words) is says
        assert ("u blijft klaar" in words_of(signed_in(enrolment.user).get(reverse("my_learning")))) is says


def test_a_course_that_is_offline_is_not_shown(as_learner, path, courses):
    courses[0].unpublish()
    words = words_of(as_learner.get(path.url))
    assert "De basis" not in words
    assert "2 cursussen" in words


def test_looking_writes_nothing(as_learner, learner, path, courses):
    follow(learner, path)
    with CaptureQueriesContext(connection) as captured:
        as_learner.get(path.url)
        as_learner.get(reverse("my_learning"))
    changed = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in changed if "courses_" in sql] == []


def test_a_path_of_many_courses_asks_no_more_than_one_of_few(path, courses):
    def queries():
        Client().get(path.url)
        with CaptureQueriesContext(connection) as captured:
            Client().get(path.url)
        return len(captured)

    few = queries()
    change_path(path, [*courses, *(make_course(lessons=1) for _ in range(6))])
    assert queries() == few


@pytest.mark.parametrize("who", ["visitor", "learner"])
def test_courses_that_ask_for_another_one_cost_the_same_for_two_as_for_ten(learner, home, who):
    first = [make_course(f"Eerst {number}") for number in (1, 2)]
    asking = [make_course(lessons=1) for _ in range(10)]
    for course in asking:
        course.prerequisites = first
        course.save()
    client = signed_in(learner) if who == "learner" else Client()

    def queries(path):
        client.get(path.url)  # what is kept from content is read first
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path.url)
        assert [[other.title for other in entry.missing] for entry in response.context["courses"]] == [
            ["Eerst 1", "Eerst 2"] for _ in response.context["courses"]
        ]
        return len(captured)

    assert queries(make_path(asking[:2])) == queries(make_path(asking))


# --- Following is one's own affair ----------------------------------------------------------------


def test_stopping_is_for_the_owner_alone(learner, path):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    enrolment = follow(learner, path)
    address = reverse("stop_following_path", args=[enrolment.pk])
    for stranger in (make_member(organisation), make_member(make_organisation()), make_user(is_superuser=True)):
        assert signed_in(stranger).post(address).status_code == 404
    assert Client().post(address).status_code == 302
    assert PathEnrolment.objects.filter(pk=enrolment.pk).exists()
    response = signed_in(learner).post(address, follow=True)
    assert "U volgt “Inkoper” niet meer." in words_of(response)
    assert not PathEnrolment.objects.exists()


def test_a_finished_path_stays_when_one_tries_to_stop(as_learner, learner, path, courses):
    enrolment = follow(learner, path)
    for course in courses[:2]:
        finish_course(learner, course)
    address = reverse("stop_following_path", args=[enrolment.pk])
    assert address not in as_learner.get(path.url).content.decode()
    response = as_learner.post(address, follow=True)
    assert "U hebt “Inkoper” afgerond. Het blijft bij Mijn leren staan." in words_of(response)
    assert PathEnrolment.objects.filter(pk=enrolment.pk).exists()


def test_a_path_that_is_offline_unknown_or_no_path_cannot_be_followed(as_learner, path, courses):
    path.unpublish()
    for number in (path.pk, courses[0].pk, 999999, 10**30):
        assert as_learner.post(reverse("follow_path", args=[number])).status_code == 404
        assert as_learner.post(reverse("stop_following_path", args=[number])).status_code == 404
    assert Client().get(path.url).status_code == 404
    assert not PathEnrolment.objects.exists()


def test_following_and_stopping_ask_a_post(as_learner, learner, path):
    enrolment = follow(learner, path)
    assert as_learner.get(reverse("follow_path", args=[path.pk])).status_code == 405
    assert as_learner.get(reverse("stop_following_path", args=[enrolment.pk])).status_code == 405


# --- Other pages ----------------------------------------------------------------------------------


def test_my_learning_has_the_own_paths_with_the_next_course(as_learner, learner, path, courses):
    follow(make_user(), make_path(courses[:1], title="Van een ander"))
    assert "Mijn leerpaden" not in words_of(as_learner.get(reverse("my_learning")))
    follow(learner, path)
    finish_course(learner, courses[0])
    response = as_learner.get(reverse("my_learning"))
    words = words_of(response)
    assert "Mijn leerpaden" in words
    assert "1 van 2 cursussen afgerond" in words
    assert "Ga verder met Inkopen" in words
    assert "Van een ander" not in words


def test_a_path_that_went_offline_stays_on_my_learning_and_can_be_let_go(as_learner, learner, path):
    enrolment = follow(learner, path)
    path.unpublish()
    page = as_learner.get(reverse("my_learning")).content.decode()
    assert "Dit leerpad staat nu niet op de site." in page
    assert f'href="{path.url}"' not in page
    as_learner.post(reverse("stop_following_path", args=[enrolment.pk]))
    assert not PathEnrolment.objects.exists()


def test_the_catalogue_shows_its_paths_until_somebody_filters(path, courses):
    make_path([], title="Zonder cursussen")
    make_path(courses, title="Concept", live=False)
    catalogue = path.get_parent().url
    words = words_of(Client().get(catalogue))
    assert "Leerpaden" in words
    assert "Inkoper" in words
    assert "Zonder cursussen" not in words
    assert "Concept" not in words
    assert "Leerpaden" not in words_of(Client().get(catalogue, {"niveau": "basis"}))


def test_a_path_in_another_language_says_so_on_its_card(path, courses):
    catalogue = path.get_parent().url
    for language, badges in (("nl", []), ("en", ["In Dutch"])):
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        (card,) = html.fromstring(client.get(catalogue).content).xpath("//article[.//a[text()='Inkoper']]")
        assert [badge.text for badge in card.xpath(".//*[contains(@class, 'utrecht-badge')]")] == badges
        assert card.xpath(".//h3/a/@lang | .//p[contains(@class, 'utrecht-paragraph')]/@lang") == ["nl", "nl"]


def test_its_courses_are_shown_in_the_language_of_the_interface_where_they_are_published_in_it(path, courses):
    english = make_course("The basics", lessons=1)
    locale = Locale.objects.get_or_create(language_code="en")[0]
    CoursePage.objects.filter(pk=english.pk).update(translation_key=courses[0].translation_key, locale=locale)
    CoursePage.objects.get(pk=english.pk).save_revision().publish()
    for language, expected in (("nl", ("De basis", "nl")), ("en", ("The basics", "en"))):
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        links = html.fromstring(client.get(path.url).content).xpath("//main//ol//h3/a")
        assert [(link.text, link.get("lang")) for link in links[:2]] == [expected, ("Inkopen", "nl")]


def test_a_course_on_it_in_another_language_than_the_interface_says_so(path, courses):
    english = make_translation(courses[0], title="The basics")
    for language, of_translated, of_dutch in (("nl", [], []), ("en", [], ["In Dutch"])):
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        items = html.fromstring(client.get(path.url).content).xpath("//ol[@class='ldl-path']/li")
        titles = [item.findtext(".//h3/a") for item in items[:2]]
        assert titles == [english.title if language == "en" else courses[0].title, courses[1].title]
        badges = [item.xpath(".//*[contains(@class, 'utrecht-badge')]/text()") for item in items[:2]]
        assert badges == [of_translated, of_dutch]


def test_who_follows_nothing_is_led_to_the_catalogue_in_the_language_of_the_interface(learner, home):
    index = CourseIndexPage.objects.get()
    locale = Locale.objects.get_or_create(language_code="en")[0]
    home.copy_for_translation(locale).save_revision().publish()
    english = index.copy_for_translation(locale)
    english.save_revision().publish()
    for language, address in (("nl", index.url), ("en", CourseIndexPage.objects.get(pk=english.pk).url)):
        client = signed_in(learner)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert go_on(client.get(reverse("my_learning"))) == [address]


def test_a_catalogue_without_paths_has_no_heading_for_them(courses):
    assert "Leerpaden" not in words_of(Client().get(courses[0].get_parent().url))


def test_a_course_names_the_published_paths_it_is_in(path, courses):
    make_path(courses, title="Concept", live=False)
    words = words_of(Client().get(courses[0].url))
    assert "Onderdeel van leerpad Inkoper" in words
    assert "Concept" not in words
    assert "Onderdeel van leerpad" not in words_of(Client().get(make_course().url))


def test_a_path_in_two_languages_is_listed_once_and_in_the_language_of_the_page(path, courses):
    english = make_path(courses, title="Buyer")
    locale = Locale.objects.get_or_create(language_code="en")[0]
    PathPage.objects.filter(pk=english.pk).update(translation_key=path.translation_key, locale=locale)
    catalogue, course = CourseIndexPage.objects.get(), courses[0]
    assert [listed.path for listed in listed_paths(catalogue)] == [path]
    assert list(paths_of_course(course)) == [path]
    course.locale = locale
    assert [page.pk for page in paths_of_course(course)] == [english.pk]


@pytest.mark.indexed
def test_search_finds_a_path_and_calls_it_one(path):
    PathPage.objects.get(pk=path.pk).save_revision().publish()
    words = words_of(Client().get("/zoeken/", {"q": "Inkoper"}))
    assert "leerpad" in words
    assert "Voor wie het is." in words
