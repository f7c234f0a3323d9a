"""What a browser gets and sends, for one question of a type."""

from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string
from wagtail.blocks.struct_block import StructBlockValidationError

from quizzes.forms import AnswerForm
from quizzes.types import QuestionType
from quizzes.types.base import Frozen


def received(field: Any, query: str) -> Any:
    """The answer that `field`, called q, makes of what was sent."""
    field.required = False
    return field.clean(field.widget.value_from_datadict(QueryDict(query), {}, "q"))


def frozen_of(question_type: QuestionType, value: dict[str, Any], order: Any = None) -> Frozen:
    block = question_type.block()
    return question_type.freeze(block.clean(block.normalize(value)), order)


def page_of(question_type: QuestionType, frozen: Frozen, data: QueryDict | None = None, answer: Any = None) -> str:
    """The question as it stands in the page: empty, with what was sent, or with the answer that was saved."""
    item: Any = {
        "number": 3,
        "type": question_type.name,
        "status": "bron",
        "context": "",
        "prompt": "Wat is het?",
        "body": frozen,
    }
    form = AnswerForm([item], data, initial={"question_3": answer})
    (asked,) = form.questions()
    return render_to_string("quizzes/question.html", {"question": asked, "total": 4})


def block_error(question_type: QuestionType, value: dict[str, Any]) -> str:
    """What an editor is told about this value; empty when it is accepted."""
    block = question_type.block()
    try:
        block.clean(block.normalize(value))
    except StructBlockValidationError as error:
        return str(error.as_json_data())
    return ""
