"""Which fields of cases are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, Erasure, Retention, account_data, content, personal

DATA_MAP: DataMap = {
    "guests.Enterprise": content("id name slug mission sector region legal_form website fictional")
    | account_data("members", Category.WORK, "to know who writes the cases of this enterprise"),
    "guests.CaseIndexPage": content("page_ptr intro"),
    "guests.CasePage": content(
        "page_ptr enterprise fictional summary social_problem what_we_do what_it_yields with_the_municipality "
        "what_you_could_do question_to_reader sdgs indicator indicator_figure indicator_year"
    )
    | personal(
        "author_name",
        Category.AUTHORSHIP,
        "so that readers know who speaks",
        Retention.CONTENT,
        Erasure.KEPT,
    ),
    "guests.CaseStepPage": content("steppage_ptr case"),
    "guests.CaseReviewTask": content("task_ptr groups"),
    "guests.CasePicture": content("id sort_order case image alt"),
    "guests.CaseRemark": content("id task_state part text"),
    "guests.FinalWordingTask": content("task_ptr"),
    "guests.FinalWording": content("id case task_state revision version token_hash asked_at expires_at")
    | personal(
        "answered_at approved remark",
        Category.AUTHORSHIP,
        "to know that the author agreed with what was published",
        Retention.CONTENT,
        Erasure.KEPT,
    ),
}
