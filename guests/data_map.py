"""Which fields of cases and sessions are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import (
    NOBODY,
    Category,
    DataMap,
    Erasure,
    Retention,
    account_data,
    author,
    content,
    personal,
)

_WHO_AGREED = personal(
    "presenter host",
    Category.WORK,
    _("to remind who agreed to the session, and to know whom to ask"),
    Retention.CONTENT,
    Erasure.REFERENCE_EMPTIED,
)

DATA_MAP: DataMap = {
    "guests.Enterprise": content(
        "id name slug mission sector region legal_form website sdgs code_proof pso_proof bcorp_proof logo admitted "
        "fictional sessions_a_year"
    )
    | personal(
        "portrait",
        Category.AUTHORSHIP,
        _("so that readers know who speaks"),
        Retention.CONTENT,
        Erasure.EMPTIED,
        about="members",
    )
    | account_data("members", Category.WORK, _("to know who writes the cases of this enterprise")),
    "guests.CaseIndexPage": content("page_ptr intro signed_in_only"),
    "guests.CasePage": content(
        "page_ptr enterprise fictional summary social_problem what_we_do what_it_yields with_the_municipality "
        "what_you_could_do question_to_reader sdgs indicator indicator_figure indicator_year"
    )
    | personal(
        "author_name",
        Category.AUTHORSHIP,
        _("so that readers know who speaks"),
        Retention.CONTENT,
        Erasure.KEPT,
        about=NOBODY,
    ),
    "guests.CaseStepPage": content("steppage_ptr case"),
    "guests.CaseRating": content("id case case_key")
    | account_data(
        "user useful rated_at", Category.LEARNING, _("to tell the author in sums whether the case is useful")
    ),
    "guests.TableAnswer": content("id step step_key version hidden_at")
    | author("hidden_by", _("to know which editor hid it"))
    | author("author", _("to bring the reply to who answered; the enterprise never sees it"))
    | personal(
        "roles text submitted_at chosen_at",
        Category.AUTHORSHIP,
        _("so that the enterprise learns from it and learners of the course read what it chose"),
        Retention.CONTENT,
        Erasure.EMPTIED,
        about="author",
    )
    | personal(
        "hidden_reason",
        Category.AUTHORSHIP,
        _("to tell the writer why nobody sees it"),
        Retention.CONTENT,
        Erasure.EMPTIED,
        about="author",
    )
    | personal(
        "reply replied_at",
        Category.AUTHORSHIP,
        _("so that who answered, and learners of the course, read what the enterprise says"),
        Retention.CONTENT,
        Erasure.EMPTIED,
        about="replied_by",
    )
    | author("replied_by", _("to know which member of the enterprise replied")),
    "guests.GuestInvitation": content("id enterprise enterprise_name organisation application token_hash")
    | personal(
        "email name created_at expires_at used_at withdrawn_at",
        Category.IDENTITY,
        _("to invite an entrepreneur, and to know whom that was"),
        Retention.INVITATION,
        Erasure.WITH_ACCOUNT,
        about="@email",
    )
    | author("invited_by"),
    "guests.GuestApplication": content("id enterprise_name mission website token_hash")
    | personal(
        "email name created_at proven_at decided_at admitted reason",
        Category.IDENTITY,
        _("to decide whether an entrepreneur comes in, and to answer"),
        Retention.INVITATION,
        Erasure.WITH_ACCOUNT,
        about="@email",
    )
    | author("decided_by"),
    "guests.ContactMoment": content("id organisation enterprise enterprise_name struck_at")
    | personal(
        "happened_on colleague subject recorded_at",
        Category.WORK,
        _("so that a municipality can show that a tender was fair"),
        Retention.CONTACT,
        Erasure.EXPIRES,
        exported=False,
        about=NOBODY,
    )
    | personal(
        "recorded_by",
        Category.AUTHORSHIP,
        _("to ask whoever recorded it"),
        Retention.CONTACT,
        Erasure.REFERENCE_EMPTIED,
    ),
    "guests.Tender": content(
        "id enterprise organisation municipality subject starts_on ends_on by_enterprise declared_at struck_at"
    )
    | personal(
        "declared_by",
        Category.AUTHORSHIP,
        _("to ask whoever declared it"),
        Retention.CONTACT,
        Erasure.REFERENCE_EMPTIED,
    ),
    "guests.CaseHiding": content("id tender case hidden_at ended_at")
    | personal(
        "hidden_by",
        Category.AUTHORSHIP,
        _("to ask whoever hid it"),
        Retention.CONTACT,
        Erasure.REFERENCE_EMPTIED,
    ),
    "guests.CaseReviewTask": content("task_ptr groups"),
    "guests.CasePicture": content("id sort_order case image alt"),
    "guests.CaseRemark": content("id task_state part text"),
    "guests.FinalWordingTask": content("task_ptr"),
    "guests.FinalWording": content("id case task_state revision version token_hash asked_at expires_at")
    | personal(
        "answered_at approved",
        Category.AUTHORSHIP,
        _("to know that the author agreed with what was published"),
        Retention.CONTENT,
        Erasure.KEPT,
        about="case__owner",
    )
    | personal(
        "remark",
        Category.AUTHORSHIP,
        _("to know that the author agreed with what was published"),
        Retention.CONTENT,
        Erasure.EMPTIED,
        about="case__owner",
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
        _("to give places in the order in which people asked, and to know who was there"),
    ),
    "guests.SessionStepPage": content("steppage_ptr intro subject session_kind recording"),
    "guests.SessionEvaluation": content("id session")
    | account_data(
        "user useful plan wish given_at",
        Category.LEARNING,
        _("to tell in sums whether the session was useful, and the host without names what could be different"),
    ),
    "guests.Interest": content("id")
    | account_data("user course shown_at", Category.LEARNING, _("to tell when there is a session, and to count")),
    "guests.PresenterLink": content("id session token_hash")
    | account_data(
        "user made_at ended_at", Category.SIGN_IN, _("to open the own page of a session without signing in")
    ),
    "guests.Preparation": content("id session directions thanks thanked_at")
    | personal(
        "contact",
        Category.WORK,
        _("so that who presents knows whom to call; the host writes it and chooses what"),
        Retention.PRESENTING,
        Erasure.EMPTIED,
        about="session__host",
    ),
    "guests.RunSheetPart": content("id session number minutes what who needed"),
    "guests.ChecklistTick": content("id session item")
    | personal("ticked_at", Category.WORK, _("to show what is done"), Retention.CONTENT, Erasure.KEPT)
    | author("ticked_by"),
    "guests.Material": content(
        "id session kind title audience after_only link file file_name content_type size captions no_speech "
        "by_presenter added_at"
    )
    | author("added_by"),
    "guests.RecordingConsent": content("id session")
    | personal(
        "given said_at",
        Category.AUTHORSHIP,
        _("to know whether a recording may be shown, and since when"),
        Retention.CONTENT,
        Erasure.KEPT,
    )
    | author("said_by", _("to know who said so")),
    "guests.CalendarFeed": content("id")
    | account_data("user made_at", Category.PREFERENCE, _("to show the own sessions in the own calendar"))
    | account_data("key", Category.PREFERENCE, _("to know whose calendar asks"), exported=False),
    "guests.Meeting": content(
        "id title organisation place starts_at ends_at agenda first_round_at rounds minutes tables sign_up_closes_at "
        "open_form settled_at cancelled_at cancel_reason sequence changed_at uid"
    )
    | author("organiser", _("to tell who organises that somebody signed off")),
    "guests.Participant": content("id meeting enterprise side")
    | account_data("user", Category.WORK, _("to know who comes for the enterprise, or is host of a table"))
    | personal(
        "name contact email signed_up_at proven_at asked_at",
        Category.IDENTITY,
        _("to mail who comes to a meeting without an account; a link in each mail removes it at once"),
        Retention.MEETING,
        Erasure.WITH_ACCOUNT,
        about="user @email",
    )
    | personal(
        "sector region sdgs seeks offers wish",
        Category.WORK,
        _("to pair who has something to talk about"),
        Retention.MEETING,
        Erasure.WITH_ACCOUNT,
        about="user @email",
    )
    | personal(
        "key",
        Category.IDENTITY,
        _("to open the own page"),
        Retention.MEETING,
        Erasure.WITH_ACCOUNT,
        exported=False,
        about="user @email",
    ),
    "guests.PairRule": content("id meeting enterprise sme kind"),
    "guests.Conversation": content("id meeting round table")
    | personal(
        "enterprise sme host",
        Category.WORK,
        _("to know where to go when, and to ask what came of it"),
        Retention.MEETING,
        Erasure.REFERENCE_EMPTIED,
        about="enterprise__user sme__user host__user",
    ),
    "guests.Outcome": content("id conversation side result told_at")
    | personal(
        "words",
        Category.AUTHORSHIP,
        _("so that the municipality reads what came of a conversation"),
        Retention.MEETING,
        Erasure.EXPIRES,
        exported=False,
        about=NOBODY,
    ),
}
