"""Makes questions of entries: of the bank that ships with the platform, and of files that an editor chose."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.log_actions import log

from cms.models import Source
from quizzes.models import Question, QuestionSource, QuestionTag
from quizzes.types import TYPES, QuestionType

from .encoding import NOT_TEXT
from .entries import MAXIMUM_TEXT, Data, Entry, Reading, Remark, UnusableQuestionError, texts_of
from .images import image_of
from .pictures import UnusablePictureError, decoded_picture

# What the bank calls a field and what we call it; the rest has the same name.
FIELDS = {
    "id": "key",
    "prompt": "prompt",
    "context": "context",
    "explanation": "explanation",
    "source": "source",
    "status": "status",
    "topic": "topic",
    "difficulty": "difficulty",
    "bloom": "bloom",
    "language": "language",
}
# What an entry may get wrong about its own answers, in the eyes of the type that reads it.
BROKEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


@dataclass
class ImportReport:
    """What became of each entry, by its key; nothing is dropped in silence.

    unsupported: key and the type we do not have. invalid: key and the reason.
    """

    created: list[str] = field(default_factory=list)
    existing: list[str] = field(default_factory=list)
    unsupported: dict[str, str] = field(default_factory=dict)
    invalid: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(self.unsupported.values()).items()))
        lines = [f"{len(self.created)} questions added, {len(self.existing)} were there already."]
        if counts:
            lines.append(f"Not asked yet, for want of their type: {counts}.")
        lines += [f"Refused {key}: {reason}" for key, reason in self.invalid.items()]
        return "\n".join(lines)


@transaction.atomic
def import_bank(entries: list[Data]) -> ImportReport:
    """Make and publish the questions that do not exist yet; those that exist are an editor's now."""
    report = ImportReport()
    types = _types()
    existing = set(Question.objects.values_list("key", flat=True))
    for entry in entries:
        key = str(entry.get("id", ""))
        question_type = types.get(str(entry.get("type")))
        if key in existing:
            report.existing.append(key)
        elif question_type is None:
            report.unsupported[key] = str(entry.get("type"))
        else:
            _import(entry, question_type, report)
            existing.add(key)
    return report


def _types() -> dict[str, QuestionType]:
    return {name: question_type for question_type in TYPES.values() for name in question_type.bank_names}


def _import(entry: Data, question_type: QuestionType, report: ImportReport) -> None:
    key = str(entry.get("id", ""))
    try:
        question = _question(entry, question_type)
        sources = known_sources([entry])
        if unknown := sorted(set(cited_keys(entry)) - sources.keys()):
            raise ValueError(f"unknown sources {', '.join(unknown)}")
        question.citations = citations_of(entry, sources)
        question.body.stream_block.clean(question.body)
        question.full_clean()
    except (KeyError, TypeError, ValueError) as error:
        report.invalid[key] = f"{type(error).__name__}: {error}"
    except ValidationError as error:
        report.invalid[key] = "; ".join(_messages(error, question.body))
    else:
        question.tags.add(*entry.get("tags", []))
        question.save()
        question.save_revision().publish()
        report.created.append(key)


def _question(entry: Data, question_type: QuestionType) -> Question:
    fields = {name: entry[source] for source, name in FIELDS.items() if source in entry}
    return Question(**fields, body=[(question_type.name, question_type.from_bank(entry))])


def cited_keys(entry: Data) -> list[str]:
    """The keys of sources that an entry names, each once."""
    return list(dict.fromkeys(entry.get("sources") or []))


def known_sources(entries: Iterable[Data]) -> dict[str, Source]:
    """By key, the sources that exist of those that the entries name; one query."""
    keys = {key for entry in entries for key in cited_keys(entry)}
    return {source.key: source for source in Source.objects.filter(key__in=keys)} if keys else {}


def citations_of(entry: Data, sources: dict[str, Source]) -> list[QuestionSource]:
    """In the order of the entry, without what does not exist here."""
    known = [sources[key] for key in cited_keys(entry) if key in sources]
    return [QuestionSource(source=source, sort_order=order) for order, source in enumerate(known)]


def _messages(error: ValidationError, value: Any = None, label: str = "") -> Iterator[str]:
    """The sentences of an error, also those of blocks within blocks, each after the name of its field.

    value: what was cleaned, where the error is of a block; label: what its field is called.
    """
    inner = getattr(error, "block_errors", None)
    own = error.messages if inner is None else getattr(error, "non_block_errors", None) or []
    yield from (f"{label}: {sentence}" if label else str(sentence) for sentence in own)
    for place, nested in inner.items() if isinstance(inner, dict) else enumerate(inner or []):
        if nested is not None:
            yield from _messages(nested, *_within(value, place, label))


def _within(value: Any, place: Any, label: str) -> tuple[Any, str]:
    """A part of the value of a block, and what an editor knows it by."""
    if isinstance(value, StructValue):
        return value[place], str(value.block.child_blocks[place].label)
    if isinstance(value, StreamValue):
        return value[place].value, str(value[place].block.label)
    return value[place], label


