"""From a certificate of elsewhere to a confirmed line on the transcript."""

from curriculum.demo_evidence import small_pdf

from .conftest import sign_in


def test_evidence_is_handed_in_confirmed_and_on_the_transcript(visit):
    learner = visit()
    sign_in(learner, "ambtenaar@demo.example")
    learner.go("/mijn-leren/")
    learner.click("link", "Mijn leeroverzicht")
    learner.click("link", "Toevoegen wat u elders hebt geleerd")
    learner.click("button", "Inleveren")
    assert "Vul in wat u hebt geleerd." in learner.text()
    form = learner.page
    form.get_by_label("Wat hebt u geleerd?").fill("Cursus contractmanagement")
    form.get_by_label("Bij wie?").fill("Opleidingshuis Delta (fictief)")
    form.get_by_label("Wanneer was u klaar?").fill("2026-03-02")
    form.get_by_label("Hoeveel uur kostte het?").fill("1,5")
    form.get_by_label("Met welk bestand laat u dit zien?").set_input_files(
        {"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": small_pdf("Diploma")}
    )
    learner.click("button", "Inleveren")
    assert "Nog niet bevestigd" in learner.text()

    officer = visit()
    sign_in(officer, "hr@demo.example")
    officer.go("/hr/")
    officer.click("link", "Bewijzen (2 wachten op u)")
    officer.click("link", "Cursus contractmanagement")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="diploma.pdf").click()
    assert download.value.path().read_bytes() == small_pdf("Diploma")
    officer.click("button", "Bevestigen")
    assert "Bevestigd: Cursus contractmanagement." in officer.text()

    learner.go("/mijn-leren/leeroverzicht/")
    row = learner.page.get_by_role("row", name="Cursus contractmanagement")
    assert "1 uur en 30 minuten" in row.inner_text()
    assert "Bevestigd" in row.inner_text()
    with learner.page.expect_download() as download:
        learner.page.get_by_role("link", name="Downloaden als PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")
