"""A learner writes down what to do, finds it back and tells how it went."""

import re

from courses.enrol import enrol
from courses.models import CoursePage
from people.models import User
from quizzes.models import QuizPage
from tests.factories.quizzes import finish_attempt

from .conftest import sign_in

LEARNER = "ambtenaar@demo.example"
QUIZ = "/cursussen/artikel-2-82/doen/eindtoets/"


def test_an_intention_from_the_question_to_the_answer(visit):
    learner = User.objects.get(email=LEARNER)
    enrol(learner, CoursePage.objects.get(slug="artikel-2-82"))
    finish_attempt(learner, QuizPage.objects.get(slug="eindtoets"), right=True)
    visitor = visit()
    sign_in(visitor, LEARNER)
    visitor.go(QUIZ)
    page = visitor.page
    section = page.get_by_role("region", name="Uw voornemen")
    section.get_by_label("Uw voornemen").fill("x" * 501)
    section.get_by_role("button", name="Bewaar mijn voornemen").click()
    page.wait_for_load_state()
    visitor.look()
    assert page.title().startswith("Fout:")
    field = page.get_by_label("Uw voornemen")
    assert field.input_value() == "x" * 501
    field.fill("Ik kijk of perceel 3 voorbehouden kan worden")
    page.get_by_label(re.compile("Vóór welke dag")).fill("2099-11-01")
    visitor.click("button", "Bewaar mijn voornemen")
    assert page.url.endswith(f"{QUIZ}#voornemen")
    assert "perceel 3" in section.inner_text()

    visitor.go("/mijn-leren/")
    visitor.click("link", "Mijn voornemens")
    assert "1 november 2099" in visitor.text()
    visitor.click("link", re.compile("Vertel hoe het gaat"))
    page.get_by_role("radio", name="Gedaan", exact=True).check()
    visitor.click("button", "Bewaar mijn antwoord")
    assert "Dank u wel" in visitor.text()
    assert "Gedaan" in visitor.text()


def test_what_hr_sees_of_it(visit):
    visitor = visit()
    sign_in(visitor, "hr@demo.example")
    visitor.go("/hr/")
    visitor.click("link", re.compile("Voornemens: hoeveel"))
    assert "Artikel 2.82" in visitor.text()
    assert "groenonderhoud" not in visitor.text()
