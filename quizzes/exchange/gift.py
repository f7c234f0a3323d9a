"""GIFT (docs.moodle.org, "GIFT format") into entries."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from .entries import (
    MAXIMUM_TEXT,
    Data,
    Entry,
    Reading,
    UnusableFileError,
    UnusableQuestionError,
    as_key,
    give_keys,
    tags_of_category,
)
from .html_text import PlainText, auto_text, plain_text
from .own_part import take_over
from .parts import choice, matching, number_of, numeric, option, short_answer

# While a question is taken apart, what stood behind a backslash is one of these, which no text has.
ESCAPED = {character: chr(number) for number, character in enumerate(r"~=#{}:\n", start=1)}
UNESCAPED = {ord(stand_in): "\n" if character == "n" else character for character, stand_in in ESCAPED.items()}
BACKSLASH = re.compile(r"\\([~=#{}:\\n])")
OWN_COMMENT = "//ldl: "
IN_COMMENT = re.compile(r"\[(id|tag):((?:[^\]\\]|\\.){1,200})\]")
CATEGORY = "$CATEGORY:"
FORMAT = re.compile(r"\[(html|moodle|plain|markdown)\]", re.I)
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{0,9})?)%")
TRUE, FALSE = {"T", "TRUE"}, {"F", "FALSE"}
GENERAL = "####"
BLANK = "_____"
ANY_ANSWER = "*"
# Weight of 100 is all, text and feedback.
Answer = tuple[float, str, str]


def read(text: str) -> Reading:
    """Raises UnusableFileError for braces that do not match: nobody knows then where a question ends."""
    reading = Reading()
    titles: dict[int, str] = {}
    for block in _blocks(text):
        try:
            entry, title = _Question(block).read()
        except UnusableQuestionError as refused:
            reading.refuse(block.line, str(refused))
        else:
            titles[len(reading.entries)] = title
            reading.add(entry)
    give_keys(reading.entries, titles)
    if not reading.entries and not reading.problems:
        raise UnusableFileError(_("There is no question in this file."))
    return reading


@dataclass
class _Block:
    """The lines of one question. numbers: of each line in the file; the comments are apart."""

    category: list[str]
    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.numbers[0]

    def line_at(self, text: str, place: int) -> int:
        return self.numbers[text.count("\n", 0, place)]


def _blocks(text: str) -> Iterator[_Block]:
    """What stands between blank lines, as far as it is no comment alone."""
    category: list[str] = []
    block = _Block(category)
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip()
        if bare.startswith(CATEGORY):
            category = tags_of_category(bare[len(CATEGORY) :])
            block.category = category
        elif bare.startswith("//"):
            block.comments.append(bare)
        elif bare:
            block.lines.append(line)
            block.numbers.append(number)
        else:
            if block.lines:
                yield block
            block = _Block(category)


class _Question:
    def __init__(self, block: _Block) -> None:
        self.block = block
        self.notes: list[str] = []
        self.lost: set[str] = set()
        self.format = ""

    def read(self) -> tuple[Entry, str]:
        """The entry and its title. Raises UnusableQuestionError, or UnusableFileError for wrong braces."""
        text = "\n".join(self.block.lines)
        if len(text) > MAXIMUM_TEXT:
            raise UnusableQuestionError(_("The text of this question is too long."))
        text = BACKSLASH.sub(lambda found: ESCAPED[found[1]], text)
        before, answers, after = self._braces(text)
        title, before = _title(before)
        self.format, before = _format(before)
        own = [line[len(OWN_COMMENT) :] for line in self.block.comments if line.startswith(OWN_COMMENT)]
        if answers is None and not own:
            raise UnusableQuestionError(_("This is a text without answers between { and }, so not a question."))
        part, explanation = self._part(answers) if answers is not None else ({"type": "description"}, "")
        blank = BLANK if after.strip() else ""
        data: Data = self._named() | {"prompt": self._lines(before + blank + after), "explanation": explanation} | part
        if self.lost:
            tags = ", ".join(sorted(self.lost))
            self.notes.append(_("Formatting is not kept, only the text (%(tags)s).") % {"tags": tags})
        entry = Entry(self.block.line, data, list(dict.fromkeys(self.notes)))
        if own:
            take_over(entry, own[0])
        if entry.data["type"] == "description":
            raise UnusableQuestionError(_("This is a text without answers between { and }, so not a question."))
        return entry, title.translate(UNESCAPED).strip()

    def words(self, text: str) -> str:
        """One text of the question as plain text; lines that were only wrapped stay lines."""
        text_format, text = _format(text)
        return self._lines(text, text_format)

    def line(self, text: str) -> str:
        """As `words`, where a new line in the file means nothing: in answers and feedback."""
        return self.words(" ".join(line.strip() for line in text.strip().split("\n")))

    def _lines(self, text: str, text_format: str = "") -> str:
        text = "\n".join(line.strip() for line in text.strip().split("\n")).translate(UNESCAPED)
        text_format = text_format or self.format
        if text_format in ("plain", "markdown"):
            told = PlainText(text)
        else:
            told = plain_text(text) if text_format == "html" else auto_text(text)
        self.lost |= told.lost
        if told.pictures:
            self.notes.append(_("The picture is not in the file; add it by hand."))
        return told.text

    def _braces(self, text: str) -> tuple[str, str | None, str]:
        """What stands before, within and after the braces; None for within when there are none."""
        start, end = text.find("{"), text.find("}")
        if start < 0 and end < 0:
            return text, None, ""
        if end < start or start < 0:
            wrong, reason = (end, _("This } closes nothing.")) if end >= 0 else (start, _("This { is never closed."))
            raise UnusableFileError(reason, self.block.line_at(text, wrong))
        nested = text.find("{", start + 1, end)
        if nested >= 0:
            reason = _(r"There is a { within { and }. Write \{ when it is part of the text.")
            raise UnusableFileError(reason, self.block.line_at(text, nested))
        after = text[end + 1 :]
        if "{" in after or "}" in after:
            raise UnusableQuestionError(_("This question has more than one set of answers between { and }."))
        return text[:start], text[start + 1 : end], after

    def _named(self) -> Data:
        """What the comments above a question say of it, as Moodle writes it: [id:…] and [tag:…]."""
        comments = [line for line in self.block.comments if not line.startswith(OWN_COMMENT)]
        found = [(kind, _without_backslashes(value)) for line in comments for kind, value in IN_COMMENT.findall(line)]
        keys = [value for kind, value in found if kind == "id"]
        tags = [value for kind, value in found if kind == "tag"]
        return {
            "id": as_key(keys[0], self.notes) if keys else "",
            "tags": list(dict.fromkeys([*self.block.category, *tags])),
        }

    def _part(self, answers: str) -> tuple[Data, str]:
        """The part of the type, and the feedback for everyone."""
        answers, mark, general = answers.rpartition(GENERAL) if GENERAL in answers else (answers, "", "")
        explanation = self.line(general) if mark else ""
        answers = answers.strip()
        return _reader(answers)(self, answers), explanation


def _reader(answers: str) -> Callable[[_Question, str], Data]:
    """Which type it is, decided as Moodle does."""
    if not answers:
        return _essay
    if answers.startswith("#"):
        return _numerical
    if "~" in answers:
        return _choice
    if "=" in answers and "->" in answers:
        return _matching
    if answers.partition("#")[0].strip().upper() in TRUE | FALSE:
        return _true_false
    return _short_answer


def _title(text: str) -> tuple[str, str]:
    text = text.lstrip()
    if text.startswith("::"):
        title, mark, rest = text[2:].partition("::")
        if mark:
            return title, rest
    return "", text


def _format(text: str) -> tuple[str, str]:
    text = text.lstrip()
    found = FORMAT.match(text)
    return (found[1].lower(), text[found.end() :].lstrip()) if found else ("", text)


def _without_backslashes(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value).strip()


def _weighted(text: str, weight: float) -> tuple[float, str]:
    text = text.strip()
    found = WEIGHT.match(text)
    return (float(found[1]), text[found.end() :].strip()) if found else (weight, text)


def _answers(question: _Question, text: str) -> Iterator[tuple[str, Answer]]:
    """Each answer with the sign before it, = or ~."""
    first, *rest = re.split("([=~])", text)
    if first.strip():
        raise UnusableQuestionError(_("The first answer has no = or ~ before it."))
    for sign, answer in zip(rest[::2], rest[1::2], strict=True):
        weight, words = _weighted(answer, 100 if sign == "=" else 0)
        words, _mark, feedback = words.partition("#")
        yield sign, (weight, question.line(words), question.line(feedback))


def _choice(question: _Question, text: str) -> Data:
    found = list(_answers(question, text))
    return choice([answer for _sign, answer in found], question.notes, single=any(sign == "=" for sign, _one in found))


def _true_false(question: _Question, text: str) -> Data:
    answer, _mark, feedback = text.partition("#")
    if_wrong, _mark, if_right = feedback.partition("#")
    told = {True: question.line(if_right), False: question.line(if_wrong)}
    right = answer.strip().upper() in TRUE
    options = [option(name, told[value is right], correct=value is right) for name, value in TRUTH.items()]
    return {"type": "true_false", "options": options}


TRUTH = {"true": True, "false": False}


def _short_answer(question: _Question, text: str) -> Data:
    if not text.startswith("="):
        text = f"={text}"
    accepted, otherwise = [], ""
    for _sign, (weight, words, feedback) in _answers(question, text):
        if words == ANY_ANSWER and weight <= 0:
            otherwise = feedback
        else:
            accepted.append({"text": words, "percentage": weight, "feedback": feedback})
    return short_answer(accepted, otherwise, question.notes, case_sensitive=False)


def _numerical(question: _Question, text: str) -> Data:
    text, _mark, wrong = text[1:].partition("~")
    forms = []
    for answer in text.split("="):
        if not answer.strip():
            continue
        weight, words = _weighted(answer, 100)
        words, _mark, feedback = words.partition("#")
        value, tolerance = _number(words.translate(UNESCAPED).strip())
        told = question.line(feedback)
        forms.append({"value": value, "tolerance": tolerance, "weight": weight, "feedback": told})
    return numeric(forms, question.line(wrong.partition("#")[2]), "", question.notes)


def _number(text: str) -> tuple[int | float, int | float]:
    """A number and its margin: 5, 5:1 or 4..6."""
    try:
        if ".." in text:
            low, high = (Decimal(side.strip()) for side in text.split("..", 1))
            return number_of(str((low + high) / 2)), number_of(str(abs(high - low) / 2))
        value, _mark, tolerance = text.partition(":")
        return number_of(value), number_of(tolerance.strip() or "0")
    except (ValueError, InvalidOperation):
        raise UnusableQuestionError(_("“%(text)s” is not a number.") % {"text": text[:80]}) from None


def _matching(question: _Question, text: str) -> Data:
    pairs, distractors = [], []
    for pair in text.split("="):
        if not pair.strip():
            continue
        left, mark, right = pair.partition("->")
        if not mark:
            raise UnusableQuestionError(_("In a question with pairs, every answer has an arrow: = this -> that."))
        if left.strip():
            pairs.append({"left": question.line(left), "right": question.line(right), "feedback": ""})
        else:
            distractors.append(question.line(right))
    return matching(pairs, distractors)


def _essay(_question: _Question, _text: str) -> Data:
    part = {"model_answer": "", "assessment": "person", "maximum": 1}
    return {"type": "open_answer", "open_answer": part}
