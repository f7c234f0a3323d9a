"""What the answers look like. These fields are all a program may read (row P1); names as in docs/hr-api.md."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel


class Answer(Schema):
    """Names of fields are lowerCamelCase outside."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Person(Answer):
    """Somebody who works for the organisation now. id: of this employment; a person who comes back has another one."""

    id: int
    personnel_number: str
    email: str
    name: str
    department: str
    department_code: str
    job_title: str
    started_on: date


class People(Answer):
    items: list[Person]
    cursor: str | None
    has_more: bool


class AssignmentAnswer(Answer):
    """Who asks what: a course or a learning path. due_on or due_days (after it came to hold for somebody)."""

    id: int
    title: str
    code: str
    is_path: bool
    due_on: date | None
    due_days: int | None
    repeats: str
    created_at: datetime
    ended_at: datetime | None


class Assignments(Answer):
    items: list[AssignmentAnswer]
    cursor: str | None
    has_more: bool


class DutyAnswer(Answer):
    """What one person has to finish because of an assignment. status: open, late, fulfilled or closed."""

    id: int
    person_id: int
    personnel_number: str
    email: str
    turn: int
    due_on: date
    status: str
    finished_on: date | None


class Duties(Answer):
    items: list[DutyAnswer]
    cursor: str | None
    has_more: bool


class Completion(Answer):
    """Somebody finished a course. hours: study time. The certificate is the one that counts now."""

    id: int
    person_id: int
    personnel_number: str
    email: str
    course_key: UUID
    course_code: str
    course_title: str
    finished_on: date
    recorded_at: datetime
    on_paper: bool
    hours: float
    certificate_number: str
    valid_until: date | None


class Completions(Answer):
    items: list[Completion]
    cursor: str | None
    has_more: bool
