import pytest

from certificates.drawing import draw
from certificates.models import Certificate, CertificatePdf
from people.models import User
from tests.factories.certificates import make_certificate


@pytest.fixture
def certificate(learner: User, home) -> Certificate:
    """Issued, not drawn: a test is one transaction that never commits."""
    return make_certificate(learner)


@pytest.fixture
def drawn(certificate: Certificate) -> CertificatePdf:
    assert draw(certificate)
    return certificate.pdf
