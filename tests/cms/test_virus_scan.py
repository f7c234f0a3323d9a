"""Files that people hand in, and the virus scanner: asked for each, believed, and not passed when it is down."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from cms.virus_scan import refuse_infected
from guests.material_forms import MaterialForm, RecordingForm
from hr.staff_forms import StaffUploadForm
from quizzes.exchange.forms import ImportForm
from transcript.forms import EvidenceForm

pytestmark = pytest.mark.row("B27")

# The test file of EICAR, in two parts so that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def judged(content: bytes) -> bytes:
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def clamd(answer: Callable[[bytes], bytes], address: str = "") -> Iterator[str]:
    """A scanner that takes one file as clamd does (INSTREAM); gives the setting that leads to it."""
    family = socket.AF_UNIX if address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.bind(address or ("127.0.0.1", 0))
        door.listen(1)
        server = threading.Thread(target=_take_one, args=(door, answer))
        server.start()
        yield f"unix:{address}" if address else f"127.0.0.1:{door.getsockname()[1]}"
        server.join(timeout=10)


def _take_one(door: socket.socket, answer: Callable[[bytes], bytes]) -> None:
    connection, _address = door.accept()
    with connection, connection.makefile("rb") as sent:
        assert sent.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", sent.read(4))[0]:
            content += sent.read(size)
        connection.sendall(answer(content))


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bewijs.pdf", content)


def test_a_file_without_a_virus_passes_and_can_still_be_read(settings):
    file = upload(b"%PDF-" + b"x" * 200_000)
    with clamd(judged) as settings.VIRUS_SCANNER:
        refuse_infected(file)
    assert len(file.read()) == 200_005


def test_a_file_with_a_virus_is_refused(settings, tmp_path):
    scanner = clamd(judged, str(tmp_path / "clamd.ctl"))
    with scanner as settings.VIRUS_SCANNER, pytest.raises(ValidationError) as refusal:
        refuse_infected(upload(b"%PDF-" + EICAR))
    assert refusal.value.code == "infected"


def test_a_scanner_that_is_down_lets_nothing_pass(settings, tmp_path):
    for address in (f"unix:{tmp_path}/nobody.ctl", "127.0.0.1:1", "geen adres"):
        settings.VIRUS_SCANNER = address
        with pytest.raises(ValidationError) as refusal:
            refuse_infected(upload(b"%PDF-"))
        assert refusal.value.code == "not_scanned", address


@pytest.mark.parametrize("said", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: O"])
def test_an_answer_that_is_not_a_verdict_lets_nothing_pass(settings, said):
    with clamd(lambda _content: said) as settings.VIRUS_SCANNER, pytest.raises(ValidationError) as refusal:
        refuse_infected(upload(b"%PDF-"))
    assert refusal.value.code == "not_scanned"


def test_without_a_scanner_nothing_is_asked(settings):
    settings.VIRUS_SCANNER = ""
    refuse_infected(upload(EICAR))


def file_fields(form: type[forms.Form]) -> list[forms.FileField]:
    return [field for field in form.base_fields.values() if isinstance(field, forms.FileField)]


def test_every_form_that_takes_files_scans_them(home):
    known = [EvidenceForm, MaterialForm, RecordingForm, StaffUploadForm, ImportForm]
    wagtail = [get_document_form(get_document_model()), get_image_form(get_image_model())]
    for form in known + wagtail:
        fields = file_fields(form)
        assert fields, form
        for field in fields:
            assert refuse_infected in field.validators, (form, field)


def kinds_of(field: type[forms.Field]) -> set[type[forms.Field]]:
    return {field}.union(*map(kinds_of, field.__subclasses__()))


def test_every_kind_of_field_for_a_file_scans():
    kinds = kinds_of(forms.FileField)
    assert len(kinds) >= 3
    assert {kind for kind in kinds if refuse_infected not in kind.default_validators} == set()


def test_the_sender_reads_what_to_do(settings, home):
    with clamd(judged) as settings.VIRUS_SCANNER:
        form = MaterialForm({"title": "Verslag", "audience": "participants"}, {"file": upload(b"%PDF-" + EICAR)})
        assert not form.is_valid()
    assert len(form.errors["file"]) == 1
