"""A worked example whose numbers a reader can change."""

from decimal import Decimal
from typing import ClassVar

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.formula import FUNCTION_NAMES, MOST_DECIMALS, NAME, FormulaError, NoResult, in_dutch, result_of

from .checked import CheckedBlock, Errors
from .text import TEXT_FEATURES

_SIGNS = str.maketrans({"*": "×", "/": "÷", "-": "−", "_": " "})


def _plain(number: Decimal | None) -> str:
    """ "1250.5": for the program in the browser, never in Dutch notation."""
    return f"{number or Decimal(0):f}"


def _shown(number: Decimal | None) -> str:
    """ "1.250,5": all decimals the editor wrote that matter, and no others."""
    exact = (number or Decimal(0)).normalize()
    return in_dutch(float(exact), min(max(-int(exact.as_tuple().exponent), 0), MOST_DECIMALS))


class ParameterValue(blocks.StructValue):
    @property
    def label(self) -> str:
        return capfirst((self["name"] or "").replace("_", " "))

    @property
    def shown(self) -> dict[str, str]:
        """Value, minimum and maximum for a reader."""
        return {name: _shown(self[name]) for name in ("value", "minimum", "maximum")}

    @property
    def plain(self) -> dict[str, str]:
        """Minimum, maximum and step for the program in the browser."""
        return {name: _plain(self[name]) for name in ("minimum", "maximum", "step")}


class ParameterBlock(CheckedBlock):
    """A number of the example: what it is called in the formula, and between which bounds it may change."""

    name = blocks.CharBlock(
        label=_("Name"), max_length=40, help_text=_("One word, as in the formula: “werknemers” or “prijs_per_uur”.")
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
    value = blocks.DecimalBlock(label=_("Value in the example"), max_digits=15, decimal_places=MOST_DECIMALS)
    minimum = blocks.DecimalBlock(label=_("Minimum"), default=Decimal(0), max_digits=15, decimal_places=MOST_DECIMALS)
    maximum = blocks.DecimalBlock(label=_("Maximum"), max_digits=15, decimal_places=MOST_DECIMALS)
    step = blocks.DecimalBlock(
        label=_("Step"),
        default=Decimal(1),
        max_digits=15,
        decimal_places=MOST_DECIMALS,
        help_text=_("What one press on + or − adds or takes away."),
    )

    class Meta:
        icon = "decimal"
        label = _("Number")
        value_class = ParameterValue

    def errors_of(self, value: blocks.StructValue) -> Errors:
        errors: Errors = {}
        if not NAME.fullmatch(value["name"]) or value["name"] in FUNCTION_NAMES:
            errors["name"] = _("Use one word of letters, figures and _, that starts with a letter and is no function.")
        if not value["minimum"] <= value["value"] <= value["maximum"]:
            errors["value"] = _("The value must lie between the minimum and the maximum.")
        if value["step"] <= 0:
            errors["step"] = _("The step must be more than 0.")
        return errors


def _employees(name: str, number: int) -> dict[str, object]:
    """A number of the preview."""
    bounds = {"minimum": Decimal(0), "maximum": Decimal(500), "step": Decimal(1)}
    return {"name": name, "unit": "werknemers", "value": Decimal(number), **bounds}


class CalculationValue(blocks.StructValue):
    @property
    def outcome(self) -> float:
        """The result of the example itself. Raises FormulaError and NoResult."""
        numbers = {number["name"]: float(number["value"] or 0) for number in self["parameters"]}
        return result_of(self["formula"] or "", numbers)

    @property
    def result(self) -> str:
        """The outcome in Dutch notation; empty when there is none, as in an unfinished draft."""
        try:
            return in_dutch(self.outcome, self["decimals"] or 0)
        except (FormulaError, NoResult):
            return ""

    @property
    def shown_formula(self) -> str:
        """With the signs that people use for multiplying and dividing."""
        return str(self["formula"] or "").translate(_SIGNS)


class CalculationBlock(CheckedBlock):
    """Readable as it stands; static/js/calculation.js adds the fields that recalculate it."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    parameters = blocks.ListBlock(ParameterBlock(), label=_("Numbers"), min_num=1, max_num=8)
    formula = blocks.CharBlock(
        label=_("Formula"),
        max_length=300,
        help_text=_(
            "With the names of the numbers, + - * / ( ) and min, max and round: "
            "“round(doelgroep / werknemers * 100; 1)”. A decimal is written with a comma."
        ),
    )
    result_label = blocks.CharBlock(label=_("What comes out"), max_length=120)
    result_unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=30)
    decimals = blocks.IntegerBlock(label=_("Decimals"), default=0, min_value=0, max_value=MOST_DECIMALS)
    explanation = blocks.RichTextBlock(label=_("Explanation"), required=False, features=TEXT_FEATURES)

    class Meta:
        icon = "sliders"
        label = _("Calculation")
        description = _("A worked example whose numbers a reader can change")
        template = "blocks/calculation.html"
        value_class = CalculationValue
        preview_value: ClassVar[dict[str, object]] = {
            "title": "Haalt deze inschrijver de 30%?",
            "parameters": [
                _employees("doelgroep", 19),
                _employees("totaal", 46),
            ],
            "formula": "doelgroep / totaal * 100",
            "result_label": "Aandeel van de doelgroep",
            "result_unit": "%",
            # One decimal would show 149 of 497 people as 30,0%.
            "decimals": 2,
            "explanation": "<p>Is de uitkomst 30% of meer? Dan voldoet de inschrijver op dit punt.</p>",
        }

    def errors_of(self, value: blocks.StructValue) -> Errors:
        names = [number["name"] for number in value["parameters"]]
        if len(names) != len(set(names)):
            return {"parameters": _("Give each number a name of its own.")}
        try:
            value.outcome  # noqa: B018 - it is asked whether there is one
        except FormulaError as error:
            return {"formula": str(error)}
        except NoResult:
            return {
                "formula": _("With these numbers there is no result: the formula divides by 0 or becomes too large.")
            }
        return {}
