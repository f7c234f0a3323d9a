"""What an intruder fills in: in addresses, in forms and in the question, numbers of rows of somebody else."""

from typing import Any
from urllib.parse import urlencode

from tests.factories.guests import case_texts
from tests.factories.sessions import typed

from .foreign_rows import LOOKED_FOR, Foreign, word


def foreign_arguments(foreign: Foreign) -> dict[str, list[tuple[Any, ...]]]:
    """By name of the address, or its path when it has none, what an intruder would fill in."""
    rows = foreign.rows
    each_case = [(case.pk,) for case in foreign.cases]
    each_session = [(foreign.session.pk,), (foreign.proposal.pk,)]
    of_a_case = (
        *("studio_case", "studio_autosave", "studio_preview", "studio_submit", "studio_pictures", "studio_withdraw"),
        *("studio_final_wording", "studio_use", "studio_answers"),
    )
    of_a_session = (
        *("studio_session", "session", "session_sign_up", "session_sign_off", "session_confirm", "session_change"),
        *("session_cancel", "session_participants", "session_door_sign", "session_calendar", "session_evaluation"),
        *("session_preparation", "session_run_sheet", "session_checklist", "session_thanks", "session_link_renew"),
        *("session_material_add", "session_recording_add", "session_recording_consent", "session_statement"),
    )
    of_material = (
        *("session_material", "session_material_remove", "session_recording", "session_recording_video"),
        "session_captions",
    )
    of_a_presenter = (
        *("presenter_page", "presenter_run_sheet", "presenter_checklist", "presenter_material_add"),
        *("presenter_recording_consent", "presenter_link_renew", "presenter_statement"),
    )
    of_a_meeting = (
        *("meeting_change", "meeting_cancel", "meeting_participants", "meeting_add_sme", "meeting_plan"),
        *("meeting_plan_make", "meeting_plan_settle", "meeting_plan_repair", "meeting_plan_print"),
        *("meeting_outcomes", "meeting", "meeting_help", "meeting_sign_up", "meeting_sign_up_sent"),
    )
    of_a_participant = (
        *("meeting_own", "meeting_own_confirm", "meeting_own_change", "meeting_own_sign_off"),
        *("meeting_own_calendar", "meeting_outcome"),
    )
    of_a_tender = ("tender", "tender_hide", "tender_end", "tender_strike")
    of_a_question = ("question", "change_question", "remove_question", "hide_question", "show_question")
    of_an_answer = ("change_answer", "accept_answer", "hide_answer", "show_answer")
    of_a_certificate = (
        *("certificate_verify", "certificate_shared", "certificate", "certificate_json", "share_certificate"),
        *("stop_sharing_certificate", "renew_certificate", "certificate_badge", "ask_badge", "certificate_pdf"),
    )
    of_a_course = ("enrol", "session_interest", "self_scan", "self_scan_before", "self_scan_after", "remove_self_scan")
    of_evidence = ("evidence", "evidence_file", "evidence_withdraw")
    of_an_attempt = ("quiz_attempt", "quiz_overview", "quiz_autosave")
    of_a_step = ("mark_done", "left_off", "bookmark", "step_questions", "quiz_start", "intention")
    of_a_sign_on = (
        *("single_sign_on_start", "single_sign_on_openid_connect", "single_sign_on_saml"),
        *("single_sign_on_saml_finish", "single_sign_on_metadata"),
    )
    document = foreign.document
    secret = rows["final wording"].token_hash
    return {
        **_each(of_a_case, each_case),
        **_each(of_a_session, each_session),
        **_each(of_material, [(foreign.session.pk, rows["material"].pk)]),
        **_each(of_a_presenter, [(rows["link"].token_hash,), (rows["link"].pk,)]),
        **_each(("presenter_material", "presenter_material_remove"), [(rows["link"].pk, rows["material"].pk)]),
        **_each(of_a_meeting, [(rows["meeting"].pk,)]),
        **_each(of_a_participant, [(rows["guest"].pk,), (rows["meeting"].uid,)]),
        **_each(of_a_tender, [(rows["tender"].pk,)]),
        **_each(of_a_sign_on, [(foreign.session.organisation.slug,)]),
        "erase_person": [(foreign.learner.pk,), (foreign.author.pk,)],
        "end_session": [(rows["signed_in"].pk,)],
        **_each(("mfa_remove_webauthn", "mfa_edit_webauthn"), [(rows["passkey"].pk,)]),
        "meeting_remove": [(rows["meeting"].pk, rows["guest"].pk), (rows["meeting"].pk, rows["business"].pk)],
        "meeting_wish_drop": [(rows["meeting"].pk, rows["pair"].pk)],
        "studio_meeting": [(rows["meeting"].pk, foreign.enterprise.pk)],
        "studio_session_limit": [(foreign.enterprise.pk,)],
        "session_step_count": [(rows["step"].pk,)],
        "hide_table_answer": [(foreign.answer.pk,)],
        **_each(of_a_question, [(rows["question"].pk,)]),
        **_each(of_an_answer, [(rows["question"].pk,)]),
        **_each(of_a_certificate, [(word("code"),), (foreign.learner.pk,)]),
        **_each(of_a_course, [(rows["course"].pk,)]),
        **_each(of_evidence, [(rows["evidence"].pk,)]),
        **_each(of_an_attempt, [(rows["attempt"].public_id,)]),
        **_each(of_a_step, [(rows["lesson"].pk,), (rows["step"].pk,), (foreign.draft.pk,)]),
        "quiz_question": [(rows["attempt"].public_id, 1)],
        "refresh_answer": [(rows["attempt"].pk,)],
        "studio_profile": [(foreign.enterprise.pk,)],
        "enterprise": [(foreign.enterprise.slug,)],
        "studio_remove_picture": [(pk, foreign.picture.pk) for (pk,) in each_case],
        "studio_answer": [(pk, foreign.answer.pk) for (pk,) in each_case],
        "studio_choose_answer": [(pk, foreign.answer.pk) for (pk,) in each_case],
        "final_wording": [(secret,), (foreign.approved.pk,)],
        "guest_invitation": [(foreign.invitation.token_hash,), (foreign.invitation.pk,)],
        "guest_application_proof": [(foreign.application.token_hash,), (foreign.application.pk,)],
        "invitation": [(foreign.invitation.token_hash,)],
        "unsubscribe": [(foreign.author.pk,)],
        "case_rating": [(rows["step"].pk,)],
        "case_answer": [(rows["step"].pk,)],
        "session_door": [(foreign.session.uid,), (foreign.session.pk,)],
        "session_feed_file": [(foreign.learner.pk,), (rows["feed"].pk,)],
        "target_date": [(rows["enrolment"].pk,)],
        "follow_path": [(rows["course"].pk,)],
        "stop_following_path": [(rows["enrolment"].pk,)],
        "note": [(rows["lesson"].pk, rows["note"].block_id)],
        "delete_note": [(rows["note"].pk,)],
        "intention_report": [(rows["intention"].pk,)],
        "remove_intention": [(rows["intention"].pk,)],
        "badge_status_list": [(1,)],
        "account_reset_password_from_key": [("1", word("key"))],
        "wagtaildocs_serve": [(document.pk, document.filename), (document.pk, "x.txt")],
        "wagtail_serve": [(path.lstrip("/"),) for path in _pages(foreign)],
        "/media/%(path)s": [(f"{word('file')}.txt",)],
    }


