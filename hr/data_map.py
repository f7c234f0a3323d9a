"""Which fields of what HR asks for are personal, and why (people/data_map.py has the words)."""

from django.utils.translation import gettext_noop as _

from people.data_map import NOBODY, Category, DataMap, Erasure, Retention, account_data, author, content, personal

TO_ANSWER_FOR_IT = _("so that people can see who looked at their data")

DATA_MAP: DataMap = {
    "hr.CertificateBundle": content("id organisation department state total done attempts claimed_until size ready_at")
    | account_data("asked_by asked_at", Category.WORK, _("to give the file to whoever asked for it"))
    | account_data("file", Category.LEARNING, _("certificates of colleagues, for a week"), exported=False),
    "hr.Export": content("id organisation query layout language state total done attempts claimed_until size ready_at")
    | account_data("asked_by asked_at", Category.WORK, _("to give the file to whoever asked for it"))
    | account_data("file", Category.LEARNING, _("what colleagues finished, for a week"), exported=False),
    "hr.SavedView": content("id")
    | account_data(
        "user name screen query report", Category.PREFERENCE, _("to find a selection again, and to mail its numbers")
    )
    | account_data("last_mailed_on", Category.PREFERENCE, _("so that numbers are mailed once a week or month")),
    "hr.StaffFile": content(
        "id organisation columns is_complete most_endings state total done attempts claimed_until problem said made"
    )
    | account_data("asked_by asked_at applied_at undone_at", Category.AUTHORSHIP, _("to ask who gave the file"))
    | account_data("name file did", Category.WORK, _("who works where, to undo the last file"), exported=False),
    "hr.StaffChange": content("id file kind made_account")
    | account_data(
        "membership before after", Category.WORK, _("to undo what a file changed"), about="membership__user"
    ),
    "hr.Assignment": content(
        "id organisation course path for_everyone departments job_titles also_later due_on due_days repeats"
        " repeat_months repeat_month repeat_day reminds manager_days announces handed_out_at"
    )
    | account_data("people", Category.LEARNING, _("to know whom a course was assigned"))
    | author("created_by created_at", about="created_by")
    | author("ended_by ended_at", about="ended_by"),
    "hr.Duty": content("id")
    | account_data(
        "assignment user turn assigned_at counts_from due_on completion path_completion fulfilled_at closed_at closed",
        Category.LEARNING,
        _("to know what someone has to finish, and by when"),
    ),
    "hr.Exemption": content("id")
    | account_data("assignment user reason at", Category.LEARNING, _("why someone need not take a course"))
    | author("by"),
    "hr.Reminder": content("id")
    | account_data("duty days to_manager on mail_key", Category.LEARNING, _("so that nobody is reminded twice")),
    "hr.ApiToken": content("id organisation name secret_hash scopes expires_at last_used_on revoked_at")
    | author("created_by created_at", _("to ask who gave a program access")),
    "hr.Webhook": content("id organisation url secret")
    | author("created_by created_at", _("to ask who gave a program access")),
    "hr.WebhookDelivery": content(
        "id webhook event_id kind state attempts next_try_at give_up_at last_error settled_at happened_at"
    )
    | personal(
        "data",
        Category.LEARNING,
        _("to tell a program of the own organisation what somebody finished; emptied as soon as it is told"),
        Retention.MAIL,
        Erasure.EXPIRES,
        exported=False,
        about=NOBODY,
    ),
    "hr.ScimRecord": content("id organisation kind public_id")
    | account_data(
        "name document membership created_at changed_at",
        Category.WORK,
        _("to know who works here"),
        about="membership__user @name",
    ),
    "hr.QuietDay": content("id organisation day name"),
    "hr.Look": content("id organisation kind with_scores day first_at")
    | personal("by role", Category.AUTHORSHIP, TO_ANSWER_FOR_IT, Retention.LOOK, Erasure.REFERENCE_EMPTIED),
    "hr.LookAt": content("id")
    | personal("look user", Category.LEARNING, TO_ANSWER_FOR_IT, Retention.LOOK, Erasure.WITH_ACCOUNT),
    "hr.WorksCouncilDecision": content("id organisation reference decided_on recorded_at") | author("recorded_by"),
}
