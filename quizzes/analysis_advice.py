"""What the figures of a question suggest, as questions to its writer.

Computed from what is shown only, so advice tells no more than the table does. The bounds are rules of thumb:
discrimination after Ebel and Frisbie (Essentials of Educational Measurement, 1991), alpha after Nunnally
(Psychometric Theory, 1978).
"""

from fractions import Fraction

from django.utils.translation import gettext as _

from .analysis_choices import ChoiceLine
from .analysis_of_quiz import Few, QuestionAnalysis, QuizAnalysis

EASY = Fraction(95, 100)
HARD = Fraction(30, 100)
NEARLY_EVERYBODY = Fraction(80, 100)
WEAK_DISCRIMINATION = 0.20
# Below this many people a correlation or a distractor that nobody takes is often chance.
ENOUGH_PEOPLE = 30
RELIABLE = 0.70


def advice_on(question: QuestionAnalysis) -> list[str]:
    """The most telling first; empty when nothing stands out, or when nothing may be said."""
    if question.people is None:
        return []
    found = [
        _about_wrong_answer(question),
        _about_facility(question),
        _about_discrimination(question),
        _about_unused(question),
    ]
    return [sentence for sentence in found if sentence]


def advice_on_quiz(analysis: QuizAnalysis) -> list[str]:
    """What to think of the reliability."""
    if analysis.alpha is None:
        return []
    if analysis.alpha < RELIABLE:
        return [_("The result is not very reliable. Add questions, or improve those with a remark below.")]
    return [_("The result is reliable enough to decide on.")]


def _about_wrong_answer(question: QuestionAnalysis) -> str:
    """An answer that is wrong and yet chosen by nearly everybody, or more often than what is right."""
    alone = [line for line in question.choices if line.count and len(line.labels) == 1 and not line.blank]
    wrong = max((line for line in alone if not line.right), key=_count, default=None)
    if wrong is None or not question.people:
        return ""
    if Fraction(_count(wrong), question.people) >= NEARLY_EVERYBODY:
        said = _("Nearly everybody chooses “%(answer)s”, and that is wrong: is the question clear?")
    elif question.facility is not None and Fraction(_count(wrong), question.people) > question.facility:
        said = _("More people choose “%(answer)s” than what is right: is the question clear?")
    else:
        return ""
    return said % {"answer": wrong.labels[0]}


def _about_facility(question: QuestionAnalysis) -> str:
    if question.few == Few.WRONG:
        return _("Nearly everybody has this right: is the question too easy?")
    if question.few == Few.RIGHT:
        return _("Nearly nobody has this right: is it in the lessons, and is the key right?")
    if question.facility is None:
        return ""
    if question.facility == 1:
        return _("Everybody has this right: is the question too easy?")
    if question.facility >= EASY:
        return _("Nearly everybody has this right: is the question too easy?")
    if question.facility <= HARD:
        return _("Few people have this right: is it in the lessons, and is the question clear?")
    return ""


def _about_discrimination(question: QuestionAnalysis) -> str:
    if question.discrimination is None:
        return ""
    if question.discrimination < 0:
        return _("Who does well on the rest has this wrong more often: is the key right?")
    if question.discrimination < WEAK_DISCRIMINATION and _is_enough(question):
        return _("This question hardly tells who knows the subject: does it fit with the rest of the quiz?")
    return ""


def _about_unused(question: QuestionAnalysis) -> str:
    """Wrong options that nobody takes; with few people, or when all have it right, that says nothing."""
    if not _is_enough(question) or question.facility == 1 or question.few == Few.WRONG:
        return ""
    unused = [label for line in question.choices if line.count == 0 and not line.right for label in line.labels]
    if not unused:
        return ""
    said = _("Nobody chooses %(answers)s: can it be made more likely, or left out?")
    return said % {"answers": ", ".join(f"“{label}”" for label in unused)}


def _is_enough(question: QuestionAnalysis) -> bool:
    return (question.people or 0) >= ENOUGH_PEOPLE


def _count(line: ChoiceLine) -> int:
    return line.count or 0
