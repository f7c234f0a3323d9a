"""Which fields of cases and sessions are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, Erasure, Retention, account_data, author, content, personal

_WHO_AGREED = personal(
    "presenter host",
    Category.WORK,
    "to remind who agreed to the session, and to know whom to ask",
    Retention.CONTENT,
    Erasure.REFERENCE_EMPTIED,
)

DATA_MAP: DataMap = {
    "guests.Enterprise": content(
        "id name slug mission sector region legal_form website sdgs code_proof pso_proof bcorp_proof logo admitted "
        "fictional sessions_a_year"
    )
    | personal("portrait", Category.AUTHORSHIP, "so that readers know who speaks", Retention.CONTENT, Erasure.KEPT)
    | account_data("members", Category.WORK, "to know who writes the cases of this enterprise"),
    "guests.CaseIndexPage": content("page_ptr intro signed_in_only"),
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
    "guests.CaseRating": content("id case case_key")
    | account_data("user useful rated_at", Category.LEARNING, "to tell the author in sums whether the case is useful"),
    "guests.TableAnswer": content("id step step_key version hidden_at")
    | author("hidden_by", "to know which editor hid it")
    | author("author", "to bring the reply to who answered; the enterprise never sees it")
    | personal(
        "roles text submitted_at chosen_at",
        Category.AUTHORSHIP,
        "so that the enterprise learns from it and learners of the course read what it chose",
        Retention.CONTENT,
        Erasure.KEPT,
    )
    | personal(
        "reply replied_at hidden_reason",
        Category.AUTHORSHIP,
        "so that who answered, and learners of the course, read what the enterprise says",
        Retention.CONTENT,
        Erasure.KEPT,
    )
    | author("replied_by", "to know which member of the enterprise replied"),
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
    "guests.Tender": content(
        "id enterprise organisation municipality subject starts_on ends_on by_enterprise declared_at struck_at"
    )
    | personal(
        "declared_by",
        Category.AUTHORSHIP,
        "to ask whoever declared it",
        Retention.CONTACT,
        Erasure.REFERENCE_EMPTIED,
    ),
    "guests.CaseHiding": content("id tender case hidden_at ended_at")
    | personal(
        "hidden_by",
        Category.AUTHORSHIP,
        "to ask whoever hid it",
        Retention.CONTACT,
        Erasure.REFERENCE_EMPTIED,
    ),
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
    "guests.Session": content(
        "id title course organisation enterprise kind place link starts_at ends_at agenda capacity open_to_all "
        "sign_up_closes_at confirmed_by_host_at confirmed_by_presenter_at cancelled_at cancel_reason sequence "
        "changed_at uid door_key"
    )
    | _WHO_AGREED,
    "guests.SignUp": content("id session number")
    | account_data(
        "user state name_shown signed_up_at moved_up_at cancelled_at attended_at",
        Category.LEARNING,
        "to give places in the order in which people asked, and to know who was there",
    ),
    "guests.SessionStepPage": content("steppage_ptr intro subject session_kind recording"),
    "guests.SessionEvaluation": content("id session")
    | account_data(
        "user useful plan wish given_at",
        Category.LEARNING,
        "to tell in sums whether the session was useful, and the host without names what could be different",
    ),
    "guests.Interest": content("id")
    | account_data("user course shown_at", Category.LEARNING, "to tell when there is a session, and to count"),
    "guests.CalendarFeed": content("id")
    | account_data("user made_at", Category.PREFERENCE, "to show the own sessions in the own calendar")
    | account_data("key", Category.PREFERENCE, "to know whose calendar asks", exported=False),
}
