"""Dark is the same sheet with other tokens; a reader's own colours leave every icon in sight."""

import re

from cms.models import Branding
from cms.stylesheet import CSS_FOLDER, css_for

COMPONENTS = sorted((CSS_FOLDER / "components").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|: ?(?:white|black)\b")


def rules(file) -> list[tuple[str, str]]:
    """Selectors and declarations of one file, without the at-rules around them."""
    return RULE.findall(COMMENT.sub("", file.read_text()))


def test_components_name_no_colour_themselves():
    # The colours of the SDGs are the United Nations' own and the same in every theme.
    found = {
        f"{file.name}: {line.strip()}"
        for file in [*COMPONENTS, CSS_FOLDER / "base.css"]
        if "sdg" not in file.name
        for _selector, body in rules(file)
        for line in body.splitlines()
        if COLOUR.search(line)
    }
    assert found == set()


def test_every_icon_made_by_a_mask_has_a_colour_in_high_contrast():
    forced = CSS_FOLDER / "forced-colors.css"
    masked = {
        part.strip()
        for file in COMPONENTS
        for selector, body in rules(file)
        if re.search(r"\bmask:", body)
        for part in selector.split(",")
    }
    assert len(masked) > 5
    coloured = {
        part.strip() for selector, body in rules(forced) if "background-color" in body for part in selector.split(",")
    }
    assert masked - coloured == set()


def test_branding_reaches_the_dark_theme_by_its_tokens_only():
    css = css_for(Branding(primary_colour="#7a1f5c"))
    assert css.endswith(":root { --ldl-brand-primary: #7a1f5c; }\n")
    dark = css[css.index("prefers-color-scheme: dark") :]
    assert "color-mix(in srgb, var(--ldl-brand-primary)" in dark


def test_paper_is_always_light():
    css = css_for(Branding())
    assert "@media (prefers-color-scheme: dark)" not in css
    assert re.search(r"@media print \{\s*html \{\s*color-scheme: light;", css)
