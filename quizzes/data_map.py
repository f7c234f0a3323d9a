"""Which fields of quizzes are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import Category, DataMap, Erasure, Retention, account_data, author, content, personal

TO_MARK = _("to mark the quiz and to show the learner what was right; HR never sees it")

DATA_MAP: DataMap = {
    "quizzes.Question": content(
        "id latest_revision live has_unpublished_changes first_published_at last_published_at live_revision "
        "go_live_at expire_at expired locked locked_at key context prompt image body explanation source status "
        "language topic difficulty bloom tags"
    )
    | author("locked_by"),
    "quizzes.QuestionSource": content("id sort_order question source"),
    "quizzes.QuestionTag": content("id name slug"),
    "quizzes.TaggedQuestion": content("id tag content_object"),
    "quizzes.QuizPage": content(
        "steppage_ptr intro pass_mark mode max_attempts waiting_hours time_limit screens shuffle_questions "
        "shuffle_options show_points show_feedback show_right_answers ask_confidence"
    ),
    "quizzes.QuizItem": content("id sort_order quiz question"),
    "quizzes.QuizDraw": content("id sort_order quiz count tag topic difficulty"),
    "quizzes.Attempt": content("id")
    | account_data(
        "public_id user enrolment quiz quiz_key quiz_revision_id number started_at finished_at ended_by deadline "
        "version rules shuffle_seed items score maximum passed",
        Category.LEARNING,
        TO_MARK,
    ),
    "quizzes.Answer": content("id")
    | personal(
        "attempt version item value confidence checked saved_at",
        Category.LEARNING,
        TO_MARK,
        Retention.ANSWERS,
        Erasure.WITH_ACCOUNT,
    ),
    "quizzes.ExtraTime": content("id")
    | account_data("user percentage", Category.LEARNING, _("to give who needs it more time; why is not kept")),
    "quizzes.Judgement": content("id")
    | personal(
        "attempt item points feedback judged_at",
        Category.LEARNING,
        TO_MARK,
        Retention.ANSWERS,
        Erasure.WITH_ACCOUNT,
        about="attempt__user",
    )
    | author("judged_by"),
    "quizzes.Regrade": content("id question revision_id body reason took_back made_at") | author("made_by"),
    "quizzes.RegradedAttempt": content("id")
    | account_data(
        "regrade attempt item score_before score_after passed_before passed_after",
        Category.LEARNING,
        _("to account for a result that was changed"),
    ),
    "quizzes.RefreshCard": content("id")
    | account_data("user question box due_on", Category.LEARNING, _("to practise again what went wrong")),
}
