"""Aiken (docs.moodle.org, "Aiken format") into entries: a question, lettered answers, and the letter of the right one.

It knows no feedback, so what is read has to be finished before it can be published.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .entries import Entry, Reading, UnusableFileError, UnusableQuestionError, give_keys
from .parts import option

ANSWER = re.compile(r"([A-Za-z])[.)]\s(.*)")
RIGHT = re.compile(r"ANSWER:(.*)", re.I)


@dataclass
class _Question:
    line: int
    prompt: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def entry(self, right: str) -> Entry:
        """Raises UnusableQuestionError."""
        if not self.prompt:
            raise UnusableQuestionError(_("There is no question before these answers."))
        if len(self.answers) < 2:
            raise UnusableQuestionError(_("This question needs at least two answers, as “A. text”."))
        if self.letters.count(right) != 1:
            raise UnusableQuestionError(_("After ANSWER: stands no letter of one of the answers."))
        options = [
            option(text, "", correct=letter == right) for letter, text in zip(self.letters, self.answers, strict=True)
        ]
        return Entry(self.line, {"type": "single_choice", "prompt": "\n".join(self.prompt), "options": options})


def read(text: str) -> Reading:
    """Raises UnusableFileError for a file without any question."""
    reading = Reading()
    question: _Question | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if not bare:
            continue
        question = question or _Question(number)
        if right := RIGHT.fullmatch(bare):
            _finish(reading, question, right[1].strip().upper())
            question = None
        elif answer := ANSWER.fullmatch(bare):
            question.letters.append(answer[1].upper())
            question.answers.append(answer[2].strip())
        elif question.answers:
            # An answer that goes on on the next line.
            question.answers[-1] += f" {bare}"
        else:
            question.prompt.append(bare)
    if question:
        reading.refuse(question.line, _("After this question no line says which answer is right, as ANSWER: B."))
    if not reading.entries and not reading.problems:
        raise UnusableFileError(_("There is no question in this file."))
    give_keys(reading.entries, {})
    return reading


def _finish(reading: Reading, question: _Question, right: str) -> None:
    try:
        reading.add(question.entry(right))
    except UnusableQuestionError as refused:
        reading.refuse(question.line, str(refused))
