"""Fill a database with certificates that wait to be drawn, in the words of the demonstration."""

import io
import json
import os
from datetime import timedelta

import django
from django.core.management import call_command

django.setup()

from django.utils import timezone  # noqa: E402 - models need Django to be set up

from certificates.codes import new_code  # noqa: E402
from certificates.models import Certificate, CertificatePdf  # noqa: E402


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    one = Certificate.objects.filter(path_completion=None, replaces=None).latest("pk")
    words = {field.attname: getattr(one, field.attname) for field in Certificate._meta.concrete_fields}
    own = {"id", "code", "completion_id", "user_id", "issued_at"}
    words = {name: value for name, value in words.items() if name not in own}
    an_hour_ago = timezone.now() - timedelta(hours=1)
    waiting = [
        Certificate(**words | {"code": new_code(), "issued_at": an_hour_ago, "holder_name": f"Şükrü Ő. Łoś {number}"})
        for number in range(int(os.environ["CERTIFICATES"]))
    ]
    Certificate.objects.bulk_create(waiting)
    print(json.dumps({"waiting": Certificate.objects.count() - CertificatePdf.objects.count()}))


if __name__ == "__main__":
    main()
