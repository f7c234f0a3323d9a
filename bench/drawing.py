"""Print what drawing and sealing one certificate costs, beside the bare WeasyPrint call on the same HTML.

All in one warm process and in turns, so that whatever else the machine does befalls each of them.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from unittest.mock import patch

import django
from django.db import connection
from django.test.utils import CaptureQueriesContext

django.setup()

from certificates import pdf  # noqa: E402 - models need Django to be set up
from certificates.certificate_page import draw_pdf  # noqa: E402
from certificates.drawing import draw, missing_pdf  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from certificates.sealing import seal  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "40"))
WARM_UP = 3
MOST_FOR_DRAWING, MOST_FOR_SEALED, MOST_QUERIES = 1.3, 1.6, 10


def chosen_page(certificate: Certificate) -> tuple[str, str, int]:
    """The HTML and CSS that are drawn, and how many forms of the page were tried for it."""
    tried: list[str] = []
    css = ""
    lay_out = pdf._lay_out

    def remember(press: Any, versions: Iterable[str], style: str, most_pages: int | None) -> Any:
        nonlocal css
        css = style

        def noted() -> Iterator[str]:
            for version in versions:
                tried.append(version)
                yield version

        return lay_out(press, noted(), style, most_pages)

    # In a process that has drawn for this course before.
    draw_pdf(certificate)
    with patch.object(pdf, "_lay_out", remember):
        draw_pdf(certificate)
    return tried[-1], css, len(tried)


def bare_call(html: str, css: str) -> Callable[[], bytes]:
    """WeasyPrint with fonts and style sheets read before, as it is in a process that draws many."""
    press = pdf._press()
    stylesheets = [press.font_faces, pdf._stylesheet(css)]

    def call() -> bytes:
        document = press.html(string=html, url_fetcher=press.fetcher)
        content: bytes = document.write_pdf(stylesheets=stylesheets, font_config=press.fonts, pdf_variant="pdf/a-3a")
        return content

    return call


def times_of(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of processor time of each."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(WARM_UP + ROUNDS):
        for name, call in calls.items():
            begun = time.process_time()
            call()
            if number >= WARM_UP:
                spent[name].append(time.process_time() - begun)
    return {name: statistics.median(each) for name, each in spent.items()}


def compare(kind: str, certificate: Certificate) -> None:
    html, css, tried = chosen_page(certificate)
    times = times_of(
        {
            "bare": bare_call(html, css),
            "drawn": lambda: draw_pdf(certificate),
            "sealed": lambda: seal(draw_pdf(certificate)),
        }
    )
    drawn, sealed = (times[name] / times["bare"] for name in ("drawn", "sealed"))
    print(
        f"{kind}: bare {1000 * times['bare']:.0f} ms of processor time; drawn {drawn:.2f} times (at most "
        f"{MOST_FOR_DRAWING}), with seal {sealed:.2f} times (at most {MOST_FOR_SEALED}); {tried} form(s) of the page"
    )


def main() -> None:
    waiting = missing_pdf()
    certificate = waiting.filter(holder_name__startswith="Şükrü").earliest("pk")
    compare("As in the demonstration", certificate)
    certificate.goals, certificate.design = ["uitleggen wat artikel 2.82 regelt"], {}
    compare("With one goal and no design", certificate)
    with CaptureQueriesContext(connection) as queries:
        draw(waiting.latest("pk"))
    print(f"Drawing one in the background asks {len(queries)} queries (at most {MOST_QUERIES}).")


if __name__ == "__main__":
    main()
