"""Which fields of questions and answers are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import (
    Category,
    DataMap,
    Erasure,
    Fields,
    Retention,
    account_data,
    author,
    content,
    personal,
)

TO_ANSWER = _("so that others in the course can read and answer it")


def _words() -> Fields:
    """What a question and an answer share."""
    return (
        content("id token hidden_at")
        | author("author", _("so that others in the course know who asks and who answers"))
        | author("hidden_by", _("to know which editor hid it"))
        | personal(
            "text written_at changed_at",
            Category.AUTHORSHIP,
            TO_ANSWER,
            Retention.CONTENT,
            Erasure.EMPTIED,
            about="author",
        )
        | personal(
            "hidden_reason",
            Category.AUTHORSHIP,
            _("to tell the writer why nobody sees it"),
            Retention.CONTENT,
            Erasure.EMPTIED,
            about="author",
        )
    )


DATA_MAP: DataMap = {
    "discussions.Question": _words() | content("step step_key accepted_answer"),
    "discussions.Answer": _words() | content("question host_as"),
    "discussions.CourseHost": content("id course course_key")
    | account_data("user", Category.WORK, _("to know who answers questions about a course")),
    "discussions.DigestMark": content("id")
    | account_data("user kind until", Category.PREFERENCE, _("to tell nobody the same news twice")),
}
