"""Moodle XML (docs.moodle.org, "Moodle XML format") into entries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.translation import gettext as _

from .entries import (
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
from .pictures import UnusablePictureError, decoded_picture
from .xml_tree import Node, parse_xml

OWN_ELEMENT = "ldl:question"
OWN_TEXT = "ldl:text"
# Which texts Moodle keeps besides, that this platform has no place for.
WITHOUT_PLACE = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
ANY_ANSWER = "*"


def read(text: str) -> Reading:
    """Raises UnusableFileError for what is no Moodle XML."""
    root = parse_xml(text)
    if root.tag != "quiz":
        reason = _("This is XML, but not of Moodle: it begins with <%(tag)s> instead of <quiz>.")
        raise UnusableFileError(reason % {"tag": root.tag[:40]}, root.line)
    reading = Reading()
    titles: dict[int, str] = {}
    tags: list[str] = []
    for node in root.all("question"):
        if node.attributes.get("type") == "category":
            category = node.child("category")
            tags = tags_of_category(category.text_of("text")) if category else []
            continue
        try:
            entry, title = _Question(node, tags).read()
        except UnusableQuestionError as refused:
            reading.refuse(node.line, str(refused))
        else:
            titles[len(reading.entries)] = title
            reading.add(entry)
    give_keys(reading.entries, titles)
    return reading


@dataclass
class _Question:
    """One element that is being read."""

    node: Node
    category: list[str]
    notes: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def read(self) -> tuple[Entry, str]:
        """The entry and the name it has in Moodle. Raises UnusableQuestionError."""
        own = self.node.child(OWN_ELEMENT)
        kind = self.node.attributes.get("type", "")
        reader = _description if kind == "description" and own else READERS.get(kind)
        if reader is None:
            raise UnusableQuestionError(_("Questions of the type “%(type)s” do not exist here.") % {"type": kind[:40]})
        data: Data = {
            "id": as_key(self.node.text_of("idnumber"), self.notes),
            "prompt": self._prompt(),
            "explanation": self.words(self.node.child("generalfeedback")),
            "tags": self._tags(),
        }
        if picture := self._picture():
            data["image"] = picture
        data |= reader(self)
        self._note_what_has_no_place()
        entry = Entry(self.node.line, data, list(dict.fromkeys(self.notes)))
        if own:
            take_over(entry, own.text)
        if entry.data["type"] == "description":
            raise UnusableQuestionError(_("What our own export added to this question is damaged."))
        name = self.node.child("name")
        return entry, self.words(name) if name else ""

    def words(self, node: Node | None, own_format: str = "") -> str:
        """The text of an element as plain text."""
        if node is None:
            return ""
        told = self._told(node, own_format)
        self.lost |= told.lost
        if told.pictures and node.tag != "questiontext":
            self.notes.append(
                _("A picture in an answer or feedback is not kept: a question shows one, under its text.")
            )
        return told.text

    def _told(self, node: Node, own_format: str = "") -> PlainText:
        inner = node.child("text")
        text = inner.text if inner else ""
        kind = own_format or node.attributes.get("format", "")
        if kind == "html":
            return plain_text(text)
        if kind in ("", "moodle_auto_format"):
            return auto_text(text)
        return PlainText(text)

    def answers(self) -> list[tuple[float, str, str]]:
        """Weight, text and feedback of every answer."""
        found = []
        for node in self.node.all("answer"):
            try:
                weight = float(number_of(node.attributes.get("fraction", "0")))
            except ValueError:
                raise UnusableQuestionError(_("The weight of an answer is not a number.")) from None
            found.append((weight, self.words(node), self.words(node.child("feedback"))))
        if not found:
            raise UnusableQuestionError(_("This question has no answers."))
        return found

    def _prompt(self) -> str:
        node = self.node.child("questiontext")
        text = self.words(node)
        exact = node.child(OWN_TEXT) if node else None
        # Our export says it once more beside a picture; it counts as long as nobody changed the text itself.
        return exact.text if exact and exact.text.split() == text.split() else text

    def _tags(self) -> list[str]:
        tags = self.node.child("tags")
        own = [tag.text_of("text").strip() for tag in tags.all("tag")] if tags else []
        return list(dict.fromkeys(tag for tag in [*self.category, *own] if tag))

    def _picture(self) -> Data | None:
        """The first usable picture of the question's text; notes for the others."""
        node = self.node.child("questiontext")
        if node is None:
            return None
        described = {unquote(address.rpartition("/")[2]): alt for address, alt in self._told(node).pictures}
        found: Data | None = None
        for file in node.all("file"):
            name = file.attributes.get("name", "")
            if found:
                self.notes.append(_("The picture “%(name)s” is not kept: a question has one.") % {"name": name[:80]})
                continue
            try:
                decoded_picture(file.text)
            except UnusablePictureError as refused:
                told = {"name": name[:80], "reason": refused}
                self.notes.append(_("The file “%(name)s” is not kept: %(reason)s.") % told)
            else:
                data = "".join(file.text.split())
                found = {"name": name, "description": described.get(name, ""), "data": data}
        if described and not found:
            self.notes.append(_("The picture is not in the file; add it by hand."))
        return found

    def _note_what_has_no_place(self) -> None:
        if self.lost:
            tags = ", ".join(sorted(self.lost))
            self.notes.append(_("Formatting is not kept, only the text (%(tags)s).") % {"tags": tags})
        if any(self.words(self.node.child(tag)) for tag in WITHOUT_PLACE):
            self.notes.append(_("Feedback for a right, partly right or wrong answer as a whole is not kept."))
        if self.node.text_of("hidden").strip() == "1":
            self.notes.append(_("The question was hidden; here it is a draft."))
        if self.node.child("hint"):
            self.notes.append(_("Hints are not kept."))
        if self.node.text_of("shuffleanswers").strip().lower() in ("0", "false"):
            self.notes.append(_("Whether the answers are shuffled is not kept: the quiz decides that."))
        points = self.node.text_of("defaultgrade").strip()
        if self.node.attributes.get("type") != "essay" and points and points.rstrip("0").rstrip(".") != "1":
            self.notes.append(
                _("The points (%(points)s) are not kept: here a question earns one.") % {"points": points[:20]}
            )


