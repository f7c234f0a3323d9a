"""The key of the seal and the certificates that go with it, as the settings name them.

Read anew when a file changes, so that a repaired or renewed key needs no restart.
"""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils import timezone

logger = logging.getLogger(__name__)

_NAMES = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)


class SealKeyError(Exception):
    """There should be a key, and it cannot be used. The text has no secret in it."""


@dataclass(frozen=True)
class SealKey:
    """A private key with its certificate; `chain` are the certificates above it, possibly none."""

    private_key: PrivateKeyTypes = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]


@dataclass(frozen=True)
class SealCertificate:
    """What the world may know of a key, to recognise its seal by."""

    owner: str
    # SHA-256 over the certificate in hexadecimal pairs, as programs that read PDF show it.
    fingerprint: str
    begins: datetime
    ends: datetime


def is_sealing() -> bool:
    """Whether certificates are to be sealed here."""
    return bool(settings.CERTIFICATE_SEAL_KEY)


def current_key() -> SealKey:
    """The key that seals. Raises SealKeyError when it cannot be read, or its certificate does not hold today."""
    key = _key_of_settings()
    if not key.certificate.not_valid_before_utc <= timezone.now() <= key.certificate.not_valid_after_utc:
        raise SealKeyError("The certificate of the key of the seal is not valid today.")
    return key


def _key_of_settings() -> SealKey:
    key_file = Path(settings.CERTIFICATE_SEAL_KEY)
    certificate_file = Path(settings.CERTIFICATE_SEAL_CERTIFICATE or key_file)
    try:
        moments = (key_file.stat().st_mtime_ns, certificate_file.stat().st_mtime_ns)
        return _read_key(key_file, certificate_file, settings.CERTIFICATE_SEAL_PASSPHRASE, moments)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        # What the libraries say of a key that they cannot read may quote it.
        raise SealKeyError(f"The key of the seal cannot be read ({type(error).__name__}).") from error


def own_certificates() -> list[x509.Certificate]:
    """Those of all keys that ever sealed here, the current one first; also when they have expired since.

    One that cannot be read is left out.
    """
    own = []
    if is_sealing():
        try:
            own.append(_key_of_settings().certificate)
        except SealKeyError as error:
            logger.error("%s", error)
    for name in settings.CERTIFICATE_SEAL_EARLIER:
        try:
            own += _read_certificates(Path(name), Path(name).stat().st_mtime_ns)
        except (OSError, ValueError) as error:
            logger.error("The earlier certificate of the seal %s cannot be read: %s", name, error)
    return list(dict.fromkeys(own))


def published_certificates() -> list[SealCertificate]:
    """The same, to print on a page."""
    return [
        SealCertificate(
            owner=owner_of(certificate),
            fingerprint=certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
            begins=certificate.not_valid_before_utc,
            ends=certificate.not_valid_after_utc,
        )
        for certificate in own_certificates()
    ]


def owner_of(certificate: x509.Certificate) -> str:
    """Organisation and name that the certificate states, without saying the same twice."""
    names = [str(part.value) for kind in _NAMES for part in certificate.subject.get_attributes_for_oid(kind)]
    return ", ".join(dict.fromkeys(names)) or certificate.subject.rfc4514_string()


@lru_cache(maxsize=4)
def _read_key(key_file: Path, certificate_file: Path, passphrase: str, _moments: tuple[int, int]) -> SealKey:
    content, secret = key_file.read_bytes(), passphrase.encode() or None
    if b"-----BEGIN" in content:
        private_key: PrivateKeyTypes | None = load_pem_private_key(content, secret)
        certificates = x509.load_pem_x509_certificates(certificate_file.read_bytes())
    else:
        bundle = load_pkcs12(content, secret)
        private_key = bundle.key
        certificates = [entry.certificate for entry in (bundle.cert, *bundle.additional_certs) if entry]
    if private_key is None:
        raise ValueError("no private key")
    for certificate in certificates:
        if certificate.public_key() == private_key.public_key():
            chain = tuple(other for other in certificates if other != certificate)
            return SealKey(private_key, certificate, chain)
    raise ValueError("no certificate of this key")


@lru_cache(maxsize=16)
def _read_certificates(file: Path, _moment: int) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(file.read_bytes())
