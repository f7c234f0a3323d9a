"""What anyone who holds a PDF may learn of it: whether it is one that we issued, to the last byte.

The register decides. Only when it does not know the file its seal is looked at, by a process that is ended when it
takes too long; nothing is kept of what was handed in.
"""

import base64
import hashlib
import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from .models import Certificate
from .seal_check import Answer
from .seal_keys import own_certificates
from .verify import with_seal

logger = logging.getLogger(__name__)

MOST_BYTES = 5 * 1024 * 1024
# Reading a sealed certificate takes a second or two, most of it to start.
MOST_SECONDS = 20
# Where a PDF has its first and its last mark, give or take what mail servers put around it.
_MARGIN = 1024


class Finding(StrEnum):
    """What a file turned out to be. The values are names for templates/certificates/file_finding.html."""

    ISSUED = "issued"
    SEALED_AND_UNKNOWN = "sealed_and_unknown"
    CHANGED = "changed"
    CUT_OFF = "cut_off"
    FOREIGN = "foreign"
    NOT_A_PDF = "not_a_pdf"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class FileCheck:
    """certificate: the one that this file is the PDF of; only with ISSUED."""

    finding: Finding
    certificate: Certificate | None = None


def issued_file(content: bytes) -> FileCheck | None:
    """The certificate whose PDF this is, byte for byte; None when the register has no such file."""
    digest = hashlib.sha256(content).hexdigest()
    certificate = with_seal().filter(pdf__sha256=digest).first()
    return FileCheck(Finding.ISSUED, certificate) if certificate else None


def unknown_file(content: bytes) -> FileCheck:
    """What can be said of a file that is not in the register."""
    if b"%PDF-" not in content[:_MARGIN]:
        return FileCheck(Finding.NOT_A_PDF)
    if b"%%EOF" not in content[-_MARGIN:]:
        return FileCheck(Finding.CUT_OFF)
    own = [certificate.public_bytes(Encoding.DER) for certificate in own_certificates()]
    if not _names_one_of(own, content):
        return FileCheck(Finding.FOREIGN)
    return FileCheck(_finding_of_seal(content, own))


def _names_one_of(own: list[bytes], content: bytes) -> bool:
    """A seal carries the certificate of its key; so a file without any of ours need not be taken apart."""
    in_figures = content.lower()
    return any(certificate in content or certificate.hex().encode() in in_figures for certificate in own)


def _finding_of_seal(content: bytes, own: list[bytes]) -> Finding:
    names = json.dumps([base64.b64encode(certificate).decode() for certificate in own]).encode()
    try:
        checked = subprocess.run(
            [sys.executable, "-B", "-m", "certificates.seal_check"],
            cwd=settings.BASE_DIR,
            env={},
            input=names + b"\n" + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("A file that someone handed in could not be checked: %s", type(error).__name__)
        return Finding.UNREADABLE
    return {
        Answer.WHOLE: Finding.SEALED_AND_UNKNOWN,
        Answer.BROKEN: Finding.CHANGED,
        Answer.NOT_OURS: Finding.FOREIGN,
    }[Answer(checked.stdout.decode().strip())]
