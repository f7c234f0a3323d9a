"""Someone follows a learning path, goes on from it, finishes it and holds its certificate."""

import re

from certificates.models import Certificate
from courses.models import CoursePage, Enrolment, PathCompletion, PathPage, StepPage
from courses.progress import complete_step
from tests.factories.paths import change_path

from .conftest import sign_in

LEARNER = "ambtenaar@demo.example"
BASICS = "Sociaal ondernemen: de basis"


def test_from_the_catalogue_along_a_path_to_its_certificate(visit):
    basics, law = (CoursePage.objects.get(slug=slug) for slug in ("sociaal-ondernemen-de-basis", "artikel-2-82"))
    path = change_path(PathPage.objects.get(slug="leerpad-inkoper"), [basics], optional=[law])

    visitor = visit()
    sign_in(visitor, LEARNER)
    visitor.go("/cursussen/")
    visitor.click("link", path.title)
    visitor.click("button", "Volg dit leerpad")
    assert "0 van 1 cursus afgerond" in visitor.text()

    visitor.click("link", f"Ga verder met {BASICS}")
    assert "Onderdeel van leerpad" in visitor.text()
    visitor.click("button", "Inschrijven en beginnen")
    first, *others = StepPage.objects.descendant_of(basics).live().order_by("path")
    for step in others:
        complete_step(Enrolment.objects.get(user__email=LEARNER, course=basics), step)

    visitor.go("/mijn-leren/")
    assert "Mijn leerpaden" in visitor.text()
    visitor.click("link", path.title)
    visitor.go(first.url)
    visitor.click("button", "Markeer als gedaan")
    assert PathCompletion.objects.filter(enrolment__user__email=LEARNER).exists()

    visitor.go(path.url)
    assert "U hebt dit leerpad afgerond" in visitor.text()
    certificate = Certificate.objects.get(path_completion__enrolment__user__email=LEARNER)
    visitor.click("link", re.compile("Controlepagina"))
    assert visitor.page.url.endswith(f"/certificaat/{certificate.code}/")
    assert "Afgeronde cursussen van dit leerpad" in visitor.text()

    # An editor makes the other course required: who has finished stays so, and sees what is new.
    change_path(path, [basics, law])
    visitor.go(path.url)
    assert "U hebt dit leerpad afgerond" in visitor.text()
    assert "nieuw sinds u klaar was" in visitor.text()


def test_following_and_stopping_without_javascript(visit):
    visitor = visit(javascript=False)
    sign_in(visitor, LEARNER)
    visitor.go("/cursussen/leerpad-inkoper/")
    visitor.click("button", "Volg dit leerpad")
    assert "U volgt het leerpad" in visitor.text()
    visitor.click("button", "Dit leerpad niet meer volgen")
    assert "niet meer" in visitor.text()
