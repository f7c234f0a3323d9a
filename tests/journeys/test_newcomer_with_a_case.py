"""An entrepreneur who has never been here, on a phone: from the mail with the invitation to a case that is read."""

import re

import pytest

from guests import cases, invitations
from guests.models import CasePage
from people.models import User

from .conftest import Visitor

PHONE_OF_MOST = {"width": 390, "height": 844}
MOST_SCREENS = 12
ONE_PARAGRAPH = (
    "Wij bakken brood met mensen die lang geen werk hadden. Dat doen we elke dag, met vaste begeleiding. "
    "Van de twaalf bakkers bleven er vorig jaar negen."
)


class Screens:
    """Counts what the newcomer comes to, and holds each against what every page must be."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page = visitor.page
        self.page.set_viewport_size(PHONE_OF_MOST)
        self.titles: list[str] = []

    def come_to(self) -> None:
        self.page.wait_for_load_state()
        self.titles.append(self.page.title())
        self.visitor.look()
        self.page.set_viewport_size(PHONE_OF_MOST)

    def press(self, name: str | re.Pattern[str], role: str = "button") -> None:
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role(role, name=name).first.click()
        self.come_to()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_from_the_mail_to_a_submitted_case(visit, mailoutbox, javascript):
    editor = User.objects.get(email="redactie@demo.example")
    invitations.invite("hanna@bakkerij.example", "Hanna Smit", editor, enterprise_name="Bakkerij De Kans")
    link = re.search(r"http://localhost(/ondernemers/uitnodiging/\S+)", mailoutbox[-1].body).group(1)

    screens = Screens(visit(javascript=javascript))
    screens.page.goto(f"{screens.visitor.site}{link}")
    screens.come_to()
    assert "Bakkerij De Kans" in screens.visitor.text()
    assert "Ruben Dijkman" not in screens.visitor.text(), "guests do not see the names of staff"
    screens.press("Uitnodiging aannemen")
    screens.page.get_by_label(re.compile("^Missie")).fill("Brood dat banen maakt.")
    screens.press("Sla het profiel op")
    screens.press("Uw casussen", role="link")
    screens.press("Nieuwe casus", role="link")
    screens.page.get_by_label("Titel").fill("Brood dat banen maakt")
    screens.press("Beginnen met schrijven")
    for name in ("summary", *CasePage.PARTS):
        screens.page.locator(f"[name={name}]").fill(ONE_PARAGRAPH)
    screens.press("Bekijken")
    assert "Van de twaalf bakkers bleven er vorig jaar negen." in screens.visitor.text()
    screens.press("Indienen voor beoordeling")

    case = CasePage.objects.get(draft_title="Brood dat banen maakt")
    assert cases.state_of(case).phase == cases.Phase.SUBMITTED
    assert case.owner.email == "hanna@bakkerij.example"
    assert len(screens.titles) <= MOST_SCREENS, screens.titles
    # Whoever reviews hears of it; the newcomer's address is on nobody's screen.
    screens.press("Brood dat banen maakt", role="link")
    assert "redactie" in screens.visitor.text().lower()
