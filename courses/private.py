"""Notes and bookmarks: what a learner keeps for themselves. Nobody else is ever shown a row of these.

They belong to the learner, not to the period in which they were made: whoever takes a course again finds
them back, changes them and removes them there.
"""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.written_text import WrittenText
from database.fixed_query import FixedQuery
from people.models import User

from .blocks import block_ids, takes_text, words_of_block
from .enrol import periods_of
from .languages import in_language
from .models import Bookmark, CoursePage, Enrolment, LessonPage, Note, StepPage
from .models.private import LONGEST_NOTE
from .outline import StepOutline, kept_course, kept_outline
from .perms import enrolment_for_step


class NoteForm(forms.Form):
    """The text of one note; empty removes it."""

    text = WrittenText(
        label=_("Your note"),
        help_text=_("Only you can read this. Saving it empty removes the note."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "max_length": _(
                "A note may have %(limit_value)d characters at most; yours has %(show_value)d."
                " Nothing has been saved yet: your text is still here."
            )
        },
    )


def enrolment_for_block(user: User, step: StepPage, block_id: str) -> Enrolment:
    """The own enrolment, to write beside this block; 404 without one and for a block that is not in the step."""
    enrolment = enrolment_for_step(user, step)
    if not takes_text(step, block_id):
        raise Http404
    return enrolment


def notes_beside(enrolment: Enrolment, step_key: UUID) -> dict[str, Note]:
    """The notes in one step, by block id."""
    notes = _notes.objects(enrolment.user_id, enrolment.course_key, step_key)
    return {note.block_id: note for note in notes}


_notes = FixedQuery(
    lambda user, course, step: Note.objects.filter(enrolment__user=user, enrolment__course_key=course, step_key=step),
    int,
    UUID,
    UUID,
)


def save_note(enrolment: Enrolment, step: StepPage, block_id: str, text: str) -> Note | None:
    """Keep `text` beside the block in place of what was there; None when it is empty and the note is gone."""
    place = {"step_key": step.translation_key, "block_id": block_id}
    own = Note.objects.filter(enrolment__in=periods_of(enrolment))
    if not text:
        own.filter(**place).delete()
        return None
    words = {"text": text, "updated_at": timezone.now()}
    note, _created = own.update_or_create(**place, defaults=words, create_defaults={**words, "enrolment": enrolment})
    return note


def delete_note_for(user: User, pk: int) -> None:
    """Remove a note of one's own; 404 for anybody else's."""
    get_object_or_404(Note, id=pk, enrolment__user=user).delete()


def has_bookmark(step_key: UUID) -> Exists:
    """In a query of enrolments: whether the learner keeps this step."""
    own = Bookmark.objects.filter(enrolment__user=OuterRef("user"), enrolment__course_key=OuterRef("course_key"))
    return Exists(own.filter(step_key=step_key))


def has_notes(step_key: UUID) -> Exists:
    """In a query of enrolments: whether the learner wrote anything beside a block of this step."""
    own = Note.objects.filter(enrolment__user=OuterRef("user"), enrolment__course_key=OuterRef("course_key"))
    return Exists(own.filter(step_key=step_key))


def keep(enrolment: Enrolment, step: StepPage) -> None:
    """Put a bookmark; the second time it is the same one."""
    own = Bookmark.objects.filter(enrolment__in=periods_of(enrolment))
    own.get_or_create(step_key=step.translation_key, defaults={"enrolment": enrolment})


def let_go(enrolment: Enrolment, step: StepPage) -> None:
    Bookmark.objects.filter(enrolment__in=periods_of(enrolment), step_key=step.translation_key).delete()


@dataclass(frozen=True)
class KeptStep:
    """A bookmark as its learner sees it."""

    course: CoursePage
    step: StepOutline


_bookmarks = FixedQuery(
    lambda user: (
        Bookmark.objects.filter(enrolment__user=user)
        .order_by("-created_at", "-id")
        .values_list("enrolment__course", "step_key")
    ),
    int,
)


def kept_steps_of(user: User) -> list[KeptStep]:
    """Bookmarked steps that can be opened now, the latest first; if possible in the language of the interface."""
    kept = []
    for course_pk, step_key in _bookmarks.rows(user.pk):
        course = in_language(kept_course(course_pk), str(get_language()))
        step = kept_outline(course.pk).step(step_key)
        if step:
            kept.append(KeptStep(course=course, step=step))
    return kept


@dataclass(frozen=True)
class PlacedNote:
    """A note with where it belongs: `step` is None when the step is offline; `words` say what the block is about."""

    note: Note
    step: StepOutline | None
    words: str
    order: tuple[int, int]


@dataclass(frozen=True)
class CourseNotes:
    """The notes in one course, in the order of its text; those without a place are last."""

    course: CoursePage
    notes: list[PlacedNote]


def notes_of(user: User) -> list[CourseNotes]:
    """All notes of one person, a group for each course."""
    notes = (
        Note.objects.filter(enrolment__user=user).select_related("enrolment__course").order_by("enrolment_id", "id")
    )
    groups: dict[int, CourseNotes] = {}
    lessons: dict[int, LessonPage | None] = {}
    for note in notes:
        course = note.enrolment.course
        step = kept_outline(course.pk).step(note.step_key)
        if step and step.pk not in lessons:
            lessons[step.pk] = LessonPage.objects.filter(pk=step.pk).first()
        group = groups.setdefault(course.pk, CourseNotes(course=course, notes=[]))
        group.notes.append(_placed(note, step, lessons.get(step.pk) if step else None))
    for group in groups.values():
        group.notes.sort(key=lambda placed: placed.order)
    return list(groups.values())


def _placed(note: Note, step: StepOutline | None, lesson: LessonPage | None) -> PlacedNote:
    order = block_ids(lesson) if lesson else []
    if step is None or note.block_id not in order:
        return PlacedNote(note=note, step=step, words="", order=(step.number if step else 10**6, len(order)))
    return PlacedNote(
        note=note,
        step=step.at_block(note.block_id),
        words=words_of_block(lesson, note.block_id) if lesson else "",
        order=(step.number, order.index(note.block_id)),
    )
