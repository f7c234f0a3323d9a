"""A newcomer registers, learns, fails, passes, and proves it; once with and once without JavaScript."""

import re

import pytest
from django.core import mail

from certificates.models import Certificate
from courses.models import CourseCompletion
from people.models import Membership
from quizzes.models import Attempt

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
    """Fill in the open attempt: all right, or every single choice wrong."""
    attempt = Attempt.objects.get(finished_at=None)
    for item in attempt.items:
        for option in item["body"]["options"]:
            chosen = option["correct"] if right else not option["correct"]
            field = visitor.page.locator(f"input[name=question_{item['number']}][value='{option['id']}']")
            if chosen:
                field.check()
            elif item["type"] == "multiple_choice":
                field.uncheck()


def finish_steps_until_quiz(visitor: Visitor) -> None:
    button = visitor.page.get_by_role("button", name="Markeer als gedaan")
    while button.count():
        visitor.click("button", "Markeer als gedaan")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
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
    finish_steps_until_quiz(visitor)
    mine = CourseCompletion.objects.filter(enrolment__user__email="nieuw@rivierdam.example")
    assert not mine.exists()
    visitor.click("button", "Start de toets")
    answer(visitor, right=True)
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
    second_tab.get_by_role("button", name="Toets inleveren").click()
    second_tab.wait_for_load_state()
    assert "geslaagd" in second_tab.locator("main").inner_text()
    visitor.page.go_back()
    assert Attempt.objects.filter(user__email="ambtenaar@demo.example").count() == 1
