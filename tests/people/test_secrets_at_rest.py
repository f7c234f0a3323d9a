"""Secrets that the platform reads again stand encrypted in the database."""

import pytest
from cryptography.fernet import Fernet
from django.conf import LazySettings

from people.secrets_at_rest import UnreadableSecretError, decrypt, encrypt


def test_what_is_encrypted_is_read_again_and_cannot_be_recognised():
    kept = encrypt("geheim van Vlissingen")
    assert decrypt(kept) == "geheim van Vlissingen"
    assert "geheim" not in kept
    assert encrypt("geheim van Vlissingen") != kept


def test_nothing_stays_nothing():
    assert encrypt("") == ""
    assert decrypt("") == ""


def test_another_secret_key_reads_nothing_unless_it_follows_the_earlier_one(settings: LazySettings):
    kept = encrypt("geheim")
    settings.SECRET_KEY, earlier = "another", settings.SECRET_KEY
    with pytest.raises(UnreadableSecretError):
        decrypt(kept)
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert decrypt(kept) == "geheim"


def test_keys_of_their_own_are_changed_one_by_one(settings: LazySettings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.ENCRYPTION_KEYS = [old]
    kept = encrypt("geheim")
    settings.ENCRYPTION_KEYS = [new, old]
    assert decrypt(kept) == "geheim"
    kept_anew = encrypt("geheim")
    settings.ENCRYPTION_KEYS = [new]
    assert decrypt(kept_anew) == "geheim"
    with pytest.raises(UnreadableSecretError):
        decrypt(kept)


def test_what_was_changed_is_not_read():
    kept = encrypt("geheim")
    with pytest.raises(UnreadableSecretError):
        decrypt(kept[:-3] + ("AAA" if kept[-3:] != "AAA" else "BBB"))


def test_whoever_keeps_other_keys_than_the_secret_key_reads_with_those_only(settings: LazySettings):
    kept = encrypt("geheim")
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UnreadableSecretError):
        decrypt(kept)
