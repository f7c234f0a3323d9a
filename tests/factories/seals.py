"""Keys to seal with, an authority that says what time it is, and PDFs that are sealed."""

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from django.test import override_settings
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.sign.timestamps import DummyTimeStamper

from bin.make_seal_key import self_signed, write
from certificates import seal_check
from certificates.certificate_page import draw_pdf
from certificates.seal_check import Answer
from certificates.sealing import seal

from .certificates import certificate_words

OWNER = "Gemeente Rivierdam"
DAY = timedelta(days=1)
PASSPHRASE = "geheim van de test"


def key_and_certificate(name: str = OWNER, ends_in: int = 30) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Made once for each name; ends_in: days from now, negative for one that has expired."""
    return _made_once(name, ends_in)


@cache
def _made_once(name: str, ends_in: int) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    return key, self_signed(name, key, now - 90 * DAY, now + ends_in * DAY)


def write_key(file: Path, name: str = OWNER, ends_in: int = 30) -> str:
    write(file, *key_and_certificate(name, ends_in))
    return str(file)


def write_pkcs12(file: Path) -> str:
    key, certificate = key_and_certificate()
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(serialize_key_and_certificates(b"seal", key, certificate, None, encryption))
    return str(file)


def write_certificate(file: Path, name: str) -> str:
    """Of an earlier key: what may be known of it by everybody."""
    file.write_bytes(key_and_certificate(name)[1].public_bytes(Encoding.PEM))
    return str(file)


def certificate_bytes(name: str = OWNER) -> bytes:
    return key_and_certificate(name)[1].public_bytes(Encoding.DER)


@cache
def drawn_pdf() -> bytes:
    """Some certificate, not sealed."""
    return draw_pdf(certificate_words())


def sealed_pdf(folder: Path, name: str = OWNER) -> bytes:
    """The same, sealed with the key of `name`."""
    with override_settings(CERTIFICATE_SEAL_KEY=write_key(folder / f"key of {name}.pem", name)):
        return seal(drawn_pdf()).content


class _Authority(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        answer = _stamper().request_tsa_response(request).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_words: object) -> None:
        pass


@cache
def _stamper() -> DummyTimeStamper:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    now = datetime.now(UTC)
    certificate = self_signed("Klok van de test", key, now - DAY, now + DAY)
    return DummyTimeStamper(
        translate_pyca_cryptography_cert_to_asn1(certificate), translate_pyca_cryptography_key_to_asn1(key)
    )


@contextlib.contextmanager
def timestamp_authority() -> Iterator[str]:
    """The address of an authority on this machine that answers."""
    with HTTPServer(("127.0.0.1", 0), _Authority) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def answer(content: bytes, certificates: list[bytes]) -> Answer:
    """As in the process of its own that it has on the site, without the event loop of the browser of other tests."""
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(seal_check.answer, content, certificates).result()
