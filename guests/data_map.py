"""Which fields of cases and sessions are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, Erasure, Retention, account_data, content, personal

_WHO_AGREED = personal(
    "presenter host",
    Category.WORK,
    "to remind who agreed to the session, and to know whom to ask",
    Retention.CONTENT,
    Erasure.REFERENCE_EMPTIED,
)

DATA_MAP: DataMap = {
    "guests.Enterprise": content("id name slug mission sector region legal_form website fictional")
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
    "guests.CaseReviewTask": content("task_ptr groups"),
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
    "guests.Interest": content("id")
    | account_data("user course shown_at", Category.LEARNING, "to tell when there is a session, and to count"),
    "guests.CalendarFeed": content("id")
    | account_data("user made_at", Category.PREFERENCE, "to show the own sessions in the own calendar")
    | account_data("key", Category.PREFERENCE, "to know whose calendar asks", exported=False),
}
