"""Bar charts as plain numbers, which templates/quizzes/admin/chart.html draws."""

from collections.abc import Sequence
from dataclasses import dataclass

# In pixels, drawn as they are: on a telephone of 320 pixels the text is as large as on a wide screen.
WIDTH = 280
ROW = 44
BAR_HEIGHT = 12
TEXT_LINE = 16


@dataclass(frozen=True)
class Bar:
    """y of the line of text and of the bar, width of the part that is drawn thick."""

    label: str
    value: str
    text_y: int
    bar_y: int
    length: int
    filled: bool


@dataclass(frozen=True)
class Chart:
    """name: makes its ids unique on the page. words: the same for who cannot see it."""

    name: str
    title: str
    words: str
    width: int
    height: int
    bar_height: int
    bars: list[Bar]


def bar_chart(name: str, title: str, bars: Sequence[tuple[str, str, float, bool]]) -> Chart:
    """bars: label, value in words, share of the whole width (0 to 1), and whether it is filled or an outline."""
    return Chart(
        name=name,
        title=title,
        words="; ".join(f"{label}: {value}" for label, value, _share, _filled in bars),
        width=WIDTH,
        height=ROW * len(bars),
        bar_height=BAR_HEIGHT,
        bars=[
            Bar(label, value, number * ROW + TEXT_LINE, number * ROW + TEXT_LINE + 8, round(share * WIDTH), filled)
            for number, (label, value, share, filled) in enumerate(bars)
        ],
    )
