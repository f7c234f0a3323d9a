from .badge import BITS_OF_A_LIST, Badge
from .design import CertificateDesign, DesignUse, FrozenImage, Signatory
from .drawing import CertificatePdf, DrawingProblem
from .erased import ErasedCertificate
from .life import CertificateEvent, ShareLink
from .register import LIFE_CYCLE_FIELDS, Certificate, FrozenError

__all__ = [
    "BITS_OF_A_LIST",
    "LIFE_CYCLE_FIELDS",
    "Badge",
    "Certificate",
    "CertificateDesign",
    "CertificateEvent",
    "CertificatePdf",
    "DesignUse",
    "DrawingProblem",
    "ErasedCertificate",
    "FrozenError",
    "FrozenImage",
    "ShareLink",
    "Signatory",
]
