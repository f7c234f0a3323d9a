"""Passwords are long, free in what they are made of, and not known to thieves."""

import hashlib

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config.settings import sign_in
from people import breached_passwords
from people.models import User
from tests.config.test_production_settings import start

pytestmark = pytest.mark.row("B12")


def refused(password: str, user: User | None = None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


@pytest.fixture
def breached(tmp_path, settings):
    """A list with each hash that is handed to it, as haveibeenpwned.com gives it."""

    def write(*passwords: str, end: str = "\r\n"):
        hashes = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in passwords)  # noqa: S324
        path = tmp_path / "pwned.txt"
        path.write_bytes(end.join(f"{one}:{number}" for number, one in enumerate(hashes, 1)).encode())
        settings.BREACHED_PASSWORDS_FILE = str(path)
        return path

    return write


@pytest.mark.parametrize(
    "password",
    [
        "vier woorden samen",
        "allemaalkleineletters",
        "839201748362",
        "éénheelgewonezin",
        "🌷🌷🌷🌷🌷🌷🌷🌷🌷🌷🌷🌷",
        "een zin van vierenzestig tekens die iemand uit een kluis plakt!!",
        "x1" * 500,
    ],
)
def test_length_is_what_counts(password):
    assert not refused(password)


@pytest.mark.parametrize("password", ["", "Kort1!", "elf-tekens!", "password1234", "qwertyuiop123"])
def test_what_is_short_or_common_is_refused(password):
    assert refused(password)


def test_ones_own_name_and_address_are_refused():
    person = User(email="sanne.devries@leerstad.example", name="Sanne de Vries-Jansen")
    assert refused("sanne.devries", person)
    assert refused("sanne de vries-jansen", person)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_stolen_password_is_refused_wherever_it_stands_in_the_list(breached, end):
    stolen = [f"gestolen wachtwoord {number}" for number in range(300)]
    breached(*stolen, end=end)
    assert all(map(refused, stolen))
    assert not any(refused(f"nog van niemand {number}") for number in range(300))


def test_a_list_of_one_and_an_empty_list_work_too(breached):
    breached("gestolen wachtwoord")
    assert refused("gestolen wachtwoord")
    breached()
    assert not refused("gestolen wachtwoord")


def test_a_list_that_cannot_be_read_any_more_is_logged_and_keeps_nobody_out(breached, caplog):
    breached("gestolen wachtwoord").unlink()
    assert not refused("gestolen wachtwoord")
    assert "cannot be read" in caplog.text


def test_looking_takes_few_reads_in_a_large_list(breached, monkeypatch):
    reads = []
    path = breached(*[f"gestolen wachtwoord {number}" for number in range(5000)])
    line_from = breached_passwords._line_from
    monkeypatch.setattr(breached_passwords, "_line_from", lambda *place: (reads.append(place), line_from(*place))[1])
    refused("nog van niemand, echt niet")
    assert len(reads) <= path.stat().st_size.bit_length() + 2


def test_the_hash_that_is_kept_is_argon2(settings):
    settings.PASSWORD_HASHERS = sign_in.PASSWORD_HASHERS
    kept = make_password("een-zin-die-ik-onthoud")
    assert kept.startswith("argon2$argon2id$")
    assert check_password("een-zin-die-ik-onthoud", kept)


def test_the_platform_does_not_start_with_a_list_that_is_not_there():
    answer = start(BREACHED_PASSWORDS_FILE="/srv/nergens/pwned.txt")
    assert answer.returncode != 0
    assert "BREACHED_PASSWORDS_FILE names a file that is not there" in answer.stderr
