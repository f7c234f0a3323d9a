"""HR brings businesses to one table: an SME signs up by mail, gets a plan, and tells weeks later what it led to."""

import re

from django.urls import reverse

from guests.meeting_outcomes import ask_what_came_of_it
from guests.models import Meeting
from people.models import OutboxMail
from tests.factories.hr import make_municipality
from tests.factories.meetings import Gathering, typed

TITLE = "Aan tafel met de Rivierdamse bakkers"
ADDRESS = "bakker@mkb.example"
OWN_PAGE = re.compile(r"/ontmoetingen/mijn/[\w-]+/")


def press(visitor, role: str, name: str) -> None:
    """To a page that tests/accessibility walks in this state; what only a journey comes to is looked at."""
    visitor.page.get_by_role(role, name=name).first.click()
    visitor.page.wait_for_load_state()


def open_page(visitor, path: str) -> None:
    visitor.page.goto(f"{visitor.site}{path}")


def organise(officer) -> Meeting:
    open_page(officer, reverse("meetings"))
    press(officer, "link", "Organiseer een ontmoeting")
    words = typed(title=TITLE, rounds="2", minutes="20", tables="3")
    del words["open_form"], words["agenda"]
    for name, text in words.items():
        officer.page.locator(f"#id_{name}").fill(text)
    officer.page.locator("main form button[type=submit]").click()
    officer.page.wait_for_load_state()
    assert TITLE in officer.text()
    return Meeting.objects.get()


def sign_up(baker, meeting: Meeting) -> None:
    open_page(baker, reverse("meeting_sign_up", args=[meeting.pk]))
    for name, text in {"name": "Bakkerij De Korenschoof", "contact": "Jan Mulder", "email": ADDRESS}.items():
        baker.page.locator(f"#id_{name}").fill(text)
    baker.page.get_by_role("group", name="Wat zoekt u?").get_by_label("klanten").check()
    press(baker, "button", "Meld u aan")


def page_in_the_last_mail() -> str:
    """The address in the newest mail to the baker."""
    newest = OutboxMail.objects.filter(address=ADDRESS).order_by("-pk")[0]
    return OWN_PAGE.search(newest.body).group()


def test_from_organising_a_meeting_to_what_came_of_it(person):
    town = make_municipality("Rivierdam")
    officer, baker = person(town.officer), person(None)

    meeting = organise(officer)
    sign_up(baker, meeting)
    assert not meeting.participants.filter(proven_at__isnull=False).exists(), "an address is proven by its mail"
    open_page(baker, page_in_the_last_mail())
    press(baker, "button", "Ja, ik kom")
    assert "U staat op de lijst" in baker.text()
    Gathering(meeting, town.officer, town.organisation).enterprise(name="De Witte Lijn")

    press(officer, "link", "Tafelindeling")
    officer.click("button", "Maak een tafelindeling")
    assert "De Witte Lijn" in officer.text()
    assert "Bakkerij De Korenschoof" in officer.text()
    press(officer, "button", "Leg de indeling vast en mail die")
    baker.go(page_in_the_last_mail())
    assert "De Witte Lijn" in baker.text(), "where the baker goes when"

    Gathering(meeting, town.officer, town.organisation).held(days_ago=50)
    assert ask_what_came_of_it() == 2
    open_page(baker, page_in_the_last_mail())
    press(baker, "link", "Vertel wat eruit kwam")
    baker.page.get_by_role("combobox").select_option("order")
    press(baker, "button", "Opslaan")

    open_page(officer, reverse("meeting_outcomes", args=[meeting.pk]))
    assert officer.page.get_by_role("row", name=re.compile("opdracht")).inner_text().split("\t")[1] == "1"
