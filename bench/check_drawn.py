"""Print, as JSON, whether the certificates of a measurement have the PDF they should have."""

import hashlib
import json

import django

django.setup()

from certificates.models import Certificate, CertificatePdf  # noqa: E402 - models need Django to be set up


def main() -> None:
    measured = Certificate.objects.filter(holder_name__startswith="Şükrü Ő. Łoś ")
    drawn = CertificatePdf.objects.filter(certificate__in=measured)
    wrong = sum(hashlib.sha256(bytes(pdf.content)).hexdigest() != pdf.sha256 for pdf in drawn.iterator(chunk_size=50))
    print(json.dumps({"certificates": measured.count(), "drawn": drawn.count(), "not as their hash": wrong}))


if __name__ == "__main__":
    main()
