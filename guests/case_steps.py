"""Who may say something at a case in a course: whoever is enrolled in it, once the step is open for them."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.translation import gettext as _

from courses.perms import enrolment_for_step, published_step, refuse_locked_step
from people.models import User

from . import table_answers
from .case_use import rating_by
from .hidden_cases import is_hidden
from .models import CaseRating, CaseStepPage


class CaseHiddenError(Exception):
    """The case of `step` is out of sight because of a tender: nobody says anything at it now."""

    def __init__(self, step: CaseStepPage) -> None:
        self.step = step

    @property
    def sentence(self) -> str:
        """What the learner reads, in the language that is active."""
        return _("This case cannot be seen for a while, because of a tender. Come back later to answer.")


def case_step_for(user: User, pk: int) -> CaseStepPage:
    """A step with a published case in a course of `user`; 404 for any other.

    Raises StepLockedError and CaseHiddenError.
    """
    step = published_step(pk).specific
    if not isinstance(step, CaseStepPage) or not step.case.live:
        raise Http404
    refuse_locked_step(enrolment_for_step(user, step), step)
    if is_hidden(step.case):
        raise CaseHiddenError(step)
    return step


def shown_to_editor(user: User | AnonymousUser, step: CaseStepPage) -> dict[str, Any]:
    """Variables of the step for an editor who is not enrolled: the answer that learners read, if any."""
    chosen = table_answers.chosen_answer(step) if table_answers.may_hide(user) else None
    return {"chosen_answer": chosen, "may_hide": chosen is not None}


def said_by(user: User, step: CaseStepPage) -> dict[str, Any]:
    """Variables of the step for who is enrolled: what they said at its case, and the answer that is shown."""
    chosen = table_answers.chosen_answer(step)
    return {
        "rating": rating_by(user, step.case),
        "useful_choices": CaseRating.Useful.choices,
        "own_answers": list(table_answers.answers_by(user, step)),
        "chosen_answer": chosen,
        "may_hide": chosen is not None and table_answers.may_hide(user),
    }