@dataclass
class Plan:
    """What importing a file will do. new: entries and the questions they become, which nobody has saved."""

    new: list[tuple[Entry, Question]] = field(default_factory=list)
    existing: list[Entry] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def plan_import(reading: Reading, defaults: Data) -> Plan:
    """Looks up what exists and checks what is new; writes nothing. defaults: for what an entry does not say."""
    plan = Plan(problems=list(reading.problems), notes=list(reading.notes))
    keys = [str(entry.data.get("id")) for entry in reading.entries]
    existing = set(Question.objects.filter(key__in=keys).values_list("key", flat=True))
    sources = known_sources(entry.data for entry in reading.entries if _names_sources(entry.data))
    seen: set[str] = set()
    for entry in reading.entries:
        key = str(entry.data.get("id"))
        if key in existing:
            plan.existing.append(entry)
            continue
        try:
            if key in seen:
                raise UnusableQuestionError(_("The key %(key)s stands in the file twice.") % {"key": key})
            plan.new.append((entry, _draft(entry, defaults, sources)))
        except UnusableQuestionError as refused:
            plan.problems.append(Remark(entry.line, str(refused)))
        else:
            seen.add(key)
            plan.notes += [Remark(entry.line, note) for note in entry.notes]
    plan.problems.sort(key=lambda problem: problem.line)
    plan.notes.sort(key=lambda note: note.line)
    return plan


def _names_sources(data: Data) -> bool:
    """Whether the sources of an entry are a list of keys, which only some files have."""
    sources = data.get("sources") or []
    return isinstance(sources, list) and all(isinstance(key, str) for key in sources)


def _draft(entry: Entry, defaults: Data, sources: dict[str, Source]) -> Question:
    """The question as a draft. Raises UnusableQuestionError; what can be finished later is a note."""
    entry.data = {**defaults, **entry.data}
    _check_texts(entry)
    question_type = _types().get(str(entry.data.get("type", "")))
    if question_type is None:
        name = str(entry.data.get("type", ""))[:40]
        raise UnusableQuestionError(_("Questions of the type “%(type)s” do not exist here.") % {"type": name})
    try:
        question = _question(entry.data, question_type)
        question.live = False
        question.body.stream_block.clean_deferred(question.body)
        question.full_clean(validate_unique=False)
    except ValidationError as error:
        raise UnusableQuestionError(" ".join(_named_messages(error))) from None
    except KeyError as error:
        raise UnusableQuestionError(_("The part “%(name)s” is missing.") % {"name": error.args[0]}) from None
    except BROKEN:
        raise UnusableQuestionError(_("The answers are not as this type of question needs them.")) from None
    question.citations = citations_of(entry.data, sources)
    for key in cited_keys(entry.data):
        if key not in sources:
            entry.notes.append(_("The source “%(key)s” does not exist here and was left out.") % {"key": key[:80]})
    try:
        question.body.stream_block.clean(question.body)
    except ValidationError as error:
        reasons = " ".join(dict.fromkeys(_messages(error, question.body)))
        entry.notes.append(_("Not ready to be published yet: %(reasons)s") % {"reasons": reasons})
    return question


def _named_messages(error: ValidationError) -> Iterator[str]:
    """As `_messages`, after the name of the field they are about."""
    if not hasattr(error, "error_dict"):
        yield from dict.fromkeys(_messages(error))
        return
    for name, reasons in error.message_dict.items():
        label = str(Question._meta.get_field(name).verbose_name).capitalize() if name != "__all__" else ""
        yield f"{label}: {' '.join(reasons)}" if label else " ".join(reasons)


def _check_texts(entry: Entry) -> None:
    """What no database keeps, and what is not a list of tags or a picture. Raises UnusableQuestionError."""
    data = entry.data
    for text in texts_of({name: value for name, value in data.items() if name != "image"}):
        if NOT_TEXT.search(text) or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise UnusableQuestionError(_("This question has characters that no text has."))
        if len(text) > MAXIMUM_TEXT:
            raise UnusableQuestionError(_("The text of this question is too long."))
    tags = data.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise UnusableQuestionError(_("The tags are not a list of words."))
    longest = QuestionTag._meta.get_field("name").max_length or 0
    if any(len(tag) > longest for tag in tags):
        entry.notes.append(_("A tag was cut off: it can have %(number)s letters.") % {"number": longest})
    if not _names_sources(data):
        raise UnusableQuestionError(_("The sources are not a list of keys."))
    data["tags"] = list(dict.fromkeys(short for tag in tags if (short := tag[:longest].strip())))
    _check_picture(entry)


def _check_picture(entry: Entry) -> None:
    picture = entry.data.get("image")
    if picture is None:
        return
    if not isinstance(picture, dict) or not all(
        isinstance(picture.get(name, ""), str) for name in ("name", "description", "data")
    ):
        raise UnusableQuestionError(_("The picture is not as it should be."))
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for text in texts_of(picture) for letter in text[:1000]):
        raise UnusableQuestionError(_("The picture is not as it should be."))
    try:
        decoded_picture(picture.get("data", ""))
    except UnusablePictureError as refused:
        raise UnusableQuestionError(_("The picture cannot be used: %(reason)s.") % {"reason": refused}) from None
    if not picture.get("description"):
        entry.notes.append(_("The picture has no description. Add one for who cannot see it."))


def load(plan: Plan, user: Any) -> list[Question]:
    """Save all new questions of the plan as drafts, or none; then also no file of a picture stays behind."""
    files: list[tuple[Storage, str]] = []
    try:
        with transaction.atomic():
            return [_save(entry, question, user, files) for entry, question in plan.new]
    except BaseException:
        for storage, name in files:
            storage.delete(name)
        raise


def _save(entry: Entry, question: Question, user: Any, files: list[tuple[Storage, str]]) -> Question:
    if picture := entry.data.get("image"):
        image, is_new = image_of(picture, user)
        if is_new:
            files.append((image.file.storage, image.file.name))
        question.image = image
    question.tags.add(*entry.data["tags"])
    question.save()
    question.save_revision(user=user)
    log(instance=question, action="wagtail.create", user=user)
    return question
