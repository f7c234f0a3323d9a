"""All certificates of a department as one ZIP, made in the background.

When a process is killed, what was drawn until then stays drawn, and the file is kept in one step, when it is whole.
"""

import csv
import time
import zipfile
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.drawing import draw
from certificates.models import Certificate, CertificatePdf
from people.models import Department, Organisation, User
from people.perms import with_descendants

from .exports import BYTE_ORDER_MARK, guarded
from .file_audit import note_file
from .jobs import TURN, TurnIsOverError, do_jobs, say_how_far
from .looks import note_looks
from .made_files import forget_old, keep, mail_that_it_is_ready
from .models import CertificateBundle, Look
from .scope import Scope, officer_scope

State = CertificateBundle.State


def bundles_of(officer: User) -> QuerySet[CertificateBundle]:
    """What `officer` asked for, of organisations whose HR officer they are still. Raises Http404 for others."""
    own = CertificateBundle.objects.filter(asked_by=officer, organisation__in=officer_scope(officer).organisations)
    return own.select_related("organisation", "department")


def bundle_for(officer: User, pk: int) -> CertificateBundle:
    """One of those, or 404."""
    return get_object_or_404(bundles_of(officer), pk=pk)


def ask(officer: User, organisation: Organisation, department: Department | None) -> CertificateBundle:
    """Have it made; while another is in the making, that one."""
    bundle, _made = CertificateBundle.objects.get_or_create(
        asked_by=officer, state=State.WAITING, defaults={"organisation": organisation, "department": department}
    )
    return bundle


def certificates_in(organisation: Organisation, department: Department | None) -> QuerySet[Certificate]:
    """Those that are not replaced or revoked of who works there now, by name; expired ones too."""
    people = Scope(frozenset({organisation.pk}), frozenset()).people()
    if department:
        people = people.filter(department__in=with_descendants({department.pk}, {organisation.pk}))
    own = Certificate.objects.filter(status=Certificate.Status.VALID, user__in=people.values("user"))
    return own.order_by("holder_name", "pk")


def make_bundles() -> int:
    """Make what was asked for, as far as it goes in one turn; returns how many files are ready. A regular job."""
    return do_jobs(CertificateBundle, _make, TURN)


def forget_old_bundles() -> int:
    """A regular job."""
    return forget_old(CertificateBundle)


def _make(bundle: CertificateBundle, turn_ends: float) -> None:
    with TemporaryFile() as file:
        _keep(bundle, file, _write(bundle, file, turn_ends))


def _write(bundle: CertificateBundle, file: IO[bytes], turn_ends: float) -> set[int]:
    """The ZIP, one certificate at a time, with a list of all of them as CSV; returns whose they are.

    Raises TurnIsOverError.
    """
    holders: set[int] = set()
    keys = list(certificates_in(bundle.organisation, bundle.department).values_list("pk", flat=True))
    list_of_all = StringIO()
    writer = csv.writer(list_of_all, delimiter=";")
    with translation.override(settings.LANGUAGE_CODE), zipfile.ZipFile(file, "w") as bundled:
        writer.writerow([_("Name"), _("Certificate"), _("Finished on"), _("Valid until"), _("Code"), _("File")])
        for number, key in enumerate(keys):
            say_how_far(bundle, number, len(keys))
            # One that was revoked meanwhile is left out.
            if certificate := Certificate.objects.filter(pk=key, status=Certificate.Status.VALID).first():
                if certificate.user_id:
                    holders.add(certificate.user_id)
                writer.writerow(_row(certificate, _add(bundled, certificate, turn_ends)))
        bundled.writestr(f"{_('certificates')}.csv", BYTE_ORDER_MARK + list_of_all.getvalue(), zipfile.ZIP_DEFLATED)
    say_how_far(bundle, len(keys), len(keys))
    return holders


def _add(bundled: zipfile.ZipFile, certificate: Certificate, turn_ends: float) -> str:
    """The name of the PDF in the ZIP; empty when it cannot be drawn now."""
    stored = CertificatePdf.objects.filter(certificate=certificate)
    pdf = stored.first()
    if pdf is None:
        if time.monotonic() > turn_ends:
            raise TurnIsOverError
        if not draw(certificate):
            return ""
        pdf = stored.get()
    name = get_valid_filename(f"{certificate.holder_name} {certificate.course_title}")[:150]
    name = f"{name}_{certificate.grouped_code}.pdf"
    # PDFs are compressed already.
    bundled.writestr(name, bytes(pdf.content))
    return name


def _row(certificate: Certificate, file_name: str) -> list[Any]:
    return [
        guarded(certificate.holder_name),
        guarded(certificate.course_title),
        certificate.completed_on.isoformat(),
        certificate.valid_until.isoformat() if certificate.valid_until else "",
        certificate.grouped_code,
        file_name or _("follows"),
    ]


def _keep(bundle: CertificateBundle, file: IO[bytes], holders: set[int]) -> None:
    def when_kept() -> None:
        note_file(bundle.asked_by, "CertificateBundle", len(holders), str(bundle.pk))
        note_looks(bundle.asked_by, Look.Kind.BUNDLE, {bundle.organisation_id: holders})
        subject = gettext_lazy("The certificates you asked for are ready")
        mail_that_it_is_ready(bundle, f"bundle:{bundle.pk}", subject, "hr/email/bundle.txt", "hr_bundles")

    keep(bundle, f"certificates/{bundle.pk}.zip", file, when_kept)
