"""Entries as Moodle XML. What Moodle has no element for stands in one of our own, which Moodle passes over."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from .entries import Data, Written
from .moodle_xml import read
from .own_part import own_part, question_text
from .same import remarks_on_export

NAMESPACE = "urn:leren-doet-leven:exchange"
# Details of answers that Moodle has elements for.
NATIVE = ("unit", "model_answer", "maximum", "case_sensitive")
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(entries: list[Data]) -> Written:
    written = Written("")
    questions = []
    for data in entries:
        text = _question(data)
        questions.append(text)
        written.remarks += remarks_on_export(data, _file([text]), read, native=data["type"] in WRITERS)
    # A comment may not have two hyphens in a row.
    comments = [f"<!-- {_sayable(f'{key}: {remark}').replace('-', '‐')} -->" for key, remark in written.remarks]
    written.text = _file([*comments, *questions])
    return written


def _file(questions: list[str]) -> str:
    inside = "\n".join(questions)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz xmlns:ldl="{NAMESPACE}">\n{inside}\n</quiz>\n'


def _question(data: Data) -> str:
    writer = WRITERS.get(data["type"])
    kind = MOODLE_NAMES[data["type"]] if writer else "description"
    tags = "".join(f"<tag>{_text(tag)}</tag>" for tag in data.get("tags", []))
    lines = [
        f'<question type="{kind}">',
        _worded("name", data["id"], kind=""),
        _question_text(data),
        _worded("generalfeedback", data.get("explanation", "")),
        f"<defaultgrade>{_grade(data)}</defaultgrade>",
        _element("idnumber", data["id"]),
        *(writer(data) if writer else []),
        f"<tags>{tags}</tags>",
        _element("ldl:question", own_part(data, whole=writer is None, native=NATIVE)),
        "</question>",
    ]
    return "\n".join(lines)


def _question_text(data: Data) -> str:
    text = question_text(data)
    image = data.get("image")
    if not image:
        return _worded("questiontext", text)
    name = image["name"]
    picture = f"<p><img src={quoteattr('@@PLUGINFILE@@/' + quote(name))} alt={quoteattr(image['description'])}></p>"
    html = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n")) + picture
    file = f'<file name={quoteattr(_sayable(name))} encoding="base64">{image["data"]}</file>'
    exact = _element("ldl:text", text)
    return f'<questiontext format="html">{_text(html)}{file}{exact}</questiontext>'


def _grade(data: Data) -> int:
    return int(data["open_answer"]["maximum"]) if data["type"] == "open_answer" else 1


def _sayable(text: str) -> str:
    return NOT_IN_XML.sub("\ufffd", text)


def _element(tag: str, text: object) -> str:
    return f"<{tag}>{escape(_sayable(str(text)))}</{tag}>"


def _text(text: object) -> str:
    return _element("text", text)


def _worded(tag: str, text: str, kind: str = "plain_text", more: str = "") -> str:
    attribute = f' format="{kind}"' if kind else ""
    return f"<{tag}{attribute}>{_text(text)}{more}</{tag}>"


def _answer(fraction: float, text: object, feedback: str, more: str = "") -> str:
    inside = _text(text) + _worded("feedback", feedback) + more
    return f'<answer fraction="{fraction:.7g}" format="plain_text">{inside}</answer>'


def _choice(data: Data) -> list[str]:
    single = data["type"] == "single_choice"
    right = sum(option["correct"] for option in data["options"]) or 1
    # Moodle's weights of the same rule: a right tick adds its share, a wrong one takes as much away.
    share, penalty = (100.0, 0.0) if single else (100 / right, -100 / right)
    return [
        f"<single>{'true' if single else 'false'}</single>",
        "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>abc</answernumbering>",
        *(_answer(share if one["correct"] else penalty, one["text"], one["feedback"]) for one in data["options"]),
    ]


def _true_false(data: Data) -> list[str]:
    return [
        _answer(100 if option["correct"] else 0, text, option["feedback"])
        for text, option in zip(("true", "false"), data["options"], strict=True)
    ]


def _numeric(data: Data) -> list[str]:
    part = data["numeric"]
    lines = [_number(100, part["answer"], part["tolerance"], part["feedback_correct"])]
    lines += [_number(0, error["value"], 0, error["feedback"]) for error in part["common_errors"]]
    if part["feedback_incorrect"]:
        lines.append(_number(0, "*", 0, part["feedback_incorrect"]))
    if part["unit"]:
        unit = f"<unit><multiplier>1</multiplier>{_element('unit_name', part['unit'])}</unit>"
        lines += [f"<units>{unit}</units>", "<unitgradingtype>0</unitgradingtype>", "<showunits>1</showunits>"]
    return lines


def _number(fraction: float, value: object, tolerance: object, feedback: str) -> str:
    return _answer(fraction, value, feedback, _element("tolerance", tolerance))


def _short_answer(data: Data) -> list[str]:
    part = data["short_answer"]
    lines = [f"<usecase>{int(bool(part['case_sensitive']))}</usecase>"]
    lines += [_answer(form["percentage"], form["text"], form["feedback"]) for form in part["accepted"]]
    if part["feedback_incorrect"]:
        lines.append(_answer(0, "*", part["feedback_incorrect"]))
    return lines


def _matching(data: Data) -> list[str]:
    pairs = [(pair["left"], pair["right"]) for pair in data["pairs"]]
    pairs += [("", distractor) for distractor in data.get("distractors", [])]
    return [
        "<shuffleanswers>true</shuffleanswers>",
        *(_worded("subquestion", left, more=f"<answer>{_text(right)}</answer>") for left, right in pairs),
    ]


def _ordering(data: Data) -> list[str]:
    return [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        "<gradingtype>ABSOLUTE_POSITION</gradingtype>",
        *(_answer(place, step["text"], step["feedback"]) for place, step in enumerate(_in_order(data), start=1)),
    ]


def _in_order(data: Data) -> list[dict[str, Any]]:
    return sorted(data["order"], key=lambda step: int(step["position"]))


def _open_answer(data: Data) -> list[str]:
    return [
        "<responseformat>editor</responseformat>",
        "<responserequired>1</responserequired>",
        "<attachments>0</attachments>",
        _worded("graderinfo", data["open_answer"]["model_answer"]),
    ]


MOODLE_NAMES = {
    "single_choice": "multichoice",
    "multiple_choice": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "short_answer": "shortanswer",
    "matching": "matching",
    "ordering": "ordering",
    "open_answer": "essay",
}
WRITERS: dict[str, Callable[[Data], list[str]]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_answer": _short_answer,
    "matching": _matching,
    "ordering": _ordering,
    "open_answer": _open_answer,
}
