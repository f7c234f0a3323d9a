"""Which fields of the curriculum are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import NOBODY, Category, DataMap, Erasure, Retention, author, content, personal

DATA_MAP: DataMap = {
    "curriculum.LegalCheck": content("id item checked_on remark noted_at")
    | personal(
        "checked_by",
        Category.AUTHORSHIP,
        _("to ask the lawyer who looked at it"),
        Retention.CONTENT,
        Erasure.KEPT,
        exported=False,
        about=NOBODY,
    )
    | author("noted_by"),
}
