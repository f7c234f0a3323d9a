"""The holder asks for an Open Badge: what is made of it, for whom, and what stands in it."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from joserfc.errors import BadSignatureError

from certificates import badge_request, guard
from certificates.badge_request import NotOfferedError, ask
from certificates.models import Badge, Certificate, DesignUse, FrozenError
from courses.models import CoursePage
from courses.paths import follow
from tests.factories.badges import badge_key, write_badge_key
from tests.factories.certificates import GOALS, make_certificate, reissue_as, revoke_as
from tests.factories.courses import make_course
from tests.factories.designs import make_design
from tests.factories.hr import signed_in
from tests.factories.paths import finish_course, make_path
from tests.factories.people import make_member, make_organisation, make_user

from .badge_reading import header_of, payload_of, read
from .pages import main_of

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|mailto:|%40")


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> str:
    """A real key: the settings of the suite are those of demonstrations."""
    settings.CERTIFICATE_BADGE_IS_DEMONSTRATION = False
    settings.CERTIFICATE_BADGE_KEY = write_badge_key(tmp_path / "badge.pem")
    return settings.CERTIFICATE_BADGE_KEY


def own_page(certificate) -> str:
    return f"/mijn-leren/certificaat/{certificate.code}/"


def press(client: Client, certificate: Certificate) -> str:
    """The page after the button was pressed."""
    return main_of(client.post(f"{own_page(certificate)}badge-maken/", follow=True))


def all_words(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# --- Asking --------------------------------------------------------------------


@pytest.mark.row("C7")
def test_before_the_holder_asks_nothing_is_signed(as_learner, certificate):
    page = main_of(as_learner.get(own_page(certificate)))
    assert f'action="{own_page(certificate)}badge-maken/"' in page
    assert "Wij maken de badge pas als u erom vraagt" in page
    assert as_learner.get(f"{own_page(certificate)}badge/").status_code == 404
    assert not Badge.objects.exists()


@pytest.mark.row("C7")
def test_the_holder_asks_and_downloads_what_was_signed(as_learner, certificate):
    page = press(as_learner, certificate)
    assert "Uw Open Badge is klaar" in page
    assert f'href="{own_page(certificate)}badge/"' in page
    assert "badge-maken" not in page
    response = as_learner.get(f"{own_page(certificate)}badge/")
    assert response.content.decode() == Badge.objects.get(certificate=certificate).token
    assert response["Content-Type"] == "application/vc+jwt"
    assert re.fullmatch(r'attachment; filename="certificaat-[a-z0-9-]+\.jwt"', response["Content-Disposition"])
    assert response["Cache-Control"] == "private, no-store"


def test_asking_twice_gives_the_same(as_learner, certificate):
    press(as_learner, certificate)
    first = Badge.objects.get().token
    press(as_learner, certificate)
    assert Badge.objects.get().token == first


def test_looking_makes_none(as_learner, certificate):
    assert as_learner.get(f"{own_page(certificate)}badge-maken/").status_code == 405
    assert as_learner.post(f"{own_page(certificate)}badge/").status_code == 405
    assert not Badge.objects.exists()


@pytest.mark.parametrize("page", ["badge/", "badge-maken/"])
@pytest.mark.parametrize("who", ["colleague", "outsider", "administrator"])
@pytest.mark.parametrize("is_made", [True, False])
def test_somebody_else_finds_nothing(certificate, learner, who, page, is_made):
    organisation = make_organisation()
    make_member(organisation, user=learner)
    if is_made:
        ask(certificate)
    others = {
        "colleague": lambda: make_member(organisation),
        "outsider": make_user,
        "administrator": lambda: make_user(is_superuser=True),
    }
    client = signed_in(others[who]())
    send = client.post if page == "badge-maken/" else client.get
    assert send(f"{own_page(certificate)}{page}").status_code == 404
    assert Badge.objects.count() == is_made


def test_a_visitor_is_asked_to_sign_in(certificate):
    for send in (Client().get, Client().post):
        assert send(f"{own_page(certificate)}badge/")["Location"].startswith("/accounts/login/")


def test_two_certificates_never_share_a_bit(learner, certificate, monkeypatch):
    first = ask(certificate)
    places = iter([(first.list_number, first.list_index), (1, 7)])
    monkeypatch.setattr(badge_request, "free_place", lambda: next(places))
    second = ask(make_certificate(learner))
    assert (second.list_number, second.list_index) == (1, 7)
    assert payload_of(second.token)["credentialStatus"]["statusListIndex"] == "7"


# --- What is made stays as it is ------------------------------------------------


def test_a_badge_is_never_saved_again(certificate):
    badge = ask(certificate)
    badge.token = "anders"
    with pytest.raises(FrozenError):
        badge.save()


def test_the_database_refuses_another_token(certificate):
    badge = ask(certificate)
    guard.install("default")
    with pytest.raises(IntegrityError, match=guard.REFUSAL), transaction.atomic():
        Badge.objects.filter(pk=badge.pk).update(token="anders")


def test_a_bit_outside_its_list_is_refused(certificate):
    outside = Badge(certificate=certificate, token="x", list_number=1, list_index=131_072)
    with pytest.raises(ValidationError):
        outside.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        outside.save()


# --- What stands in it ----------------------------------------------------------


@pytest.mark.row("C7")
def test_a_stranger_reads_it_with_software_of_others(certificate):
    badge = read(ask(certificate).token)
    assert badge["@context"][:2] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert badge["issuer"] == {
        "id": "did:web:localhost",
        "type": ["Profile"],
        "name": certificate.issuer_name,
        "url": "http://localhost",
    }
    assert badge["credentialSubject"]["type"] == ["AchievementSubject"]
    assert badge["credentialSubject"]["achievement"] == {
        "id": f"urn:uuid:{certificate.course_key}",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": certificate.course_title,
        "description": f"Leerdoelen van deze cursus: {'; '.join(certificate.goals)}",
        "criteria": {
            "narrative": f"{certificate.get_result_display()}. Studietijd: {certificate.study_time}.",
        },
        "inLanguage": "nl",
    }
    assert badge["evidence"] == [
        {"type": ["Evidence"], "id": certificate.verification_url, "name": "Controlepagina"},
    ]


def test_the_claims_of_the_token_say_what_the_badge_says(certificate):
    badge = read(ask(certificate).token)
    assert badge["iss"] == badge["issuer"]["id"]
    assert badge["sub"] == badge["credentialSubject"]["id"]
    assert badge["jti"] == badge["id"]
    assert badge["nbf"] == datetime.fromisoformat(badge["validFrom"]).timestamp()


def test_the_header_names_the_key_and_gives_its_public_part_only(certificate):
    header = header_of(ask(certificate).token)
    assert header.keys() == {"alg", "typ", "kid", "jwk"}
    assert (header["alg"], header["typ"]) == ("ES256", "JWT")
    assert header["jwk"].keys() == {"kty", "crv", "x", "y"}


@pytest.mark.parametrize("part", [0, 1, 2])
@pytest.mark.row("C7")
def test_one_changed_byte_is_refused(certificate, part):
    parts = ask(certificate).token.split(".")
    # Not the last: of its bits some may mean nothing.
    middle = len(parts[part]) // 2
    other = "A" if parts[part][middle] != "A" else "B"
    parts[part] = parts[part][:middle] + other + parts[part][middle + 1 :]
    with pytest.raises((BadSignatureError, ValueError, KeyError)):
        read(".".join(parts))


def test_a_changed_name_is_a_bad_signature(certificate):
    mine, other = (ask(one).token.split(".") for one in (certificate, make_certificate(make_user(name="Een ander"))))
    with pytest.raises(BadSignatureError):
        read(".".join([mine[0], other[1], mine[2]]))


def test_it_counts_from_the_issue_to_the_end_of_the_last_day_in_the_netherlands(learner):
    last = timezone.localdate() + timedelta(days=400)
    certificate = make_certificate(learner, valid_until=last)
    badge = read(ask(certificate).token)
    assert badge["validFrom"] == f"{certificate.issued_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    end = timezone.localtime(datetime.fromisoformat(badge["validUntil"]))
    assert (end.date(), f"{end:%H:%M:%S}") == (last, "23:59:59")
    assert badge["exp"] == end.timestamp()
    assert timezone.localtime(datetime.fromisoformat(badge["awardedDate"])).date() == certificate.completed_on


def test_without_a_last_day_it_has_no_end(certificate):
    assert not {"validUntil", "exp"} & read(ask(certificate).token).keys()


@pytest.mark.row("C8")
def test_no_address_of_mail_is_in_it(certificate, learner):
    badge = ask(certificate)
    words = all_words([header_of(badge.token), read(badge.token)])
    assert learner.email not in words
    assert ADDRESS.findall(words) == []


def test_who_never_gave_a_name_has_none_in_it(home):
    nameless = make_user()
    nameless.name = ""
    nameless.save()
    certificate = make_certificate(nameless)
    assert certificate.holder_name == nameless.email
    badge = read(ask(certificate).token)
    assert "identifier" not in badge["credentialSubject"]
    assert ADDRESS.findall(all_words(badge)) == []


@pytest.mark.row("C8")
def test_whose_it_is_says_a_number_that_nothing_else_has(certificate, learner):
    first, second = (read(ask(one).token)["sub"] for one in (certificate, make_certificate(learner)))
    assert first != second
    for subject in (first, second):
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", subject)


@pytest.mark.parametrize("name", ["Şükrü Ő. van ’t Łoś", "李小龍", "Đỗ Thị Mỹ", "<b>O'Neil</b>", "😀 Sanne"])
def test_names_arrive_whole(home, name):
    certificate = make_certificate(make_user(name=name))
    badge = read(ask(certificate).token)
    assert badge["credentialSubject"]["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": certificate.holder_name,
            "identityType": "name",
        }
    ]
    assert certificate.holder_name == name


def test_its_words_are_those_of_the_certificate_also_when_all_was_renamed(certificate, learner):
    course = CoursePage.objects.get(pk=certificate.completion.enrolment.course.pk)
    course.title, course.goals = "Anders", []
    course.save_revision().publish()
    learner.name = "Iemand Anders"
    learner.save()
    words = all_words(read(ask(certificate).token))
    assert "Anders" not in words
    assert certificate.course_title in words


def test_one_of_a_path_says_which_courses(learner, home):
    courses = [make_course("De basis"), make_course("Inkopen")]
    path = make_path(courses, title="Inkoper")
    follow(learner, path)
    for course in courses:
        finish_course(learner, course)
    certificate = Certificate.objects.get(user=learner, is_of_path=True)
    achievement = read(ask(certificate).token)["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "LearningProgram"
    assert achievement["name"] == "Inkoper"
    assert achievement["description"] == "Afgeronde cursussen van dit leerpad: De basis; Inkopen"


def test_without_goals_the_title_describes_it(learner, home):
    certificate = make_certificate(learner, make_course("Zonder doelen"))
    assert read(ask(certificate).token)["credentialSubject"]["achievement"]["description"] == "Zonder doelen"


def test_an_english_certificate_gives_an_english_badge_whatever_the_page_speaks(learner, as_learner):
    course = make_course(goals=GOALS)
    DesignUse.objects.create(design=make_design(signatories=0, language="en"), page=course)
    press(as_learner, make_certificate(learner, course))
    achievement = read(Badge.objects.get().token)["credentialSubject"]["achievement"]
    assert achievement["inLanguage"] == "en"
    assert achievement["description"].startswith("Learning goals of this course: ")
    assert "Study time: " in achievement["criteria"]["narrative"]


# --- When the certificate no longer counts --------------------------------------


def test_of_a_revoked_certificate_none_is_made(as_learner, certificate):
    revoke_as(certificate)
    assert "Open Badge" not in main_of(as_learner.get(own_page(certificate)))
    assert "Dit certificaat is niet meer geldig. Wij maken er geen Open Badge van." in press(as_learner, certificate)
    assert not Badge.objects.exists()


def test_who_asks_while_it_is_being_revoked_gets_none(certificate):
    as_it_was = Certificate.objects.get(pk=certificate.pk)
    revoke_as(certificate)
    with pytest.raises(NotOfferedError):
        ask(as_it_was)
    assert not Badge.objects.exists()


def test_a_badge_whose_certificate_was_revoked_is_not_handed_out_any_more_and_the_page_says_so(
    as_learner, certificate
):
    ask(certificate)
    revoke_as(certificate)
    page = main_of(as_learner.get(f"{own_page(certificate)}badge/", follow=True))
    assert "Uw Open Badge is niet meer geldig, omdat uw certificaat is ingetrokken" in page
    assert f"{own_page(certificate)}badge/" not in page


def test_asking_for_one_that_was_replaced_leads_to_what_counts_now(as_learner, certificate):
    replacement = reissue_as(certificate)
    page = press(as_learner, certificate)
    assert "Wij maken er geen Open Badge van" in page
    assert f'action="{own_page(replacement)}badge-maken/"' in page
    assert not Badge.objects.exists()


def test_after_a_correction_the_page_says_that_the_earlier_badge_no_longer_counts(as_learner, certificate):
    ask(certificate)
    last = reissue_as(reissue_as(certificate, "Eerste"), "Tweede")
    page = main_of(as_learner.get(f"{own_page(certificate)}badge/", follow=True))
    assert "Uw eerdere Open Badge is niet meer geldig" in page
    assert "Uw eerdere Open Badge" not in press(as_learner, last)
    assert (
        read(Badge.objects.get(certificate=last).token)["credentialSubject"]["identifier"][0]["identityHash"]
        == "Tweede"
    )


def test_of_an_expired_certificate_none_is_made(as_learner, learner):
    expired = make_certificate(learner, valid_until=timezone.localdate() - timedelta(days=1))
    page = main_of(as_learner.get(own_page(expired)))
    assert "Van een verlopen certificaat maken wij geen Open Badge" in page
    assert "badge-maken" not in page
    press(as_learner, expired)
    assert not Badge.objects.exists()


def test_a_badge_stays_there_after_its_certificate_has_expired(as_learner, learner, monkeypatch):
    expired = make_certificate(learner, valid_until=timezone.localdate() - timedelta(days=1))
    with monkeypatch.context() as patch:
        patch.setattr(badge_request, "is_offered", lambda _certificate: True)
        badge = ask(expired)
    page = main_of(as_learner.get(own_page(expired)))
    assert "Uw Open Badge is verlopen, net als uw certificaat" in page
    assert as_learner.get(f"{own_page(expired)}badge/").content.decode() == badge.token


# --- Keys -----------------------------------------------------------------------


def test_without_a_key_it_is_not_offered_and_what_was_made_stays(as_learner, certificate, learner, settings):
    ask(certificate)
    other = make_certificate(learner)
    settings.CERTIFICATE_BADGE_KEY = ""
    assert "Open Badge" not in main_of(as_learner.get(own_page(other)))
    assert as_learner.post(f"{own_page(other)}badge-maken/").status_code == 404
    assert as_learner.get(f"{own_page(certificate)}badge/").status_code == 200


def encoded(key: object, password: bytes | None = None) -> bytes:
    encryption = BestAvailableEncryption(password) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


UNUSABLE = {
    "gone": lambda: None,
    "empty": lambda: b"",
    "noise": lambda: b"geheim",
    "cut off": lambda: b"-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----\n",
    "of another kind": lambda: encoded(Ed25519PrivateKey.generate()),
    "on another curve": lambda: encoded(ec.generate_private_key(ec.SECP384R1())),
    "large": lambda: encoded(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
    "locked": lambda: encoded(badge_key("geheim"), b"geheim"),
}


@pytest.mark.parametrize("what", UNUSABLE)
def test_with_a_key_that_cannot_be_used_the_holder_hears_it_and_nothing_is_kept(
    as_learner, certificate, settings, tmp_path, caplog, what
):
    file = tmp_path / "unusable.pem"
    if content := UNUSABLE[what]():
        file.write_bytes(content)
    settings.CERTIFICATE_BADGE_KEY = str(file)
    page = press(as_learner, certificate)
    assert "Wij kunnen uw Open Badge nu niet maken. Dat ligt aan ons." in page
    assert "badge-maken" in page
    assert not Badge.objects.exists()
    assert [record.levelname for record in caplog.records if record.name == "certificates.badge_views"] == ["ERROR"]
    assert "geheim" not in caplog.text
    write_badge_key(file)
    assert "Uw Open Badge is klaar" in press(as_learner, certificate)


def test_a_key_for_demonstrations_is_called_so(as_learner, certificate, settings):
    assert "bewijst niets" not in main_of(as_learner.get(own_page(certificate)))
    settings.CERTIFICATE_BADGE_IS_DEMONSTRATION = True
    for page in (main_of(as_learner.get(own_page(certificate))), press(as_learner, certificate)):
        assert "Een badge ermee bewijst niets" in page
