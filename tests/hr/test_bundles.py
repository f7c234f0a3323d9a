"""All certificates of a department as one ZIP, made in the background."""

import csv
import hashlib
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from certificates.drawing import draw
from certificates.models import Certificate, CertificatePdf
from hr import bundles, jobs
from hr.bundles import ask, forget_old_bundles, make_bundles
from hr.models import CertificateBundle
from people.models import Membership, OutboxMail
from tests.factories.certificates import make_certificate, reissue_as, revoke_as
from tests.factories.hr import make_lead, make_municipality, signed_in
from tests.factories.people import make_member, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/hr/certificaten/"


@pytest.fixture
def town(home):
    return make_municipality("Gemeente Eigen")


@pytest.fixture
def colleague(town):
    return make_member(town.organisation, town.below, name="Şükrü Ő. van ’t Łoś")


@pytest.fixture
def certificate(colleague):
    return make_certificate(colleague)


def made(officer, organisation, department=None) -> CertificateBundle:
    bundle = ask(officer, organisation, department)
    assert make_bundles() == 1
    bundle.refresh_from_db()
    return bundle


def zip_of(bundle) -> ZipFile:
    with bundle.file.open("rb") as file:
        return ZipFile(BytesIO(file.read()))


def lines_of(bundled) -> list[list[str]]:
    return list(csv.reader(StringIO(bundled.read("certificaten.csv").decode("utf-8-sig")), delimiter=";"))


def test_it_has_every_pdf_as_it_is_stored_and_a_list_of_them(town, certificate):
    bundled = zip_of(made(town.officer, town.organisation, town.department))

    assert bundled.testzip() is None
    (heading, line) = lines_of(bundled)
    assert heading == ["Naam", "Certificaat", "Afgerond op", "Geldig tot en met", "Code", "Bestand"]
    assert line[0] == certificate.holder_name
    assert line[4] == certificate.grouped_code
    content = bundled.read(line[5])
    assert hashlib.sha256(content).hexdigest() == CertificatePdf.objects.get(certificate=certificate).sha256


def test_what_was_not_drawn_yet_is_drawn(town, certificate):
    CertificatePdf.objects.filter(certificate=certificate).delete()
    bundled = zip_of(made(town.officer, town.organisation))

    assert lines_of(bundled)[1][5] in bundled.namelist()
    assert CertificatePdf.objects.filter(certificate=certificate).exists()


def test_one_that_cannot_be_drawn_is_in_the_list_and_stops_no_other(town, certificate, monkeypatch):
    other = make_certificate(make_member(town.organisation, name="Aad Aa"))
    monkeypatch.setattr(bundles, "draw", lambda one: one.pk != certificate.pk and draw(one))
    bundled = zip_of(made(town.officer, town.organisation))

    files = {line[4]: line[5] for line in lines_of(bundled)[1:]}
    assert files[certificate.grouped_code] == "volgt"
    assert files[other.grouped_code] in bundled.namelist()


def test_only_what_counts_of_who_works_there_now(town, certificate, colleague):
    elsewhere = make_municipality("Gemeente Anders")
    make_certificate(make_member(elsewhere.organisation))
    left = make_member(town.organisation)
    make_certificate(left)
    Membership.objects.filter(user=left).update(ended_on=timezone.localdate())
    revoke_as(make_certificate(make_member(town.organisation)))
    replacement = reissue_as(certificate, "Nieuwe Naam")

    codes = [line[4] for line in lines_of(zip_of(made(town.officer, town.organisation)))[1:]]
    assert codes == [replacement.grouped_code]


def test_a_department_goes_with_what_is_below_it_and_without_the_rest(town, certificate):
    beside = make_certificate(make_member(town.organisation))

    codes = [line[4] for line in lines_of(zip_of(made(town.officer, town.organisation, town.department)))[1:]]
    assert codes == [certificate.grouped_code]
    assert beside.grouped_code not in codes


@pytest.mark.row("B44")
def test_a_name_that_is_a_formula_is_text_in_the_list(town):
    make_certificate(make_member(town.organisation, name="=1+1"))
    bundled = zip_of(made(town.officer, town.organisation))

    assert lines_of(bundled)[1][0] == "'=1+1"


def test_whoever_asked_is_mailed_once_it_is_ready(town, certificate):
    bundle = made(town.officer, town.organisation)

    mail = OutboxMail.objects.get(key=f"bundle:{bundle.pk}")
    assert mail.user == town.officer
    assert mail.subject == "De certificaten waarom u vroeg staan klaar"
    assert ADDRESS in mail.body
    assert (bundle.done, bundle.total, bundle.state) == (1, 1, "ready")
    assert make_bundles() == 0


def test_the_page_says_how_far_it_is_and_gives_the_file(town, certificate):
    client = signed_in(town.officer)
    page = client.post(ADDRESS, {"department": town.below.pk}, follow=True).content.decode()
    assert "We beginnen binnen een minuut." in page
    bundle = CertificateBundle.objects.get()
    CertificateBundle.objects.update(done=3, total=10)
    assert "3 van 10 certificaten" in client.get(ADDRESS).content.decode()
    assert client.get(f"{ADDRESS}{bundle.pk}/stand/").json() == {"done": 3, "total": 10, "waiting": True}
    too_early = client.get(f"{ADDRESS}{bundle.pk}/bestand/", follow=True)
    assert "Het bestand is nog niet klaar." in too_early.content.decode()

    make_bundles()
    assert "1 certificaat" in client.get(ADDRESS).content.decode()
    response = client.get(f"{ADDRESS}{bundle.pk}/bestand/")
    assert response["Content-Disposition"].startswith('attachment; filename="certificaten-')
    assert ZipFile(BytesIO(b"".join(response.streaming_content))).testzip() is None


