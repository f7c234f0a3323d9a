"""Which fields of evidence are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import Category, DataMap, Erasure, Retention, account_data, content, personal

DATA_MAP: DataMap = {
    "transcript.Evidence": content("id")
    | account_data(
        "user title provider completed_on minutes file file_name content_type size sha256 uploaded_at state "
        "judged_at remark",
        Category.LEARNING,
        _("to show what was learned elsewhere; HR of the own organisation may confirm it"),
    )
    | personal(
        "judged_by",
        Category.AUTHORSHIP,
        _("to account for the judgement"),
        Retention.ACCOUNT,
        Erasure.REFERENCE_EMPTIED,
        exported=False,
    ),
}
