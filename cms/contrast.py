"""Contrast of two colours (WCAG 2.2, success criterion 1.4.3), and colours made of two others."""

import re

HEX_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
MINIMUM_FOR_TEXT = 4.5


def relative_luminance(colour: str) -> float:
    """Luminance between 0 (black) and 1 (white) of "#rrggbb". Raises ValueError for anything else."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(first: str, second: str) -> float:
    """Contrast ratio between 1 and 21; the order of the colours does not matter."""
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(first: str, share: float, second: str) -> str:
    """The colour of CSS `color-mix(in srgb, first share, second)`; `share` is between 0 and 1."""
    channels = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255. Raises ValueError for anything but "#rrggbb"."""
    if not HEX_COLOUR.match(colour):
        raise ValueError(f"{colour!r} is not a colour written as #rrggbb.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
