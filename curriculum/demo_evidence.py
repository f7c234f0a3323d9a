"""One piece of evidence that waits for HR, so that confirming can be tried."""

from datetime import timedelta

from django.utils import timezone

from people.models import User
from transcript.evidence import hand_in
from transcript.models import Evidence
from transcript.papers import accepted

TITLE = "Studiedag maatschappelijk verantwoord inkopen"
PROVIDER = "Opleidingshuis Delta (fictief)"


def load_demo_evidence(user: User) -> None:
    """A training day of `user`; the second time it is there already."""
    if Evidence.objects.filter(user=user, title=TITLE).exists():
        return
    paper = accepted(small_pdf(f"Bewijs van deelname: {TITLE}. {PROVIDER}."), "bewijs-van-deelname.pdf")
    day = timezone.localdate() - timedelta(days=30)
    hand_in(user, title=TITLE, provider=PROVIDER, completed_on=day, minutes=390, paper=paper)


def small_pdf(line: str) -> bytes:
    """A PDF of one page with one line of plain text (no brackets or backslashes)."""
    words = f"BT /F1 12 Tf 60 760 Td ({line}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
    ]
    content = "%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    content += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{content.index('xref')}\n%%EOF\n"
    return content.encode("ascii")
