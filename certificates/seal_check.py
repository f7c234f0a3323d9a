"""`python -m certificates.seal_check`: is our seal on this PDF, and is the file as it was when we put it there?

A program of its own, because what strangers hand in may be made to take for ever or all memory, and only a process
can be ended from outside. It reads from standard input a line with our certificates (JSON, base64 of DER) and then
the file; it prints one word of Answer. Needs no settings, no database and no network.
"""

import base64
import io
import json
import resource
import sys
from enum import StrEnum
from typing import Any

PROCESSOR_SECONDS = 10
MEMORY_BYTES = 768 * 1024 * 1024


class Answer(StrEnum):
    WHOLE = "whole"
    BROKEN = "broken"
    NOT_OURS = "not_ours"


def answer(content: bytes, own: list[bytes]) -> Answer:
    """What the seals are worth on this PDF, which names one of ours. own: our certificates, as DER."""
    try:
        return _answer(content, own)
    except Exception:
        # It cannot be read, out of malice or by accident: nothing that we sealed is like that.
        return Answer.BROKEN


def _answer(content: bytes, own: list[bytes]) -> Answer:
    from pyhanko.pdf_utils.reader import PdfFileReader

    seals = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
    ours = [seal for seal in seals if seal.signer_cert.dump() in own]
    if not ours:
        return Answer.NOT_OURS
    return Answer.WHOLE if any(_is_whole(seal) for seal in ours) else Answer.BROKEN


def _is_whole(seal: Any) -> bool:
    """Whether our key signed this very file to its last byte.

    That the certificate of the key has expired since does not matter: whose it is we know ourselves.
    """
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    trust = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(seal, trust)
    covers_all = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.intact and status.valid and covers_all and status.docmdp_ok)


def _limit_what_it_takes() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # It writes no file and starts no program.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    _limit_what_it_takes()
    own = [base64.b64decode(certificate) for certificate in json.loads(sys.stdin.buffer.readline())]
    print(answer(sys.stdin.buffer.read(), own))


if __name__ == "__main__":
    main()
