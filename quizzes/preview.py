"""How an editor sees a question before publishing it: as the learner will."""

from typing import Any

from .citations import freeze_sources, shown_sources
from .forms import AnswerForm
from .models import Question
from .snapshot import freeze_question


def preview_context(question: Question) -> dict[str, Any]:
    """Variables of the preview; no question while the draft has no answers yet."""
    items = [freeze_question(question, 1, None)] if question.body else []
    return {
        "question": next(AnswerForm(items).questions(), None),
        "total": 1,
        "explanation": question.explanation,
        "source": question.source,
        "sources": shown_sources(freeze_sources(question)),
    }
