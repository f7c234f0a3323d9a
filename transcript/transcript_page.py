"""The transcript on paper: A4, as many sides as it takes. Drawn when it is asked for and not kept."""

from django.template.loader import render_to_string

from certificates.pdf import write_pdf

from .record import Transcript


def draw_transcript(transcript: Transcript, issuer: str) -> bytes:
    """The PDF in the language that is active. Raises NotDrawnError as write_pdf does."""
    html = render_to_string("transcript/pdf/transcript.html", {"transcript": transcript, "issuer": issuer})
    css = render_to_string("transcript/pdf/transcript.css")
    return write_pdf([html], css, _words(transcript, issuer))


def _words(transcript: Transcript, issuer: str) -> str:
    """All words on the page that come from people."""
    titles = [finished.title for finished in (*transcript.courses, *transcript.paths)]
    stated = [words for one in transcript.evidence for words in (one.title, one.provider)]
    return " ".join([transcript.name, issuer, *titles, *stated])
