"""An editor sends a case back, its author repairs it and has the last word by a link without an account."""

import re

from django.urls import reverse

from guests import cases
from guests.cases import Phase
from guests.models import CasePage
from people.models import OutboxMail
from tests.factories.guests import make_editor, make_entrepreneur, make_submitted_case

BETTER = "Van de twaalf mensen bleven er negen. Dat is precies geteld, in ons eigen register van vorig jaar."


def phase() -> Phase:
    return cases.state_of(CasePage.objects.get()).phase


def open_review(editor) -> None:
    """From the board: the admin is Wagtail's, whose pages the walk does not look at."""
    editor.page.goto(f"{editor.site}{reverse('case_board')}")
    editor.page.get_by_role("link", name=CasePage.objects.get().draft_title).click()
    editor.page.wait_for_load_state()


def press(editor, name: str) -> None:
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name=name).click()


def test_from_remarks_to_a_published_case(person):
    author = make_entrepreneur(name="Hanneke Vos")
    case = make_submitted_case(author, "bakkerij")
    editor, writer = person(make_editor(name="Ruben Dijkman")), person(author)

    open_review(editor)
    editor.page.locator("[name=what_it_yields]").fill("Hoe hebt u dit geteld?")
    press(editor, "Terugsturen met de reden en opmerkingen")
    assert phase() == Phase.SUBMITTED, "nobody is sent back without a reason"
    assert editor.page.locator("[name=what_it_yields]").input_value() == "Hoe hebt u dit geteld?"
    editor.page.locator("[name=reason]").fill("Bijna klaar: leg één cijfer uit.")
    press(editor, "Terugsturen met de reden en opmerkingen")
    assert phase() == Phase.RETURNED

    writer.go("/studio/")
    writer.click("link", case.draft_title)
    assert "Bijna klaar: leg één cijfer uit." in writer.text()
    assert "Hoe hebt u dit geteld?" in writer.text()
    assert "Ruben Dijkman" not in writer.text(), "authors do not see the names of staff"
    writer.page.locator("[name=what_it_yields]").fill(BETTER)
    writer.click("button", "Indienen voor beoordeling")
    assert phase() == Phase.SUBMITTED

    open_review(editor)
    assert BETTER in editor.page.locator("main").inner_text()
    press(editor, "Goedkeuren en voorleggen aan de schrijver")
    assert phase() == Phase.FINAL_WORDING
    assert not CasePage.objects.get().live

    mail = OutboxMail.objects.get(key__startswith="final-wording:")
    stranger = person(None)
    stranger.go(re.search(r"/studio/slottekst/\S+", mail.body).group())
    assert BETTER in stranger.text()
    stranger.click("button", "Ik ga akkoord")
    assert phase() == Phase.PUBLISHED
    stranger.go(CasePage.objects.get().url)
    assert BETTER in stranger.text()
