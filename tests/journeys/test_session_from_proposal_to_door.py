"""Two sides agree on a session; learners sign up, wait, move up, and say at the door that they are there."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from guests.models import Session, SignUp
from people.models import OutboxMail
from tests.factories.guests import make_entrepreneur
from tests.factories.hr import make_municipality
from tests.factories.people import make_member
from tests.factories.sessions import move

TITLE = "Groen onderhoud dat werkt"


def propose(host) -> None:
    host.go(reverse("session_new"))
    day = timezone.localdate() + timedelta(days=20)
    words = {"title": TITLE, "day": day.isoformat(), "begins": "14:00", "ends": "15:30", "place": "Raadzaal"}
    for name, text in (words | {"capacity": "1"}).items():
        host.page.locator(f"#id_{name}").fill(text)
    host.click("button", "Verstuur het voorstel")
    assert TITLE in host.text()


def test_from_a_proposal_to_the_list_of_who_was_there(person):
    town = make_municipality("Rivierdam")
    presenter = make_entrepreneur(name="Hanneke Vos")
    first, second = (make_member(town.organisation, name=name) for name in ("Anouk Kramer", "Bram Willems"))
    host, guest, anouk, bram = (person(user) for user in (town.officer, presenter, first, second))

    propose(host)
    guest.go(reverse("studio_sessions"))
    guest.click("link", TITLE)
    guest.click("button", "Zeg ja")
    assert Session.objects.get().is_confirmed

    anouk.go(reverse("sessions"))
    anouk.click("link", TITLE)
    anouk.page.get_by_label("naam").check()
    anouk.click("button", "Meld u aan")
    assert "U hebt een plaats" in anouk.text()
    bram.go(reverse("sessions"))
    bram.click("link", TITLE)
    bram.page.locator("main form button[type=submit]").click()
    bram.page.wait_for_load_state()
    bram.look()
    assert "U staat op de wachtlijst" in bram.text()

    anouk.click("button", "Meld u af")
    bram.page.reload()
    assert "U hebt een plaats" in bram.text()
    assert OutboxMail.objects.filter(user=second).count() == 2, "one when he asked, one when he moved up"

    move(Session.objects.get(), timezone.localtime().replace(hour=20, minute=0, second=0, microsecond=0))
    host.go(reverse("session", args=[Session.objects.get().pk]))
    host.click("link", "QR-code voor de deur")
    assert host.page.locator("main svg").is_visible()
    address = f"/sessies/deur/{Session.objects.get().door_key}/"
    assert address in host.text()
    bram.go(address)
    bram.click("button", "Ik ben er")
    assert "Welkom" in bram.text()
    anouk.go(address)
    anouk.click("button", "Ik ben er")
    assert "Welkom" not in anouk.text(), "she gave her place away"

    host.go(reverse("session_participants", args=[Session.objects.get().pk]))
    assert host.page.get_by_label("Bram Willems").is_checked()
    assert "Anouk Kramer" not in host.text()
    assert SignUp.objects.get(user=second).attended_at is not None
