"""Which fields of intentions are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import Category, DataMap, account_data, content

TO_DO_IT = _("for the learner alone, to be reminded and to look back; others get sums of five people or more")

DATA_MAP: DataMap = {
    "commitments.Intention": content("id")
    | account_data("enrolment module module_key prompt text planned_for made_at", Category.LEARNING, TO_DO_IT),
    "commitments.IntentionReport": content("id")
    | account_data("intention outcome remark reported_at", Category.LEARNING, TO_DO_IT),
    "commitments.ScanAnswer": content("id")
    | account_data(
        "enrolment moment statement value at",
        Category.LEARNING,
        _("for the learner alone, to see what a course brought; others get means of five people or more"),
    ),
    "commitments.PracticeAnswer": content("id")
    | account_data(
        "user round statement value at",
        Category.LEARNING,
        _("for the learner alone, to see how the own work with social enterprises changes; nobody else sees it"),
    ),
}
