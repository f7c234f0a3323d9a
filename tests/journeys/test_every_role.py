"""HR, the entrepreneur, the editor and the administrator, each in their first minutes."""

import re

from guests.models import CasePage
from people.sweep import sweep

from .conftest import sign_in


def test_an_hr_officer_follows_filters_and_exports(visit):
    visitor = visit()
    sign_in(visitor, "hr@demo.example")
    visitor.click("link", "Mijn medewerkers")
    text = visitor.text()
    assert "Esther Mulder" in text
    assert "Hilde Postma" not in text, "another municipality's people are never shown"
    for name, kind in ((re.compile("CSV"), ".csv"), (re.compile("XLSX|Excel"), ".xlsx")):
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("link", name=name).first.click()
        assert download.value.suggested_filename.endswith(kind)
        assert download.value.path().stat().st_size > 200
    visitor.page.get_by_label("Afdeling").select_option(label=re.compile("Sociaal domein").pattern)
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
    visitor.look()
    assert "Esther Mulder" in visitor.text()
    assert "Bram Willems" not in visitor.text()


def test_hr_invites_a_colleague_who_then_belongs(visit, mailoutbox):
    from people.models import Membership

    officer = visit()
    sign_in(officer, "hr@demo.example")
    officer.go("/hr/uitnodigen/")
    officer.page.get_by_label(re.compile("E-mailadres")).fill("nieuwe.collega@elders.example")
    officer.page.locator("main form button[type=submit]").first.click()
    officer.page.wait_for_load_state()
    officer.look()
    link = re.search(r"(/uitnodiging/\S+/)", mailoutbox[-1].body).group(1)

    colleague = visit()
    colleague.go(link)
    colleague.page.locator("main form button[type=submit]").first.click()
    colleague.page.wait_for_load_state()
    colleague.look()
    colleague.page.get_by_label("Uw naam").fill("Nieuwe Collega")
    colleague.page.get_by_label("Wachtwoord").fill("een-zin-die-ik-onthoud")
    colleague.page.locator("main form button[type=submit]").first.click()
    colleague.page.wait_for_load_state()
    colleague.look()
    assert Membership.objects.filter(
        user__email="nieuwe.collega@elders.example", organisation__slug="rivierdam"
    ).exists()


def test_a_team_lead_sees_the_own_department_only(visit):
    visitor = visit()
    sign_in(visitor, "leidinggevende@demo.example")
    visitor.click("link", "Mijn medewerkers")
    assert "Bram Willems" in visitor.text()
    assert "Esther Mulder" not in visitor.text()


def test_an_entrepreneur_writes_an_editor_approves_and_the_author_has_the_last_word(visit, mailoutbox):
    entrepreneur = visit()
    sign_in(entrepreneur, "ondernemer@demo.example")
    entrepreneur.click("link", "Studio")
    entrepreneur.click("link", "Nieuwe casus")
    entrepreneur.page.get_by_label("Titel").fill("Wat wij leerden van een pilot")
    entrepreneur.click("button", "Beginnen met schrijven")
    for field in entrepreneur.page.locator("main textarea").all():
        field.fill("Wij vertellen hier in gewone woorden wat er gebeurde en wat het opleverde. " * 2)
    entrepreneur.click("button", "Bekijken")
    assert "Wij vertellen hier" in entrepreneur.text()
    entrepreneur.click("button", "Indienen voor beoordeling")
    case = CasePage.objects.get(title="Wat wij leerden van een pilot")
    assert not case.live

    editor = visit()
    sign_in(editor, "redactie@demo.example")
    editor.page.goto(f"{editor.site}/admin/")
    editor.page.get_by_role("link", name="Wat wij leerden van een pilot").first.click()
    editor.page.wait_for_load_state()
    # Only its answer says that the server is done.
    with editor.page.expect_response(
        lambda response: response.request.method == "POST" and "/admin/pages/" in response.url
    ):
        editor.page.locator("[data-workflow-action-name=approve]").first.dispatch_event("click")
    sweep()
    (asked,) = [one for one in mailoutbox if "/studio/slottekst/" in one.body]
    assert not CasePage.objects.get(pk=case.pk).live
    author = visit()
    author.go(re.search(r"(/studio/slottekst/\S+)", asked.body).group(1))
    assert "Wij vertellen hier" in author.text()
    author.page.locator("main form button[type=submit]").first.click()
    author.page.wait_for_load_state()
    author.look()
    case.refresh_from_db()
    assert case.live
    reader = visit()
    reader.go(case.url)
    assert "Wij vertellen hier" in reader.text()


def test_an_editor_changes_a_lesson_and_makes_a_question(visit):
    visitor = visit()
    sign_in(visitor, "redactie@demo.example")
    page = visitor.page
    page.goto(f"{visitor.site}/admin/")
    assert page.locator("h1").count() == 1
    page.goto(f"{visitor.site}/admin/snippets/quizzes/question/")
    assert "T1-01" in page.locator("main").inner_text()
    page.goto(f"{visitor.site}/admin/snippets/cms/source/")
    assert "Aanbestedingswet" in page.locator("main").inner_text()
    assert visitor.overheard.said == []


def test_an_administrator_reaches_people_and_organisations(visit):
    visitor = visit()
    sign_in(visitor, "beheer@demo.example")
    visitor.page.goto(f"{visitor.site}/admin/users/")
    assert "ambtenaar@demo.example" in visitor.page.locator("main").inner_text()
    assert visitor.overheard.said == []
