"""What anyone needs to check a badge without us: our keys, and the list of what no longer counts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from joserfc.errors import BadSignatureError

from certificates import badge_status
from certificates.badge_request import ask
from certificates.badge_status import free_place
from certificates.badges import issuer_id
from certificates.models import BITS_OF_A_LIST
from tests.factories.badges import badge_key, write_badge_key, write_public_badge_key
from tests.factories.certificates import make_certificate, reissue_as, revoke_as

from .badge_reading import ISSUER_PAGE, bits_of, is_revoked, issuer_document, keys_by_name, payload_of, read

pytestmark = pytest.mark.row("C7")

FIRST_LIST = "/certificaat/badges/1/"


@pytest.fixture(autouse=True)
def key(settings, tmp_path) -> str:
    settings.CERTIFICATE_BADGE_KEY = write_badge_key(tmp_path / "badge.pem")
    return settings.CERTIFICATE_BADGE_KEY


@pytest.fixture
def renew_key(settings, tmp_path):
    """Sign with another key from now on, and keep the public part of the one before, as operations.md says."""

    def renew() -> None:
        settings.CERTIFICATE_BADGE_KEY = write_badge_key(tmp_path / "renewed.pem", "straks")
        settings.CERTIFICATE_BADGE_EARLIER = [write_public_badge_key(tmp_path / "earlier.pem", "nu")]

    return renew


# --- Who we are -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("https://leren.example", "did:web:leren.example"),
        ("https://leren.example:8443", "did:web:leren.example%3A8443"),
        ("http://localhost:8000", "did:web:localhost%3A8000"),
    ],
)
def test_our_name_is_that_of_the_website(settings, home, base_url, expected):
    settings.BASE_URL = base_url
    assert issuer_id() == expected
    document = issuer_document()
    assert document["id"] == expected
    assert all(name.startswith(f"{expected}#") for name in keys_by_name(document))


def test_our_keys_are_there_for_everyone_a_minute_old_at_most(home):
    response = Client().get(ISSUER_PAGE)
    assert response["Content-Type"] == "application/did+json"
    assert response["Cache-Control"] == "public, max-age=60"
    # So that a wallet in a browser may read it.
    assert response["Access-Control-Allow-Origin"] == "*"


def test_of_our_keys_the_public_part_alone_is_served(home):
    [method] = issuer_document()["verificationMethod"]
    assert method["type"] == "JsonWebKey2020"
    assert method["publicKeyJwk"].keys() == {"kty", "crv", "x", "y"}


def test_without_a_key_there_is_nothing_to_check_with(settings, home):
    settings.CERTIFICATE_BADGE_KEY = ""
    for address in (ISSUER_PAGE, FIRST_LIST):
        assert Client().get(address).status_code == 404


@pytest.mark.parametrize("address", [ISSUER_PAGE, FIRST_LIST])
def test_a_key_that_cannot_be_used_is_no_proof_that_a_badge_is_false(settings, home, tmp_path, caplog, address):
    unusable = tmp_path / "unusable.pem"
    unusable.write_bytes(b"geheim")
    settings.CERTIFICATE_BADGE_KEY = str(unusable)
    response = Client().get(address)
    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "Badges cannot be checked" in caplog.text
    assert "geheim" not in caplog.text + response.content.decode()


@pytest.mark.parametrize("address", [ISSUER_PAGE, FIRST_LIST])
def test_nothing_can_be_sent_there(home, address):
    assert Client().post(address).status_code == 405


# --- Another key ----------------------------------------------------------------


def test_a_badge_of_an_earlier_key_still_holds(certificate, learner, renew_key):
    earlier = ask(certificate).token
    renew_key()
    later = ask(make_certificate(learner)).token
    assert read(earlier) == payload_of(earlier)
    assert read(later) == payload_of(later)
    assert len(keys_by_name(issuer_document())) == 2
    revoke_as(certificate)
    assert is_revoked(earlier)
    assert not is_revoked(later)


def test_a_key_keeps_its_name_when_another_comes(certificate, renew_key):
    [name] = keys_by_name(issuer_document())
    renew_key()
    assert list(keys_by_name(issuer_document()))[1] == name


def test_a_key_that_we_no_longer_name_signs_nothing_for_us(certificate, settings, renew_key):
    token = ask(certificate).token
    renew_key()
    settings.CERTIFICATE_BADGE_EARLIER = []
    with pytest.raises(KeyError):
        read(token)


def test_an_earlier_key_that_cannot_be_read_is_left_out_and_told(certificate, settings, tmp_path, caplog):
    settings.CERTIFICATE_BADGE_EARLIER = [str(tmp_path / "weg.pem"), write_badge_key(tmp_path / "whole.pem", "anders")]
    assert len(keys_by_name(issuer_document())) == 1
    for name in ("weg.pem", "whole.pem"):
        assert name in caplog.text


# --- What no longer counts ------------------------------------------------------


def first_list() -> dict[str, object]:
    return read(Client().get(FIRST_LIST).content.decode())


def test_the_list_is_a_credential_that_a_stranger_reads(home):
    status_list = first_list()
    assert status_list["@context"] == ["https://www.w3.org/ns/credentials/v2"]
    assert status_list["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert status_list["issuer"] == "did:web:localhost"
    assert status_list["id"] == status_list["jti"] == f"http://localhost{FIRST_LIST}"
    assert status_list["credentialSubject"]["type"] == "BitstringStatusList"
    assert status_list["credentialSubject"]["ttl"] == 60_000


def test_an_old_copy_of_the_list_stops_counting_within_a_day(home):
    status_list = first_list()
    begins, ends = (datetime.fromisoformat(status_list[name]) for name in ("validFrom", "validUntil"))
    now = timezone.now()
    assert begins < now < ends <= now + timedelta(days=1)
    assert (status_list["nbf"], status_list["exp"]) == (begins.timestamp(), ends.timestamp())
    assert begins.tzinfo == UTC


def test_the_list_is_for_everyone_and_a_minute_old_at_most(home):
    response = Client().get(FIRST_LIST)
    assert response["Content-Type"] == "application/vc+jwt"
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_list_is_as_long_as_privacy_asks_and_says_nothing_of_who_has_a_badge(certificate):
    before = bits_of(first_list())
    ask(certificate)
    assert len(before) == 131_072
    assert bits_of(first_list()) == before == "0" * 131_072


def test_revoking_sets_the_bit_of_that_badge_and_no_other(certificate, learner):
    badge, other = ask(certificate), ask(make_certificate(learner))
    assert not is_revoked(badge.token)
    revoke_as(certificate)
    assert is_revoked(badge.token)
    assert not is_revoked(other.token)
    assert [index for index, bit in enumerate(bits_of(first_list())) if bit == "1"] == [badge.list_index]


def test_replacing_sets_it_too_and_the_badge_of_the_new_one_counts(certificate):
    badge = ask(certificate)
    replacement = ask(reissue_as(certificate))
    assert is_revoked(badge.token)
    assert not is_revoked(replacement.token)


def test_expiring_sets_no_bit_for_the_badge_says_it_itself(learner):
    today = timezone.localdate()
    badge = ask(make_certificate(learner, valid_until=today))
    assert not is_revoked(badge.token)
    assert timezone.localtime(datetime.fromisoformat(read(badge.token)["validUntil"])).date() == today


def test_a_changed_list_is_refused(home):
    header, payload, signature = Client().get(FIRST_LIST).content.decode().split(".")
    middle = len(payload) // 2
    other = "A" if payload[middle] != "A" else "B"
    with pytest.raises((BadSignatureError, ValueError)):
        read(f"{header}.{payload[:middle]}{other}{payload[middle + 1 :]}.{signature}")


def test_a_badge_has_a_bit_that_cannot_be_guessed(home):
    places = [free_place() for _ in range(50)]
    assert {number for number, _index in places} == {1}
    indexes = [index for _number, index in places]
    assert all(0 <= index < BITS_OF_A_LIST for index in indexes)
    assert len(set(indexes)) > 45
    assert indexes != sorted(indexes)


def test_a_bit_that_is_taken_is_not_given_again(certificate, learner, monkeypatch):
    guesses = iter([5, 5, 6])
    monkeypatch.setattr(badge_status.secrets, "randbelow", lambda _below: next(guesses))
    badges = [ask(certificate), ask(make_certificate(learner))]
    assert [badge.list_index for badge in badges] == [5, 6]


def test_when_a_list_is_full_there_is_another(certificate, learner, monkeypatch):
    monkeypatch.setattr(badge_status, "_MOST_IN_A_LIST", 1)
    first = ask(certificate)
    second = make_certificate(learner)
    badge = ask(second)
    assert (first.list_number, badge.list_number) == (1, 2)
    revoke_as(second)
    assert is_revoked(badge.token)
    assert not is_revoked(first.token)


@pytest.mark.parametrize("number", [0, 2, 999_999])
def test_a_list_that_is_not_there_is_not_found(home, number):
    assert Client().get(f"/certificaat/badges/{number}/").status_code == 404


def test_the_list_takes_two_queries_whatever_its_length(certificate, learner, django_assert_num_queries):
    for _ in range(3):
        ask(make_certificate(learner))
    revoke_as(certificate)
    with django_assert_num_queries(2):
        Client().get(FIRST_LIST)


def test_the_name_of_a_key_is_its_thumbprint(home):
    # RFC 7638: computed by joserfc, from the key as served.
    [(name, served)] = keys_by_name(issuer_document()).items()
    assert name == f"did:web:localhost#{served.thumbprint()}"
    assert badge_key("nu").public_key() == served.public_key
