"""Contrast of two colours (WCAG 2.2, success criterion 1.4.3)."""

import re

HEX_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
MINIMUM_FOR_TEXT = 4.5


def relative_luminance(colour: str) -> float:
    """Luminance between 0 (black) and 1 (white) of "#rrggbb". Raises ValueError for anything else."""
    if not HEX_COLOUR.match(colour):
        raise ValueError(f"{colour!r} is not a colour written as #rrggbb.")
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(first: str, second: str) -> float:
    """Contrast ratio between 1 and 21; the order of the colours does not matter."""
    lighter, darker = sorted((relative_luminance(first), relative_luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
