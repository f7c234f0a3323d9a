"""Reads static/css/tokens.css the way a browser does: custom properties, var() and color-mix()."""

import re

from cms.contrast import HEX_COLOUR, mix
from cms.stylesheet import CSS_FOLDER

THEMES = ["light", "dark"]
_LIGHT, _DARK = (CSS_FOLDER / "tokens.css").read_text().split("@media screen and (prefers-color-scheme: dark)")
_PROPERTY = re.compile(r"(--[\w-]+): ([^;]+);")
_MIX = re.compile(r"color-mix\(in srgb, (.+) (\d+)%, (.+)\)")


def properties(theme: str, **branding: str) -> dict[str, str]:
    """Every custom property of one theme as written; `branding` is primary or header."""
    written = dict(_PROPERTY.findall(_LIGHT))
    written |= {f"--ldl-brand-{name}": colour for name, colour in branding.items()}
    return written | (dict(_PROPERTY.findall(_DARK)) if theme == "dark" else {})


def evaluate(value: str, known: dict[str, str]) -> str:
    """A value as #rrggbb. Raises ValueError or KeyError for what is not a colour."""
    if HEX_COLOUR.match(value):
        return value
    if used := re.fullmatch(r"var\((--[\w-]+)\)", value):
        return evaluate(known[used.group(1)], known)
    if mixed := _MIX.fullmatch(value):
        first, share, second = mixed.groups()
        return mix(evaluate(first, known), int(share) / 100, evaluate(second, known))
    raise ValueError(f"{value} is not a colour.")


def colour(name: str, theme: str, **branding: str) -> str:
    """The token --ldl-color-<name> as #rrggbb."""
    known = properties(theme, **branding)
    return evaluate(known[f"--ldl-color-{name}"], known)