def _each(names: tuple[str, ...], arguments: list[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    return dict.fromkeys(names, arguments)


def _pages(foreign: Foreign) -> list[str]:
    """Drafts at the addresses they will have, a published case with its draft, and lessons of a course."""
    pages = [*foreign.cases, foreign.rows["step"], foreign.rows["lesson"], foreign.rows["course"]]
    return ["/", "/casussen/", "/cursussen/", "/en/casussen/", *[page.get_url() for page in pages]]


def sent(foreign: Foreign) -> dict[str, Any]:
    """Every form of the site filled in at once, with numbers of foreign rows wherever one fits."""
    numbers = {
        **dict.fromkeys(("enterprise", "id", "pk"), foreign.enterprise.pk),
        **dict.fromkeys(("case", "page", "changes"), foreign.draft.pk),
        **dict.fromkeys(("image", "logo", "portrait"), foreign.image.pk),
        **dict.fromkeys(("user", "owner", "author", "members"), foreign.author.pk),
        **dict.fromkeys(("present", "was", "sign_up"), foreign.sign_up.pk),
        "organisation": foreign.session.organisation_id,
        "answer": foreign.answer.pk,
        "document": foreign.document.pk,
        "revision": foreign.draft.latest_revision_id,
        "session": foreign.session.pk,
        "collection": foreign.document.collection_id,
    }
    words = {"action": "approve", "text": "Tekst", "reason": "Reden", "remark": "Opmerking", "useful": "no"}
    versions = {
        "version": "1",
        "goes_on": "1",
        "mission": "Anders",
        "q": LOOKED_FOR,
        "next": f"/studio/casus/{foreign.draft.pk}/",
    }
    return case_texts("gekaapt") | typed() | numbers | words | versions


def in_the_question(foreign: Foreign) -> str:
    """The same in the address."""
    return urlencode({**sent(foreign), "page": 1, "pagina": 1, "state": "draft"})
