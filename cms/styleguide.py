"""What the style guide shows: each block in each variant, and a form with every kind of field."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, BoundBlock

from cms.diagrams.shipped import DIAGRAMS
from cms.sdgs import GOALS
from cms.stream import BODY_BLOCKS
from cms.written_text import WrittenText

# What the preview value of a block does not show yet: (what is different, the values that are).
VARIANTS: dict[str, list[tuple[str | Promise, dict[str, Any]]]] = {
    "callout": [
        (_("Tip"), {"kind": "tip", "title": "Doe dit maandag"}),
        (_("Mind this"), {"kind": "warning", "title": "Een bekende fout"}),
        (_("Example"), {"kind": "example", "title": "Groenonderhoud in drie wijken"}),
        (_("Fictional example"), {"kind": "fictional", "title": "Het groen van Rivierdam"}),
    ],
    "image": [(_("only decoration, without a caption"), {"decorative": True, "caption": ""})],
    "diagram": [(diagram.title, {"drawing": name}) for name, diagram in list(DIAGRAMS.items())[1:]],
    "legal_quote": [(_("without a part"), {"part": ""})],
    "table": [(_("without names of rows"), {"first_column_is_header": False, "caption": "Wat mag niet?"})],
    "case_quote": [(_("without a portrait, of a real person"), {"portrait": None, "fictional": False})],
    "sdg_tile": [(_("all seventeen, without a reason"), {"goals": [str(goal.number) for goal in GOALS], "why": ""})],
    "calculation": [(_("without a result"), {"formula": "doelgroep / (totaal - totaal)", "explanation": ""})],
    "check_question": [
        (
            _("more than one right answer"),
            {
                "question": "Wie mag meedoen aan een voorbehouden opdracht?",
                "options": [
                    {"text": "Een sociale werkplaats", "correct": True, "feedback": "De wet noemt haar als eerste."},
                    {
                        "text": "Een sociale ondernemer",
                        "correct": True,
                        "feedback": "Als integratie het hoofddoel is.",
                    },
                    {"text": "Elk bedrijf uit de gemeente", "correct": False, "feedback": "Waar het zit, telt niet."},
                ],
            },
        )
    ],
    "download": [(_("with a title of its own, without a text"), {"title": "Checklist om te printen", "text": ""})],
    "embed": [(_("at Vimeo"), {"title": "Een dag bij De Groenwerkers", "url": "https://vimeo.com/123456789"})],
}


# Name of the token and what it is for; each has a swatch in static/css/components/styleguide.css.
COLOURS = [
    ("primary", _("Buttons, links and bars; a municipality chooses its own")),
    ("header", _("The top bar; a municipality chooses its own")),
    ("accent", _("Sparingly: what is current, and progress")),
    ("surface", _("Quiet ground")),
    ("surface-strong", _("Ground of what matters more")),
    ("ok", _("Done, succeeded")),
    ("warning", _("Mind this")),
    ("error", _("Not right yet")),
    ("text", _("Text")),
    ("text-muted", _("What matters less")),
]


@dataclass(frozen=True)
class Example:
    variant: str
    bound: BoundBlock


@dataclass(frozen=True)
class Section:
    """One block with its examples; slug is the anchor."""

    slug: str
    name: str
    description: str
    examples: list[Example]


def sections() -> list[Section]:
    blocks: list[tuple[str, Block]] = list(BODY_BLOCKS)
    return [
        Section(
            slug=f"blok-{name.replace('_', '-')}",
            name=str(block.label),
            description=str(block.get_description()),
            examples=_examples(name, block),
        )
        for name, block in blocks
    ]


def _examples(name: str, block: Block) -> list[Example]:
    plain = block.get_preview_value()
    examples = [Example(variant="", bound=block.bind(plain))]
    for variant, changes in VARIANTS.get(name, []):
        value = block.meta.value_class(block, {**plain, **changes}.items())
        examples.append(Example(variant=str(variant), bound=block.bind(value)))
    return examples


class ExampleForm(forms.Form):
    """Every kind of field; it is never sent anywhere."""

    name = forms.CharField(label=_("Your name"), help_text=_("As it should stand on your certificate."))
    email = forms.EmailField(label=_("E-mail address"))
    department = forms.ChoiceField(
        label=_("Department"), choices=[("", "–"), ("1", "Inkoop"), ("2", "Sociaal domein")]
    )
    story = WrittenText(label=_("What do you want to tell?"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    answer = forms.ChoiceField(
        label=_("What is the 30% a share of?"),
        choices=[("people", "De werknemers"), ("contract", "De opdracht")],
        widget=forms.RadioSelect,
    )
    subjects = forms.MultipleChoiceField(
        label=_("What do you want to know more about?"),
        choices=[("law", "De wet"), ("sdg", "De SDG’s")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label=_("I have read the text"))


def example_form(sent: bool = True) -> ExampleForm:
    """The form with errors, as after sending it half filled in, or as it is before."""
    return ExampleForm({"fout-email": "geen-adres", "fout-name": "Sanne"}, prefix="fout") if sent else ExampleForm()


def example_pages() -> ResultPage:
    """The second of three pages of results."""
    return Paginator(range(30), 10).page(2)
