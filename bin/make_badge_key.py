"""`python -m bin.make_badge_key FILE` writes a private key on the curve P-256, to sign badges with.

Runs with the packages of the virtual environment, unlike the rest of bin.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from .make_seal_key import write_for_owner


def write(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """As PEM that only its owner reads."""
    write_for_owner(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def main() -> None:
    file = Path(sys.argv[1])
    file.parent.mkdir(exist_ok=True)
    write(file, ec.generate_private_key(ec.SECP256R1()))


if __name__ == "__main__":
    main()
