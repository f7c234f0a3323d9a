"""The parts of entries that more than one format reads, from answers with weights as Moodle has them."""

import math

from django.utils.translation import gettext as _

from .entries import Data, UnusableQuestionError

# Up to here a float is exactly one whole number.
EXACT = 2**53
# Weights are written with few decimals: from here on an answer is fully right.
FULLY = 99.9


def number_of(text: str) -> int | float:
    """A number as formats write it, with a point (a decimal comma is read as one). Raises ValueError."""
    number = float(text.strip().replace(",", "."))
    if not math.isfinite(number):
        raise ValueError(text)
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def choice_type(weights: list[float], notes: list[str], *, single: bool) -> str:
    """The type of a question whose options have these weights (100 is all), and a note for what is not kept.

    Here every right answer earns the same, and a wrong one takes as much away (quizzes.grading.mark_several).
    """
    right = [weight for weight in weights if weight > 0]
    if not right:
        raise UnusableQuestionError(_("No answer of this question is right."))
    if single and len([weight for weight in right if weight >= FULLY]) == 1:
        if any(weight < 0 or 0 < weight < FULLY for weight in weights):
            notes.append(_("The weights of the answers are not kept: only the fully right answer counts."))
        return "single_choice"
    if single or _differs_from_our_rule(weights, right):
        notes.append(_("The weights of the answers are not kept: every answer that earned something counts as right."))
    return "multiple_choice"


def _differs_from_our_rule(weights: list[float], right: list[float]) -> bool:
    share = 100 / len(right)
    wrong = [weight for weight in weights if weight <= 0]
    return any(abs(weight - share) > 0.1 for weight in right) or any(abs(weight + share) > 0.1 for weight in wrong)


def option(text: str, feedback: str, *, correct: bool) -> Data:
    return {"text": text, "correct": correct, "feedback": feedback}


def choice(answers: list[tuple[float, str, str]], notes: list[str], *, single: bool) -> Data:
    """Answers with their weight (100 is all), text and feedback, of which one or more can be chosen."""
    kind = choice_type([weight for weight, _text, _feedback in answers], notes, single=single)
    right = FULLY if kind == "single_choice" else 0.001
    return {"type": kind, "options": [option(text, told, correct=weight >= right) for weight, text, told in answers]}


def short_answer(accepted: list[Data], otherwise: str, notes: list[str], *, case_sensitive: bool) -> Data:
    """The part of a short answer. Weights are whole percentages here, and what earns nothing is not accepted."""
    kept = []
    for form in accepted:
        percentage = round(form["percentage"])
        if percentage <= 0:
            notes.append(_("The answer “%(text)s” earns nothing and is not kept.") % {"text": form["text"][:80]})
            continue
        if abs(percentage - form["percentage"]) > 0.01:
            notes.append(_("A weight was rounded to %(number)s%%.") % {"number": percentage})
        kept.append(form | {"percentage": min(percentage, 100)})
    if not kept:
        raise UnusableQuestionError(_("No answer of this question is right."))
    part = {"accepted": kept, "feedback_incorrect": otherwise, "case_sensitive": case_sensitive}
    return {"type": "short_answer", "short_answer": part}


def numeric(forms: list[Data], otherwise: str, unit: str, notes: list[str]) -> Data:
    """The part of a number: the answer with the highest weight; the others keep their feedback as common errors."""
    best = max(forms, key=lambda form: float(form["weight"]), default=None)
    if best is None or best["weight"] <= 0:
        raise UnusableQuestionError(_("No answer of this question is right."))
    errors = []
    for form in forms:
        if form is best:
            continue
        if form["weight"] > 0:
            notes.append(_("A number that was nearly right earned something; here only the right one does."))
        if form["feedback"] and form["value"] != best["value"]:
            errors.append({"value": form["value"], "feedback": form["feedback"]})
            if form["tolerance"]:
                notes.append(_("A common error is one number here; its margin is not kept."))
        elif form["feedback"]:
            notes.append(_("This feedback is not kept: “%(text)s”.") % {"text": form["feedback"][:120]})
    part = {
        "answer": best["value"],
        "tolerance": best["tolerance"],
        "unit": unit,
        "feedback_correct": best["feedback"],
        "feedback_incorrect": otherwise,
        "common_errors": errors,
    }
    return {"type": "numeric", "numeric": part}


def matching(pairs: list[Data], distractors: list[str]) -> Data:
    if not pairs:
        raise UnusableQuestionError(_("This question has no pairs."))
    return {"type": "matching", "pairs": pairs, "distractors": distractors}
