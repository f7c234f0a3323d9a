"""Which fields of cases are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, Erasure, Retention, account_data, author, content, personal

DATA_MAP: DataMap = {
    "guests.Enterprise": content(
        "id name slug mission sector region legal_form website sdgs code_proof pso_proof bcorp_proof logo admitted "
        "fictional"
    )
    | personal("portrait", Category.AUTHORSHIP, "so that readers know who speaks", Retention.CONTENT, Erasure.KEPT)
    | account_data("members", Category.WORK, "to know who writes the cases of this enterprise"),
    "guests.CaseIndexPage": content("page_ptr intro"),
    "guests.CasePage": content(
        "page_ptr enterprise fictional summary social_problem what_we_do what_it_yields with_the_municipality "
        "what_you_could_do question_to_reader"
    )
    | personal(
        "author_name",
        Category.AUTHORSHIP,
        "so that readers know who speaks",
        Retention.CONTENT,
        Erasure.KEPT,
    ),
    "guests.CaseStepPage": content("steppage_ptr case"),
    "guests.GuestInvitation": content("id enterprise enterprise_name organisation application token_hash")
    | personal(
        "email name created_at expires_at used_at withdrawn_at",
        Category.IDENTITY,
        "to invite an entrepreneur, and to know whom that was",
        Retention.INVITATION,
        Erasure.EXPIRES,
    )
    | author("invited_by"),
    "guests.GuestApplication": content("id enterprise_name mission website token_hash")
    | personal(
        "email name created_at proven_at decided_at admitted reason",
        Category.IDENTITY,
        "to decide whether an entrepreneur comes in, and to answer",
        Retention.INVITATION,
        Erasure.EXPIRES,
    )
    | author("decided_by"),
    "guests.ContactMoment": content("id organisation enterprise enterprise_name struck_at")
    | personal(
        "happened_on colleague subject recorded_at",
        Category.WORK,
        "so that a municipality can show that a tender was fair",
        Retention.CONTACT,
        Erasure.EXPIRES,
        exported=False,
    )
    | personal(
        "recorded_by",
        Category.AUTHORSHIP,
        "to ask whoever recorded it",
        Retention.CONTACT,
        Erasure.REFERENCE_EMPTIED,
    ),
    "guests.CaseReviewTask": content("task_ptr groups"),
}