def test_asking_twice_makes_one(town, certificate):
    client = signed_in(town.officer)
    for _number in range(2):
        client.post(ADDRESS, {"department": ""})

    assert CertificateBundle.objects.count() == 1


def test_where_nobody_has_a_certificate_nothing_is_made(town):
    page = signed_in(town.officer).post(ADDRESS, {"department": town.below.pk}).content.decode()

    assert "Hier heeft nog niemand een certificaat. Kies een andere afdeling." in page
    assert not CertificateBundle.objects.exists()


def test_who_is_no_hr_officer_any_more_gets_nothing(town, certificate):
    ask(town.officer, town.organisation, None)
    Membership.objects.filter(user=town.officer).update(role=Membership.Role.MEMBER)

    assert make_bundles() == 0
    assert not CertificateBundle.objects.exists()


def test_after_a_process_that_died_another_begins_anew_once_its_claim_is_over(town, certificate, monkeypatch):
    bundle = ask(town.officer, town.organisation, None)
    monkeypatch.setattr(bundles, "_write", die)
    with pytest.raises(Died):
        make_bundles()
    monkeypatch.undo()

    assert make_bundles() == 0, "it may be at work still"
    in_ten_minutes = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: in_ten_minutes)
    assert make_bundles() == 1
    bundle.refresh_from_db()
    assert len(lines_of(zip_of(bundle))) == 2


class Died(BaseException):
    """As by kill -9: nothing handles it."""


def die(*_arguments):
    raise Died


def test_what_does_not_fit_in_a_turn_goes_on_in_the_next_sweep(town, certificate, monkeypatch):
    for _number in range(2):
        make_certificate(make_member(town.organisation))
    bundle = ask(town.officer, town.organisation, None)
    monkeypatch.setattr(bundles, "TURN", -1)
    for _number in range(jobs.MOST_ATTEMPTS + 1):
        assert make_bundles() == 0

    monkeypatch.undo()
    assert make_bundles() == 1
    bundle.refresh_from_db()
    assert (bundle.done, bundle.total, bundle.attempts) == (3, 3, 1)


def test_who_lost_the_claim_keeps_nothing(town, certificate, monkeypatch):
    bundle = ask(town.officer, town.organisation, None)

    def somebody_else_is_at_it(certificate):
        CertificateBundle.objects.update(claimed_until=timezone.now() + timedelta(hours=1))
        return True

    monkeypatch.setattr(bundles, "draw", somebody_else_is_at_it)
    assert make_bundles() == 0
    bundle.refresh_from_db()
    assert (bundle.state, bundle.file.name) == ("waiting", "")
    assert not OutboxMail.objects.filter(key=f"bundle:{bundle.pk}").exists()


def test_what_fails_again_and_again_is_given_up_and_said(town, certificate, monkeypatch):
    ask(town.officer, town.organisation, None)
    monkeypatch.setattr(bundles, "_keep", lambda *_arguments: 1 / 0)
    for _number in range(jobs.MOST_ATTEMPTS):
        CertificateBundle.objects.update(claimed_until=None)
        make_bundles()

    assert CertificateBundle.objects.get().state == "failed"
    assert "Het bestand kon niet worden gemaakt." in signed_in(town.officer).get(ADDRESS).content.decode()


def test_after_a_week_it_is_gone_with_its_file(town, certificate):
    bundle = made(town.officer, town.organisation)
    storage, name = bundle.file.storage, bundle.file.name
    assert forget_old_bundles() == 0
    CertificateBundle.objects.update(asked_at=timezone.now() - timedelta(days=8))

    assert forget_old_bundles() == 1
    assert not storage.exists(name)
    assert not CertificateBundle.objects.exists()


def test_the_officer_removes_it(town, certificate):
    bundle = made(town.officer, town.organisation)
    storage, name = bundle.file.storage, bundle.file.name
    page = signed_in(town.officer).post(f"{ADDRESS}{bundle.pk}/weg/", follow=True).content.decode()

    assert "Het bestand is verwijderd. De certificaten zelf blijven." in page
    assert not storage.exists(name)
    assert Certificate.objects.exists()


@pytest.mark.parametrize("who", ["lead", "colleague", "other officer", "officer elsewhere", "outsider"])
def test_nobody_else_comes_near(town, certificate, who):
    bundle = made(town.officer, town.organisation)
    user = {
        "lead": lambda: make_lead(town.department),
        "colleague": lambda: make_member(town.organisation),
        "other officer": lambda: make_member(town.organisation, role=Membership.Role.HR),
        "officer elsewhere": lambda: make_municipality("Gemeente Anders").officer,
        "outsider": make_user,
    }[who]()
    client = signed_in(user)

    for tail in ("bestand/", "stand/"):
        assert client.get(f"{ADDRESS}{bundle.pk}/{tail}").status_code == 404
    assert client.post(f"{ADDRESS}{bundle.pk}/weg/").status_code == 404
    assert CertificateBundle.objects.filter(pk=bundle.pk).exists()
    if "officer" not in who:
        assert client.get(ADDRESS).status_code == 404
        assert client.post(ADDRESS, {"department": ""}).status_code == 404


def test_a_department_of_another_municipality_is_not_on_offer(town, certificate):
    elsewhere = make_municipality("Gemeente Anders")
    page = signed_in(town.officer).post(ADDRESS, {"department": elsewhere.department.pk}).content.decode()

    assert "Selecteer een geldige keuze" in page
    assert not CertificateBundle.objects.exists()
