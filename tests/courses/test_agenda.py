"""What waits for someone: on the front page and on my learning."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from courses.agenda import AgendaEntry, AgendaKind, agenda_parts, days_to_go
from courses.enrol import enrol
from courses.models import CoursePage, Enrolment
from courses.progress import complete_step
from tests.factories.courses import make_course, make_lesson, module_of, steps_of
from tests.factories.people import make_user

LONG_AGO = timezone.make_aware(timezone.datetime(2020, 1, 1))


def entry(title, on, kind=AgendaKind.DUE):
    return AgendaEntry(kind=kind, title=title, language="nl", url=f"/{title}/", on=on, words="")


def titles(part):
    return [entry.title for entry in part.entries]


def make_old_course(title, **fields):
    """A course that is not new any more."""
    return make_course(title, lessons=1, first_published_at=LONG_AGO, **fields)


def make_new_course(title, **fields):
    return make_course(title, lessons=1, first_published_at=timezone.now() - timedelta(days=29), **fields)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def planned(user, course, day):
    enrolment = enrol(user, course)
    Enrolment.objects.filter(pk=enrolment.pk).update(target_date=day)
    return enrolment


def part_of(client, kind, path="/"):
    """The lines of one part of the agenda as they are read; nothing when the part is not there."""
    page = html.fromstring(client.get(path).content)
    lines = page.xpath(f"//section[@aria-labelledby='agenda-{kind}']//li")
    return [" ".join(line.text_content().split()) for line in lines]


def test_the_first_day_is_on_top_and_what_has_no_day_is_last():
    (part,) = agenda_parts([entry("ooit", None), entry("later", date(2027, 2, 1)), entry("eerst", date(2027, 1, 1))])
    assert titles(part) == ["eerst", "later", "ooit"]


def test_of_what_is_new_the_latest_is_on_top():
    days = [("oud", date(2027, 1, 1)), ("nieuw", date(2027, 2, 1))]
    (part,) = agenda_parts(entry(title, day, AgendaKind.NEW) for title, day in days)
    assert titles(part) == ["nieuw", "oud"]


def test_only_so_many_are_shown_and_the_rest_is_counted():
    (part,) = agenda_parts([entry(str(day), date(2027, 1, day)) for day in range(1, 7)], most=4)
    assert titles(part) == ["1", "2", "3", "4"]
    assert part.left_over == 2


def test_parts_come_in_their_order_and_empty_ones_are_left_out():
    kinds = [AgendaKind.NEW, AgendaKind.DUE]
    assert [part.kind for part in agenda_parts(entry("x", None, kind) for kind in kinds)] == ["due", "new"]
    assert agenda_parts([]) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (9, "nog 9 dagen"),
        (1, "nog 1 dag"),
        (0, "vandaag"),
        (-1, "1 dag geleden gepland"),
        (-3, "3 dagen geleden gepland"),
    ],
)
def test_a_planned_day_is_said_in_words(days, words):
    today = date(2027, 1, 10)
    assert days_to_go(today + timedelta(days=days), today) == words


@pytest.mark.django_db
class TestWhatWaits:
    def test_an_own_plan_is_to_be_finished_until_the_course_is(self, as_learner, learner):
        course = make_old_course("Sociaal inkopen")
        enrolment = planned(learner, course, in_days(9))
        (line,) = part_of(as_learner, "due")
        assert line.startswith("Sociaal inkopen")
        assert line.endswith("nog 9 dagen")
        assert part_of(as_learner, "due", reverse("my_learning")) == [line]
        complete_step(enrolment, steps_of(course)[0])
        assert part_of(as_learner, "due") == []

    def test_a_plan_of_a_course_that_is_offline_does_not_wait(self, as_learner, learner):
        course = make_old_course("Sociaal inkopen")
        planned(learner, course, in_days(9))
        course.unpublish()
        assert part_of(as_learner, "due") == []

    def test_a_mandatory_course_waits_until_it_is_finished_and_stands_there_once(self, as_learner, learner):
        course = make_new_course("Integriteit", mandatory=True)
        assert part_of(as_learner, "due") == ["Integriteit Verplicht"]
        assert part_of(as_learner, "new") == []
        enrolment = enrol(learner, course)
        assert part_of(as_learner, "due") == ["Integriteit Verplicht"]
        planned(learner, course, in_days(0))
        (line,) = part_of(as_learner, "due")
        assert line.endswith("· Verplicht · vandaag")
        complete_step(enrolment, steps_of(course)[0])
        assert part_of(as_learner, "due") == []

    def test_a_course_that_leaves_the_site_within_thirty_days_ends_soon_for_who_is_busy(self, as_learner, learner):
        soon, later, other = (make_old_course(title) for title in ("Binnenkort weg", "Later weg", "Niet ingeschreven"))
        for course, days in ((soon, 29), (later, 31), (other, 2)):
            CoursePage.objects.filter(pk=course.pk).update(expire_at=timezone.now() + timedelta(days=days))
        enrolments = [enrol(learner, course) for course in (soon, later)]
        (line,) = part_of(as_learner, "ends_soon")
        assert line.startswith("Binnenkort weg")
        assert line.endswith("daarna staat de cursus niet meer op de site")
        complete_step(enrolments[0], steps_of(soon)[0])
        assert part_of(as_learner, "ends_soon") == []

    def test_a_course_of_the_last_thirty_days_is_new_for_who_has_not_enrolled(self, as_learner, learner):
        make_old_course("Van vroeger")
        course = make_new_course("Net verschenen")
        make_new_course("Nog een concept", live=False)
        (line,) = part_of(as_learner, "new")
        assert line.startswith("Net verschenen")
        enrol(learner, course)
        assert part_of(as_learner, "new") == []

    def test_a_step_that_came_after_finishing_is_new_and_one_click_away(self, as_learner, learner):
        course = make_old_course("Sociaal inkopen")
        complete_step(enrol(learner, course), steps_of(course)[0])
        assert part_of(as_learner, "new") == []
        step = make_lesson(module_of(course), title="Wat er in 2027 verandert")
        step.save_revision().publish()
        (line,) = part_of(as_learner, "new")
        assert line.startswith("Sociaal inkopen")
        assert line.endswith("1 nieuwe stap sinds u klaar was")
        assert f'href="{step.url}"' in as_learner.get("/").content.decode()
        course.unpublish()
        assert part_of(as_learner, "new") == []

    def test_at_most_four_of_a_kind_are_on_the_front_page_and_all_on_my_learning(self, as_learner, learner):
        for number in range(6):
            planned(learner, make_old_course(f"Cursus {number}"), in_days(number))
        assert [line[:8] for line in part_of(as_learner, "due")] == [f"Cursus {number}" for number in range(4)]
        assert "En nog 2 op Mijn leren" in as_learner.get("/").content.decode()
        assert len(part_of(as_learner, "due", reverse("my_learning"))) == 6

    def test_with_nothing_to_say_it_is_quiet_and_a_visitor_has_no_agenda(self, as_learner, learner):
        make_old_course("Sociaal inkopen")
        assert "ldl-agenda" not in as_learner.get("/").content.decode()
        make_new_course("Net verschenen", mandatory=True)
        assert "ldl-agenda" not in Client().get("/").content.decode()

    def test_nobody_sees_what_waits_for_somebody_else(self, as_learner):
        planned(make_user(), make_old_course("Sociaal inkopen"), in_days(2))
        assert part_of(as_learner, "due") == []

    @pytest.mark.parametrize("path", ["/", "/mijn-leren/"])
    def test_it_costs_the_same_queries_for_one_course_and_for_seven(self, as_learner, learner, path):
        counts = []
        for number in (1, 6):
            for _ in range(number):
                planned(learner, make_old_course("Bezig", mandatory=True), in_days(3))
                finished = make_old_course("Klaar")
                complete_step(enrol(learner, finished), steps_of(finished)[0])
                make_lesson(module_of(finished), first_published_at=timezone.now() + timedelta(days=1))
            as_learner.get(path)
            with CaptureQueriesContext(connection) as captured:
                as_learner.get(path)
            counts.append(len(captured))
        assert counts[0] == counts[1]


@pytest.mark.django_db
def test_the_front_page_leads_on_in_the_three_courses_used_last_and_links_to_the_rest(as_learner, learner):
    for number in range(4):
        enrol(learner, make_old_course(f"Cursus {number}"))
    page = html.fromstring(as_learner.get("/").content)
    assert len(page.xpath("//*[@class='ldl-continue__item']")) == 3
    assert "Alle 4 cursussen waar u mee bezig bent" in page.text_content()