def _multichoice(question: _Question) -> Data:
    single = question.node.text_of("single").strip() != "false"
    return choice(question.answers(), question.notes, single=single)


def _truefalse(question: _Question) -> Data:
    answers = {text.strip().lower(): (weight, told) for weight, text, told in question.answers()}
    if set(answers) != {"true", "false"} or (answers["true"][0] > 0) == (answers["false"][0] > 0):
        raise UnusableQuestionError(_("A question with true or not true needs exactly one right answer."))
    return {
        "type": "true_false",
        "options": [option(text, answers[text][1], correct=answers[text][0] > 0) for text in ("true", "false")],
    }


def _shortanswer(question: _Question) -> Data:
    accepted, otherwise = [], ""
    for weight, text, feedback in question.answers():
        if text == ANY_ANSWER and weight <= 0:
            otherwise = feedback
            continue
        accepted.append({"text": text, "percentage": weight, "feedback": feedback})
    case_sensitive = question.node.text_of("usecase").strip() == "1"
    return short_answer(accepted, otherwise, question.notes, case_sensitive=case_sensitive)


def _numerical(question: _Question) -> Data:
    forms = []
    otherwise = ""
    nodes = list(question.node.all("answer"))
    for node, (weight, text, feedback) in zip(nodes, question.answers(), strict=True):
        if text.strip() == ANY_ANSWER:
            otherwise = feedback
            continue
        try:
            tolerance = number_of(node.text_of("tolerance").strip() or "0")
            forms.append({"value": number_of(text), "tolerance": tolerance, "weight": weight, "feedback": feedback})
        except ValueError:
            reason = _("“%(text)s” is not a number.") % {"text": text[:80]}
            raise UnusableQuestionError(reason) from None
    units = question.node.child("units")
    names = [unit.text_of("unit_name").strip() for unit in units.all("unit")] if units else []
    if len(names) > 1:
        question.notes.append(_("Only the first unit is kept."))
    return numeric(forms, otherwise, names[0] if names else "", question.notes)


def _matching(question: _Question) -> Data:
    pairs, distractors = [], []
    for node in question.node.all("subquestion"):
        left = question.words(node)
        answer = node.child("answer")
        # The format stands on the part itself, and counts for what is matched with it too.
        right = question.words(answer, own_format="plain_text") if answer else ""
        if left:
            pairs.append({"left": left, "right": right, "feedback": ""})
        else:
            distractors.append(right)
    return matching(pairs, distractors)


def _ordering(question: _Question) -> Data:
    found = question.answers()
    order = [
        {"position": position, "text": text, "feedback": feedback}
        for position, (_weight, text, feedback) in enumerate(found, start=1)
    ]
    return {"type": "ordering", "order": order}


def _essay(question: _Question) -> Data:
    try:
        maximum = max(1, round(float(question.node.text_of("defaultgrade").strip() or "1")))
    except (ValueError, OverflowError):
        maximum = 1
    if question.words(question.node.child("responsetemplate")):
        question.notes.append(_("The text that was filled in beforehand is not kept."))
    model = question.words(question.node.child("graderinfo"))
    return {
        "type": "open_answer",
        "open_answer": {"model_answer": model, "assessment": "person", "maximum": maximum},
    }


def _description(_question: _Question) -> Data:
    """Only of our own export: what Moodle shows as a text, our own part has as a question."""
    return {"type": "description"}


READERS: dict[str, Callable[[_Question], Data]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
}
