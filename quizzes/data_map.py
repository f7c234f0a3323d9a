"""Which fields of quizzes are personal, and why (people/data_map.py has the words)."""

from people.data_map import Category, DataMap, account_data, content

TO_MARK = "to mark the quiz and to show the learner what was right; HR never sees it"

DATA_MAP: DataMap = {
    "quizzes.Question": content(
        "id latest_revision live has_unpublished_changes first_published_at last_published_at live_revision "
        "go_live_at expire_at expired key context prompt body explanation source status topic difficulty bloom"
    ),
    "quizzes.QuizPage": content("steppage_ptr intro pass_mark max_attempts shuffle_options"),
    "quizzes.QuizItem": content("id sort_order quiz question"),
    "quizzes.Attempt": content("id")
    | account_data(
        "public_id user enrolment quiz quiz_key quiz_revision_id number started_at finished_at pass_mark "
        "shuffle_seed items score maximum passed",
        Category.LEARNING,
        TO_MARK,
    ),
    "quizzes.Answer": content("id") | account_data("attempt item value saved_at", Category.LEARNING, TO_MARK),
}
