"""What a browser sends of the questions of a measurement."""

from collections.abc import Iterable, Mapping
from typing import Any

# Of the learners of a load.
MAIL_DOMAIN = "load.example"


def choices_of(items: Iterable[Mapping[str, Any]]) -> dict[int, list[str]]:
    """Of each frozen question with one right option, by its number, the options that can be chosen."""
    return {
        item["number"]: [option["id"] for option in item["body"]["options"]]
        for item in items
        if item["type"] == "single_choice"
    }


def fields_of(number: int, option: str) -> str:
    """One answer as a form sends it."""
    return f"asked={number}&question_{number}={option}"


def answers_to_one_question(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """Every answer to the first question of which one option is chosen; sent in turn each differs from the last."""
    number, options = next(iter(choices_of(items).items()))
    return [fields_of(number, option) for option in options]


def every_right_answer(items: Iterable[Mapping[str, Any]]) -> str:
    """The right options of each question, as one form sends them; whoever passes finishes a step."""
    right = {
        item["number"]: [option["id"] for option in item["body"]["options"] if option["correct"]] for item in items
    }
    return "&".join(fields_of(number, option) for number, options in right.items() for option in options)
