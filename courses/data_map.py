"""Which fields of the learning record are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import Category, DataMap, account_data, content

TO_LEARN = _("to go on where one left off")
TO_REMEMBER = _("for the learner alone, to remember and find back")
TO_PROVE = _("to know when a course is finished, and to prove it")

DATA_MAP: DataMap = {
    "courses.CourseIndexPage": content("page_ptr intro"),
    "courses.CoursePage": content(
        "page_ptr summary goals statements audience level last_checked themes sdgs target_groups mandatory"
        " certificate_months prerequisites"
    ),
    "courses.ModulePage": content("page_ptr intro intention_prompt"),
    "courses.StepPage": content("page_ptr minutes required opens_after"),
    "courses.LessonPage": content("steppage_ptr intro body"),
    "courses.Enrolment": content("id")
    | account_data("user course course_key period enrolled_at superseded_at", Category.LEARNING, TO_LEARN)
    | account_data("target_date", Category.LEARNING, TO_REMEMBER),
    "courses.PathPage": content("page_ptr summary audience target_groups certificate_months"),
    "courses.PathItem": content("id sort_order path course required"),
    "courses.PathEnrolment": content("id")
    | account_data("user path path_key enrolled_at", Category.LEARNING, TO_LEARN),
    "courses.PathCompletion": content("id")
    | account_data("enrolment revision_id study_minutes completed_at", Category.LEARNING, TO_PROVE),
    "courses.StepCompletion": content("id")
    | account_data("enrolment step step_key revision_id completed_at", Category.LEARNING, TO_PROVE),
    "courses.CourseCompletion": content("id")
    | account_data(
        "enrolment revision_id study_minutes completed_at recorded_at on_paper", Category.LEARNING, TO_PROVE
    ),
    "courses.Position": content("id")
    | account_data("enrolment step_key block_id updated_at", Category.LEARNING, TO_LEARN),
    "courses.Note": content("id")
    | account_data("enrolment step_key block_id text updated_at", Category.LEARNING, TO_REMEMBER),
    "courses.Bookmark": content("id") | account_data("enrolment step_key created_at", Category.LEARNING, TO_REMEMBER),
}
