"""A question in between, to see whether the text has landed. Nothing is kept and nothing counts."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .checked import CheckedBlock, Errors


class AnswerOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=300)
    correct = blocks.BooleanBlock(label=_("This answer is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("Feedback"),
        rows=2,
        max_length=1000,
        help_text=_("What someone reads who chose this answer: why it is right or wrong."),
    )

    class Meta:
        icon = "form"
        label = _("Answer")


class CheckQuestionValue(blocks.StructValue):
    @property
    def number_right(self) -> int:
        """How many answers are right."""
        return sum(bool(option["correct"]) for option in self["options"])


class CheckQuestionBlock(CheckedBlock):
    """Each answer opens its own feedback (details), so that it works everywhere and by keyboard."""

    question = blocks.CharBlock(label=_("Question"), max_length=300)
    options = blocks.ListBlock(AnswerOptionBlock(), label=_("Answers"), min_num=2, max_num=6)

    class Meta:
        icon = "help"
        label = _("Check question")
        description = _("A question with feedback at once; it does not count")
        template = "blocks/check_question.html"
        value_class = CheckQuestionValue
        preview_value = {
            "question": "Waar gaat de 30% over?",
            "options": [
                {
                    "text": "Over de werknemers van de inschrijver",
                    "correct": True,
                    "feedback": "Ten minste 30% van de werknemers hoort bij de doelgroep.",
                },
                {
                    "text": "Over de waarde van de opdracht",
                    "correct": False,
                    "feedback": "De wet kijkt naar de mensen, niet naar het geld.",
                },
            ],
        }

    def errors_of(self, value: blocks.StructValue) -> Errors:
        if value.number_right == 0:
            return {"options": _("Tick at least one answer as the right one.")}
        if value.number_right == len(value["options"]):
            return {"options": _("Give at least one answer that is not right.")}
        return {}
