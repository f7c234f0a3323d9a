"""Sealing a PDF: PAdES (ETSI EN 319 142-1), so that anyone can see without us that it is whole and from here.

The only module that signs a PDF. The seal certifies the file: whatever is changed or added afterwards breaks it.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from .models import CertificatePdf
from .seal_keys import SealKey, SealKeyError, current_key, is_sealing, owner_of

TIMESTAMP_SECONDS = 5


class NotSealedError(Exception):
    """There should be a seal on it, and there is none. The text is for those who run the site."""


@dataclass(frozen=True)
class SealedPdf:
    """Bytes to keep, with what CertificatePdf says of their seal."""

    content: bytes
    seal: CertificatePdf.Seal
    sealed_by: str


def seal(content: bytes) -> SealedPdf:
    """The PDF with our seal; as it was when this site has no key. Raises NotSealedError, never half a seal."""
    if not is_sealing():
        return SealedPdf(content, CertificatePdf.Seal.NONE, "")
    try:
        key = current_key()
        return SealedPdf(_sealed(content, key), _kind(), owner_of(key.certificate))
    except SealKeyError as error:
        raise NotSealedError(str(error)) from error
    except Exception as error:
        raise NotSealedError(f"The seal could not be put on it ({type(error).__name__}).") from error


def _kind() -> CertificatePdf.Seal:
    if settings.CERTIFICATE_SEAL_IS_DEMONSTRATION:
        return CertificatePdf.Seal.DEMONSTRATION
    return CertificatePdf.Seal.TIMESTAMPED if settings.CERTIFICATE_TIMESTAMP_URL else CertificatePdf.Seal.SEALED


def _sealed(content: bytes, key: SealKey) -> bytes:
    # Importing pyHanko takes most of a second: only in a process that seals.
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

    promise = signers.PdfSignatureMetadata(
        field_name="Seal",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    url = settings.CERTIFICATE_TIMESTAMP_URL

    def sign() -> bytes:
        sealed = signers.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(content)),
            promise,
            signer=_signer(key),
            timestamper=_timestamper(url) if url else None,
        )
        return bytes(sealed.getvalue())

    # pyHanko runs an event loop, which a thread that has one running already refuses: that of a browser's driver.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(sign).result()


def _signer(key: SealKey) -> Any:
    from pyhanko.keys.internal import (
        translate_pyca_cryptography_cert_to_asn1,
        translate_pyca_cryptography_key_to_asn1,
    )
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()
    store.register_multiple([translate_pyca_cryptography_cert_to_asn1(above) for above in key.chain])
    return SimpleSigner(
        signing_cert=translate_pyca_cryptography_cert_to_asn1(key.certificate),
        signing_key=translate_pyca_cryptography_key_to_asn1(key.private_key),
        cert_registry=store,
    )


@cache
def _timestamper(url: str) -> Any:
    """An authority that says what time it is. Kept: of its first answer it remembers how much room one takes."""
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(url, timeout=TIMESTAMP_SECONDS)
