"""`python -m bin.make_seal_key FILE` writes a key and its certificate.

Runs with the packages of the virtual environment, unlike the rest of bin.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NAME = "Demonstration, proves nothing"
VALID = timedelta(days=3650)


def self_signed(name: str, key: ec.EllipticCurvePrivateKey, begins: datetime, ends: datetime) -> x509.Certificate:
    """A certificate with which `key` says who it is itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    only_to_sign = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), begins, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(only_to_sign, critical=True)
        .sign(key, SHA256())
    )


def write(file: Path, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    """Both in one file of PEM that only its owner reads."""
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_for_owner(file, private + certificate.public_bytes(Encoding.PEM))


def write_for_owner(file: Path, content: bytes) -> None:
    """A file for the eyes of this account alone; there at once and whole, or not."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
    unfinished.rename(file)


def main() -> None:
    file = Path(sys.argv[1])
    file.parent.mkdir(exist_ok=True)
    now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    write(file, key, self_signed(NAME, key, now - timedelta(days=1), now + VALID))


if __name__ == "__main__":
    main()
