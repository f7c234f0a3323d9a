"""A newcomer registers, learns, fails, passes, and proves it; once with and once without JavaScript."""

import re
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Locator

from certificates.models import Certificate
from courses.models import CourseCompletion
from people.models import Membership
from quizzes.models import Attempt
from tests.factories.quizzes import answer_to, sent_fields

from .conftest import Visitor

PASSWORD = "een-zin-die-ik-onthoud"
COURSE = "Artikel 2.82: voorbehouden opdrachten"


def register(visitor: Visitor, email: str) -> None:
    visitor.click("link", re.compile("Nog geen account"))
    visitor.page.get_by_label("Uw naam").fill("Şükrü van 't Łoś")
    visitor.page.get_by_label("E-mail").fill(email)
    visitor.page.get_by_label("Wachtwoord").fill(PASSWORD)
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    code = re.search(r"\b([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\b", mail.outbox[-1].body).group(1)
    visitor.page.get_by_label(re.compile("Code")).fill(code)
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()


def answer(visitor: Visitor, right: bool) -> None:
    """Fill in the open attempt: all right, or all wrong."""
    attempt = Attempt.objects.get(finished_at=None)
    for item in attempt.items:
        answer_one(visitor, item, right)


def answer_one(visitor: Visitor, item: dict, right: bool) -> None:
    """Whatever its type is: a quiz draws its questions."""
    for name, value in sent_fields(item, answer_to(item, correct=right)).items():
        fill_in(visitor.page.locator(f"[name={name}]"), value)


def fill_in(fields: Locator, value: Any) -> None:
    chosen = [str(each) for each in value] if isinstance(value, list) else [str(value)]
    match fields.first.evaluate("field => field.type"):
        case "radio" | "checkbox":
            for field in fields.all():
                if field.get_attribute("value") in chosen:
                    field.check()
                elif field.get_attribute("type") == "checkbox":
                    field.uncheck()
        case "select-one":
            fields.first.select_option(chosen[0])
        case _:
            fields.first.fill(chosen[0])


def answer_screen_by_screen(visitor: Visitor) -> None:
    """Fill in the open attempt rightly, one question per screen, up to the overview."""
    attempt = Attempt.objects.get(finished_at=None)
    for item in attempt.items:
        assert f"Vraag {item['number']} van {len(attempt.items)}" in visitor.text()
        answer_one(visitor, item, right=True)
        last = item == attempt.items[-1]
        visitor.click("button", "Naar het overzicht" if last else "Volgende vraag")


def finish_steps_until_quiz(visitor: Visitor) -> None:
    button = visitor.page.get_by_role("button", name="Markeer als gedaan")
    while button.count():
        visitor.click("button", "Markeer als gedaan")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.row("Q2")
def test_from_the_front_page_to_a_certificate(visit, javascript):
    visitor = visit(javascript=javascript)
    visitor.go("/")
    visitor.click("link", "Cursussen")
    visitor.click("link", COURSE)
    register(visitor, "nieuw@rivierdam.example")
    assert Membership.objects.filter(user__email="nieuw@rivierdam.example", organisation__slug="rivierdam").exists()
    assert COURSE in visitor.text(), "after registering one is back at the course one came for"

    visitor.click("button", "Inschrijven en beginnen")
    assert "0 van 11 stappen gedaan" in visitor.text()
    visitor.click("button", "Markeer als gedaan")
    assert "1 van 11 stappen gedaan" in visitor.text()

    # Called away: the front page leads back with one click.
    second = visitor.page.locator("h1").inner_text()
    visitor.go("/")
    visitor.click("link", re.compile("Ga verder met"))
    assert visitor.page.locator("h1").inner_text() == second

    finish_steps_until_quiz(visitor)
    visitor.click("button", "Start de toets")
    visitor.click("button", "Toets inleveren")
    assert visitor.page.title().startswith("Fout:")
    visitor.page.locator(".utrecht-alert--error a, [role=alert] a").first.click()
    answer(visitor, right=False)
    visitor.click("button", "Opslaan en later verder")
    assert Attempt.objects.filter(finished_at=None).count() == 1
    visitor.click("button", "Toets inleveren")
    assert "nog niet geslaagd" in visitor.text()
    visitor.click("button", re.compile("Probeer|Opnieuw"))
    answer(visitor, right=True)
    visitor.click("button", "Toets inleveren")
    assert "geslaagd" in visitor.text()

    visitor.click("link", re.compile("Ga verder met"))
    # Practising is not required.
    visitor.click("link", re.compile("^Volgende: "))
    finish_steps_until_quiz(visitor)
    mine = CourseCompletion.objects.filter(enrolment__user__email="nieuw@rivierdam.example")
    assert not mine.exists()
    visitor.click("button", "Start de toets")
    answer_screen_by_screen(visitor)
    visitor.click("button", "Toets inleveren")
    assert "U hebt de cursus afgerond" in visitor.text()
    certificate = Certificate.objects.get(completion=mine.get())

    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=re.compile("Download")).first.click()
    assert download.value.path().read_bytes() == bytes(certificate.pdf.content)
    visitor.go("/mijn-leren/")
    assert "Afgerond" in visitor.text()

    # Anyone who holds the paper can check it, without signing in.
    stranger = visit(javascript=javascript)
    stranger.go(f"/certificaat/{certificate.code}/")
    assert "Şükrü van 't Łoś" in stranger.text()
    assert COURSE in stranger.text()


@pytest.mark.row("Q4")
def test_handing_in_twice_gives_one_result(visit):
    from .conftest import sign_in

    visitor = visit()
    sign_in(visitor, "ambtenaar@demo.example")
    visitor.go("/cursussen/artikel-2-82/")
    visitor.click("button", "Inschrijven en beginnen")
    visitor.go("/cursussen/artikel-2-82/de-wet-begrijpen/oefentoets/")
    visitor.click("button", "Start de toets")
    address = visitor.page.url
    answer(visitor, right=True)
    second_tab = visitor.context.new_page()
    second_tab.goto(address)
    visitor.click("button", "Toets inleveren")
    with second_tab.expect_navigation():
        second_tab.get_by_role("button", name="Toets inleveren").click()
    assert "geslaagd" in second_tab.locator("main").inner_text()
    visitor.page.go_back()
    assert Attempt.objects.filter(user__email="ambtenaar@demo.example").count() == 1
