"""A page to look at, and words that cases share."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One page as one role sees it.

    sends: fills these fields in and presses the button (`button`: its text; empty is the first one of the form);
    for a file, what is in it.
    refused: the answer to that is the form again, with errors. kept: what was typed is still there.
    opens: on a telephone this is pressed first, for what is folded away there.
    """

    role: str
    path: str
    sends: dict[str, str] | None = None
    button: str = ""
    refused: bool = False
    opens: str = ""
    language: str = "nl"
    without: tuple[str, ...] = ()

    @property
    def is_sent(self) -> bool:
        return self.sends is not None


@dataclass(frozen=True)
class Refused(Case):
    """A form that is sent with these words in it and comes back with errors."""

    sends: dict[str, str] | None = field(default_factory=dict)
    refused: bool = True


COURSE = "/cursussen/artikel-2-82/"
LESSON = f"{COURSE}de-wet-begrijpen/wat-staat-er-in-de-wet/"
QUIZ = f"{COURSE}de-wet-begrijpen/oefentoets/"
PATH = "/cursussen/leerpad-inkoper/"
TOO_LONG = "x" * 6000
# What places.py keeps as the PDF of a certificate that was revoked.
ISSUED_FILE = "%PDF-1.7"
# It shows every component at once, those for errors and alerts too, headings of each
# level, and a video that is not there.
STYLEGUIDE = ("errors", "messages", "headings", "videos")
