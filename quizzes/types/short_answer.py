"""A few words, compared with the texts an editor accepts (see quizzes/wording.py)."""

from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.checked import CheckedBlock, Errors
from quizzes.grading import Mark, mark_written
from quizzes.wording import folded, matches, readable, says_something

from .base import Choice, Frozen, QuestionType, ReviewLine
from .written import LineField

LONGEST = 200


class AcceptedBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("Accepted text"),
        max_length=LONGEST,
        help_text=_("An asterisk (*) stands for any words: loonkosten* also accepts loonkostensubsidie."),
    )
    percentage = blocks.IntegerBlock(
        label=_("Part of the point, in per cent"), min_value=1, max_value=100, default=100
    )
    feedback = blocks.TextBlock(label=_("Feedback"), rows=2, max_length=1000, required=False)

    class Meta:
        icon = "tick-inverse"
        label = _("Accepted text")


class ShortAnswerBlock(CheckedBlock):
    accepted = blocks.ListBlock(AcceptedBlock(), label=_("Accepted texts"), min_num=1, max_num=20)
    feedback_incorrect = blocks.TextBlock(label=_("Feedback for a wrong answer"), rows=2, max_length=1000)
    case_sensitive = blocks.BooleanBlock(
        label=_("Capitals matter"), required=False, help_text=_("For names such as PSO. Accents never matter.")
    )

    class Meta:
        icon = "pilcrow"
        label = _("Short answer")
        description = _("The learner writes a few words")

    def errors_of(self, value: blocks.StructValue) -> Errors:
        texts = [folded(each["text"], case_sensitive=value["case_sensitive"]) for each in value["accepted"]]
        if not all(says_something(text) for text in texts):
            return {"accepted": _("Write at least one letter or digit in every accepted text, not only * or a point.")}
        if len(set(texts)) < len(texts):
            return {"accepted": _("Two accepted texts come to the same. Take one of them away.")}
        if all(each["percentage"] < 100 for each in value["accepted"]):
            return {"accepted": _("Give at least one text 100 per cent. Otherwise nobody can answer fully right.")}
        return {}


class ShortAnswer(QuestionType):
    """The answer is the text that was written."""

    name = "short_answer"
    label = _("Short answer")
    block = ShortAnswerBlock
    bank_names = ("short_answer",)
    rule = _("In a question with a short answer, a text that is partly right earns part of your point.")
    hint = _("Answer in a few words. Accents and a full stop at the end do not matter.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return {
            "accepted": [_plain(each) for each in value["accepted"]],
            "feedback_incorrect": value["feedback_incorrect"],
            "case_sensitive": bool(value["case_sensitive"]),
        }

    def form_field(self, frozen: Frozen) -> forms.Field:
        too_long = _("Your answer is too long. Use at most 200 characters.")
        return LineField(longest=LONGEST, too_long=too_long, autocapitalize="none")

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(answer)

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        return mark_written(each["percentage"] for each in _matched(frozen, answer))

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        right = self.mark(frozen, answer).correct
        lines = []
        if answer:
            best = _best(_matched(frozen, answer))
            feedback = best["feedback"] if best else frozen["feedback_incorrect"]
            lines.append(ReviewLine(answer, chosen=True, right=right, feedback=feedback))
        model = _best(frozen["accepted"])
        if not right and model:
            text, feedback = readable(model["text"]), model["feedback"]
            lines.append(ReviewLine(text, chosen=False, right=True, feedback=feedback, name=gettext("Right answer")))
        return lines

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        answers = entry["short_answer"]
        return {
            "accepted": [
                {"text": each["text"], "percentage": each.get("percentage", 100), "feedback": each.get("feedback", "")}
                for each in answers["accepted"]
            ],
            "feedback_incorrect": answers["feedback_incorrect"],
            "case_sensitive": bool(answers.get("case_sensitive", False)),
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return {"short_answer": self.freeze(value, None)}

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        if not answer:
            return []
        key = folded(answer, case_sensitive=frozen["case_sensitive"])
        return [Choice(key=key, label=answer, right=self.mark(frozen, answer).correct)]


def _plain(accepted: blocks.StructValue) -> dict[str, Any]:
    return {"text": accepted["text"], "percentage": accepted["percentage"], "feedback": accepted["feedback"]}


def _matched(frozen: Frozen, answer: str | None) -> list[dict[str, Any]]:
    """The accepted texts that the answer equals."""
    if not answer:
        return []
    case_sensitive = frozen["case_sensitive"]
    return [each for each in frozen["accepted"] if matches(each["text"], answer, case_sensitive=case_sensitive)]


def _best(accepted: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first of those that earn most."""
    return max(accepted, key=lambda each: each["percentage"], default=None)


TYPE = ShortAnswer()
