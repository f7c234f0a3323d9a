"""Somebody who was sent a PDF asks whether it is a certificate of ours; once with and once without JavaScript."""

import pytest

from certificates.models import CertificatePdf

from .conftest import Visitor


def hand_in(visitor: Visitor, content: bytes) -> str:
    visitor.page.locator("input[type=file]").set_input_files(
        {"name": "certificaat.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    visitor.click("button", "Controleer de pdf")
    return visitor.text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_stranger_checks_a_pdf_from_the_front_page_on(visit, javascript):
    stored = CertificatePdf.objects.select_related("certificate").earliest("pk")
    issued = bytes(stored.content)
    stranger = visit(javascript=javascript)
    stranger.go("/certificaat/")
    stranger.click("link", "Controleer de pdf")

    said = hand_in(stranger, issued)
    assert "Dit bestand is precies zoals wij het uitgaven" in said
    assert stored.certificate.holder_name in said
    assert "certificaat.pdf" in said

    middle = len(issued) // 2
    said = hand_in(stranger, issued[:middle] + bytes([issued[middle] ^ 1]) + issued[middle + 1 :])
    assert "Dit bestand hebben wij niet uitgegeven" in said

    assert "Dit bestand is geen pdf" in hand_in(stranger, b"Geachte heer")

    stranger.click("link", "Controleer een certificaat met de code")
    assert stranger.page.url.endswith("/certificaat/")
