"""Which fields of the curriculum are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, Erasure, Retention, author, content, personal

DATA_MAP: DataMap = {
    "curriculum.LegalCheck": content("id item checked_on remark noted_at")
    | personal(
        "checked_by",
        Category.AUTHORSHIP,
        "to ask the lawyer who looked at it",
        Retention.CONTENT,
        Erasure.KEPT,
    )
    | author("noted_by"),
}
