"""Keys to sign badges with, each made once for its name."""

from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bin.make_badge_key import write


@cache
def badge_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def write_badge_key(file: Path, name: str = "nu") -> str:
    write(file, badge_key(name))
    return str(file)


def write_public_badge_key(file: Path, name: str) -> str:
    """Of an earlier key: what stays of it."""
    file.write_bytes(badge_key(name).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return str(file)
