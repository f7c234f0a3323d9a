"""A link with which the holder adds a certificate to a LinkedIn profile.

A plain address that is followed by a click; nothing is loaded from there and nothing is sent before.
"""

from urllib.parse import urlencode

from .models import Certificate
from .sharing import shown_at

FORM = "https://www.linkedin.com/profile/add"


def linkedin_url(certificate: Certificate) -> str:
    """LinkedIn's form, filled in. Without the code: whoever has it can always verify, also after sharing has ended."""
    values = {
        "startTask": "CERTIFICATION_NAME",
        "name": certificate.course_title,
        "organizationName": certificate.issuer_name,
        "issueYear": certificate.completed_on.year,
        "issueMonth": certificate.completed_on.month,
    }
    if certificate.valid_until:
        values |= {
            "expirationYear": certificate.valid_until.year,
            "expirationMonth": certificate.valid_until.month,
        }
    return f"{FORM}?{urlencode(values | {'certUrl': shown_at(certificate)})}"
