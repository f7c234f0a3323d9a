"""Which instrument fits: article 2.82 of the Aanbestedingswet 2012 or another one."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .diagram import Diagram, Item
from .drawing import WIDE, Card, Drawing, Text


@dataclass(frozen=True)
class Question:
    """One question; `no` is where that answer leads, yes leads to the next question."""

    title: Text
    no: Text
    no_text: Text
    text: Text = ""


# No amount of the threshold: that changes every two years, and the lesson tells it with its year.
QUESTIONS = (
    Question(
        _("Is the value at the European threshold, or above it?"),
        _("Below the threshold"),
        _("Ask one or more firms yourself. Choose objectively (article 1.4) and follow your procurement policy."),
        _("Count the whole term, with options and extensions."),
    ),
    Question(
        _("Do you want to decide who may take part?"),
        _("Another instrument"),
        _("A demand on the work: article 2.80. Points for the best offer: articles 2.114 and 2.115."),
    ),
    Question(
        _("Are there enough parties that article 2.82 is about?"),
        _("Do not reserve"),
        _("See whether a demand on the work fits: article 2.80."),
        _(
            "A sheltered workshop, an entrepreneur with integration as main purpose, or a programme for sheltered "
            "employment. And at least 30 percent of their employees are disabled or disadvantaged."
        ),
    ),
    Question(
        _("Can they do the whole contract?"),
        _("Reserve one lot"),
        _("Divide the contract into lots and reserve one (articles 1.5, 2.10 and 2.82). Say so in the announcement."),
    ),
)
END = _("Reserve the contract with article 2.82")
END_TEXT = _("State the reservation in the announcement. Paragraph 2 demands that.")


def draw(width: int) -> Drawing:
    return _wide() if width == WIDE else _narrow(width)


def _cards(number: int, question: Question) -> tuple[Card, Card]:
    return (
        Card(question.title, question.text, number=number, kind="question"),
        Card(question.no, question.no_text, kind="answer"),
    )


def _wide() -> Drawing:
    """Questions on the left, one under the other; each no leads to the right."""
    drawing, y, left, right, gap = Drawing(WIDE), 1, 392, 252, 76
    for number, question in enumerate(QUESTIONS, start=1):
        asked, refused = _cards(number, question)
        height = max(drawing.height_of_card(asked, left), drawing.height_of_card(refused, right))
        drawing.card(asked, 1, y, left, height)
        drawing.card(refused, left + gap - 1, y, right, height)
        middle = y + height // 2
        drawing.arrow(f"M{left + 1} {middle}", (left + gap - 3, middle), pointing="right")
        drawing.write(gettext("No"), left + gap // 2, middle - 26, gap, bold=True, centred=True)
        y = _yes(drawing, y + height, x=left // 2)
    drawing.card(Card(END, END_TEXT, kind="end", ink="on-primary"), 1, y, left)
    return drawing


def _narrow(width: int) -> Drawing:
    """All in one column; each no leads to a box that is moved in."""
    drawing, y, indent = Drawing(width), 1, 44
    for number, question in enumerate(QUESTIONS, start=1):
        asked, refused = _cards(number, question)
        bottom = drawing.card(asked, 1, y, width - 2)
        top = bottom + 30
        drawing.down(indent + 40, bottom, top - 2)
        drawing.write(gettext("No"), indent + 54, bottom + 4, 80, bold=True)
        end = drawing.card(refused, indent, top, width - indent - 1)
        drawing.down(18, bottom, end + 32)
        drawing.write(gettext("Yes"), 30, end + 6, 80, bold=True)
        y = end + 34
    drawing.card(Card(END, END_TEXT, kind="end", ink="on-primary"), 1, y, width - 2)
    return drawing


def _yes(drawing: Drawing, top: int, *, x: int) -> int:
    """An arrow down to the next question, with its word. Returns where that question begins."""
    drawing.down(x, top, top + 34)
    drawing.write(gettext("Yes"), x + 14, top + 5, 80, bold=True)
    return top + 36


def text() -> list[Item]:
    last = len(QUESTIONS)
    return [
        Item(
            question.title,
            tuple(
                part
                for part in (
                    question.text,
                    gettext("Yes: %(where)s")
                    % {"where": gettext("go to question %(number)s.") % {"number": number + 1}}
                    if number < last
                    else gettext("Yes: %(where)s") % {"where": f"{END}. {END_TEXT}"},
                    gettext("No: %(where)s") % {"where": f"{question.no}. {question.no_text}"},
                )
                if part
            ),
        )
        for number, question in enumerate(QUESTIONS, start=1)
    ]


DIAGRAM = Diagram(
    name="decision_tree",
    title=_("Decision tree: does article 2.82 fit?"),
    description=_("Four questions with yes or no. Each answer leads to the next question or to an instrument."),
    note=_(
        "This helps you choose; it is no legal advice. Is it about care or education, or are you in doubt? "
        "Ask your lawyer."
    ),
    draw=draw,
    text=text,
)
