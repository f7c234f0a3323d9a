"""Draw the PDFs that could not be drawn when the certificate was issued. Safe to run at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from certificates.drawing import draw, missing_pdf
from certificates.models import Certificate


class Command(BaseCommand):
    help = "Draws the PDF of every certificate that has none yet."

    def handle(self, *_args: Any, **_options: Any) -> None:
        waiting = list(missing_pdf().values_list("pk", flat=True))
        failed = [pk for pk in waiting if not draw(Certificate.objects.get(pk=pk))]
        self.stdout.write(f"{len(waiting) - len(failed)} drawn, {len(failed)} could not be drawn.")
        if failed:
            self.stderr.write(f"Not drawn, the log says why: {', '.join(str(pk) for pk in failed)}.")
