"""Which pages the walk looks at: for each address, by whom and in which state.

The keys of CASES are names of addresses (config/urls.py) and of page types. An address or page type
that is not here, nor in NO_PAGE with the reason, fails test_every_address.py. To add one: a line with
its path; {words} are filled in by places.py, which makes the state.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """One page as one role sees it.

    sends: fills these fields in and presses the button (`button`: its text; empty is the first one of the form);
    for a file, what is in it.
    refused: the answer to that is the form again, with errors. kept: what was typed is still there.
    opens: on a telephone this is pressed first, for what is folded away there.
    """

    role: str
    path: str
    sends: dict[str, str] | None = None
    button: str = ""
    refused: bool = False
    opens: str = ""
    language: str = "nl"
    without: tuple[str, ...] = ()

    @property
    def is_sent(self) -> bool:
        return self.sends is not None


@dataclass(frozen=True)
class Refused(Case):
    """A form that is sent with these words in it and comes back with errors."""

    sends: dict[str, str] | None = field(default_factory=dict)
    refused: bool = True


COURSE = "/cursussen/artikel-2-82/"
LESSON = f"{COURSE}de-wet-begrijpen/wat-staat-er-in-de-wet/"
QUIZ = f"{COURSE}de-wet-begrijpen/oefentoets/"
PATH = "/cursussen/leerpad-inkoper/"
TOO_LONG = "x" * 6000
# What places.py keeps as the PDF of a certificate that was revoked.
ISSUED_FILE = "%PDF-1.7"
# It shows every component at once, those for errors and alerts too, headings of each
# level, and a video that is not there.
STYLEGUIDE = ("errors", "messages", "headings", "videos")

PAGE_TYPES: dict[str, list[Case]] = {
    "HomePage": [
        Case("visitor", "/", opens=".ldl-menu-button"),
        Case("newcomer", "/"),
        Case("learner", "/", opens=".ldl-menu-button"),
        Case("editor", "/"),
        Case("administrator", "/"),
    ],
    "StandardPage": [Case("visitor", f"/{slug}/") for slug in ("over", "hulp")],
    "CourseIndexPage": [
        Case("visitor", "/cursussen/"),
        Case("visitor", "/cursussen/?q=artikel"),
        Case("visitor", "/cursussen/?q=zzzzzz"),
        Case("learner", "/cursussen/"),
    ],
    "CoursePage": [Case(role, COURSE) for role in ("visitor", "newcomer", "learner", "graduate", "editor")],
    "PathPage": [Case(role, PATH) for role in ("visitor", "newcomer", "learner", "graduate")],
    "LessonPage": [
        Case("newcomer", LESSON),
        Case("learner", LESSON, opens=".ldl-drawer-button"),
        Case("graduate", LESSON),
        Case("editor", LESSON),
        Case("learner", "{locked_step}"),
    ],
    "QuizPage": [Case(role, QUIZ) for role in ("newcomer", "learner", "graduate", "retrying")],
    "CaseIndexPage": [Case("visitor", "/casussen/")],
    "CasePage": [
        Case("visitor", "/casussen/groenwerkers-perceel-drie/"),
        Case("learner", "{hidden_case}"),
        Case("editor", "{hidden_case}"),
    ],
    "CaseStepPage": [
        Case("newcomer", f"{COURSE}doen/praktijkverhaal-groenwerkers/"),
        Case("learner", f"{COURSE}doen/praktijkverhaal-groenwerkers/"),
        Case("learner", "{hidden_case_step}"),
    ],
    "SessionStepPage": [
        *[
            Case(role, f"{COURSE}doen/ontmoet-een-sociaal-ondernemer/")
            for role in ("newcomer", "learner", "graduate", "editor")
        ],
        Case("learner", "{recorded_step}"),
    ],
}

SIGNING_IN: dict[str, list[Case]] = {
    "kept_words": [Case("back again", "/bewaard/"), Case("learner", "/bewaard/")],
    "account_login": [
        Case("visitor", "/accounts/login/"),
        Refused("visitor", "/accounts/login/", {"login": ""}),
        Refused("visitor", "/accounts/login/", {"login": "iemand@elders.example", "password": "verkeerd"}),
    ],
    "account_signup": [
        Case("visitor", "/accounts/signup/"),
        Refused("visitor", "/accounts/signup/", {"name": "Iemand", "email": "geen adres", "password1": "kort"}),
    ],
    "account_email_verification_sent": [
        Case("signing_up", "/accounts/confirm-email/"),
        Refused("signing_up", "/accounts/confirm-email/", {"code": "fout"}),
    ],
    "account_logout": [Case("learner", "/accounts/logout/")],
    "account_inactive": [Case("visitor", "/accounts/inactive/")],
    "account_reauthenticate": [
        Case("learner", "/accounts/reauthenticate/"),
        Refused("learner", "/accounts/reauthenticate/", {"password": "verkeerd"}),
    ],
    "my_account": [
        Case("learner", "/accounts/"),
        Case("new entrepreneur", "/accounts/"),
        Case("two steps", "/accounts/"),
    ],
    "usersessions_list": [Case("learner", "/accounts/sessions/"), Case("two steps", "/accounts/sessions/")],
    "mfa_index": [Case("learner", "/accounts/2fa/"), Case("two steps", "/accounts/2fa/")],
    "mfa_activate_totp": [
        Case("fresh", "/accounts/2fa/totp/activate/", opens="details summary"),
        Refused("fresh", "/accounts/2fa/totp/activate/", {"code": "fout"}),
    ],
    "mfa_deactivate_totp": [Case("two steps", "/accounts/2fa/totp/deactivate/")],
    "mfa_generate_recovery_codes": [Case("two steps", "/accounts/2fa/recovery-codes/generate/")],
    "mfa_view_recovery_codes": [Case("two steps", "/accounts/2fa/recovery-codes/")],
    "mfa_list_webauthn": [Case("learner", "/accounts/2fa/webauthn/"), Case("two steps", "/accounts/2fa/webauthn/")],
    "mfa_add_webauthn": [Case("two steps", "/accounts/2fa/webauthn/add/")],
    "mfa_edit_webauthn": [
        Case("two steps", "/accounts/2fa/webauthn/keys/{passkey}/edit/"),
        Refused("two steps", "/accounts/2fa/webauthn/keys/{passkey}/edit/", {"name": ""}),
    ],
    "mfa_remove_webauthn": [Case("two steps", "/accounts/2fa/webauthn/keys/{passkey}/remove/")],
    "mfa_authenticate": [
        Case("half signed in", "/accounts/2fa/authenticate/"),
        Refused("half signed in", "/accounts/2fa/authenticate/", {"code": "fout"}),
    ],
    "mfa_reauthenticate": [
        Case("two steps", "/accounts/2fa/reauthenticate/"),
        Refused("two steps", "/accounts/2fa/reauthenticate/", {"code": "fout"}),
    ],
    "mfa_reauthenticate_webauthn": [Case("two steps", "/accounts/2fa/webauthn/reauthenticate/")],
    "account_email": [
        Case("learner", "/accounts/email/"),
        Refused("learner", "/accounts/email/", {"email": "geen adres"}, button="Voeg het adres toe"),
    ],
    "account_change_password": [
        Case("learner", "/accounts/password/change/"),
        Refused("learner", "/accounts/password/change/", {"oldpassword": "verkeerd"}),
    ],
    "account_reset_password": [
        Case("visitor", "/accounts/password/reset/"),
        Refused("visitor", "/accounts/password/reset/", {"email": "geen adres"}),
    ],
    "account_reset_password_done": [Case("visitor", "/accounts/password/reset/done/")],
    "account_reset_password_from_key": [
        Case("visitor", "/accounts/password/reset/key/{reset_key}/"),
        Refused("visitor", "/accounts/password/reset/key/{reset_key}/", {"password1": "kort"}),
        Case("visitor", "/accounts/password/reset/key/1-verlopen/"),
    ],
    "account_reset_password_from_key_done": [Case("visitor", "/accounts/password/reset/key/done/")],
    "account_request_login_code": [
        Case("visitor", "/accounts/login/code/"),
        Refused("visitor", "/accounts/login/code/", {"email": "geen adres"}),
    ],
    "account_confirm_login_code": [Case("visitor", "/accounts/login/code/", {"email": "niemand@elders.example"})],
    "account_set_password": [
        Case("new entrepreneur", "/accounts/password/set/"),
        Refused("new entrepreneur", "/accounts/password/set/", {"password1": "kort"}),
    ],
}

SIGN_ON: dict[str, list[Case]] = {
    "single_sign_on": [
        Case("visitor", "/inloggen/"),
        Refused("visitor", "/inloggen/", {"email": "iemand@onbekend.example"}),
        # The sign-on of this municipality does not answer.
        Case("visitor", "/inloggen/", {"email": "iemand@buiten-dienst.example"}),
    ],
    "single_sign_on_start": [Case("visitor", "/inloggen/{sign_on}/")],
    "single_sign_on_openid_connect": [Case("visitor", "/inloggen/{sign_on}/oidc/")],
    "socialaccount_login_cancelled": [Case("visitor", "/accounts/3rdparty/login/cancelled/")],
    "socialaccount_connections": [
        Case("learner", "/accounts/3rdparty/"),
        Case("graduate", "/accounts/3rdparty/"),
    ],
}

PEOPLE: dict[str, list[Case]] = {
    "my_details": [
        Case("learner", "/mijn-gegevens/"),
        Case("hr", "/mijn-gegevens/"),
        Refused("learner", "/mijn-gegevens/", {"name": ""}),
    ],
    "mail_choices": [Case("learner", "/mijn-gegevens/mail/")],
    "own_data": [Case("newcomer", "/mijn-gegevens/bewaard/"), Case("graduate", "/mijn-gegevens/bewaard/")],
    "erase_me": [
        Case("learner", "/mijn-gegevens/verwijderen/"),
        Case("administrator", "/mijn-gegevens/verwijderen/"),
        Refused("learner", "/mijn-gegevens/verwijderen/", {}),
    ],
    "erased": [Case("visitor", "/verwijderd/")],
    "erase_person": [
        Case("administrator", "/beheer/personen/{a_person}/verwijderen/"),
        Refused("administrator", "/beheer/personen/{a_person}/verwijderen/", {"email": "iemand@elders.example"}),
    ],
    "audit_log": [
        Case("administrator", "/beheer/logboek/"),
        Case("administrator", "/beheer/logboek/?wat=erased&wie=niemand@elders.example"),
    ],
    "unsubscribe": [
        Case("visitor", "/mail/afmelden/{unsubscribe}/"),
        Case("visitor", "/mail/afmelden/bestaat-niet/"),
    ],
    "invitation": [
        Case("visitor", "/uitnodiging/{invitation_for_new}/"),
        Case("visitor", "/uitnodiging/{invitation_for_known}/"),
        Case("entrepreneur", "/uitnodiging/{invitation_for_known}/"),
        Case("learner", "/uitnodiging/{invitation_for_new}/"),
        Case("visitor", "/uitnodiging/{used_invitation}/"),
    ],
}

SITE: dict[str, list[Case]] = {
    "glossary": [
        Case("visitor", "/begrippen/"),
        Case("visitor", "/begrippen/", language="en"),
        Case("visitor", "/begrippen/?q=perceel"),
        Case("visitor", "/begrippen/?q=zzzzzz"),
    ],
    "search": [
        Case("visitor", "/zoeken/"),
        Case("visitor", "/zoeken/?q=artikel"),
        Case("visitor", "/zoeken/?q=zzzzzz"),
        Case("visitor", f"/zoeken/?q={'x' * 400}"),
    ],
    "privacy": [Case("visitor", "/privacy/"), Case("visitor", "/privacy/", language="en")],
    "cookies": [Case("visitor", "/cookies/"), Case("visitor", "/cookies/", language="en")],
    "accessibility": [Case("visitor", "/toegankelijkheid/"), Case("visitor", "/toegankelijkheid/", language="en")],
    "who_sees_what": [Case("visitor", "/privacy/wie-ziet-wat/"), Case("hr", "/privacy/wie-ziet-wat/")],
    "styleguide": [Case("editor", "/stijlgids/", without=STYLEGUIDE)],
}

LEARNING: dict[str, list[Case]] = {
    "my_learning": [Case(role, "/mijn-leren/") for role in ("newcomer", "learner", "graduate")],
    "my_notes": [Case("newcomer", "/mijn-leren/notities/"), Case("learner", "/mijn-leren/notities/")],
    "note": [
        Case("learner", "/mijn-leren/notities/{lesson}/{block}/"),
        Refused("learner", "/mijn-leren/notities/{lesson}/{block}/", {"text": TOO_LONG}),
    ],
    "target_date": [
        Case("learner", "/mijn-leren/planning/{enrolment}/"),
        Refused("learner", "/mijn-leren/planning/{enrolment}/", {"target_date": "2020-01-01"}),
    ],
    "who_looked": [
        Case("newcomer", "/mijn-leren/wie-zag-mijn-gegevens/"),
        Case("learner", "/mijn-leren/wie-zag-mijn-gegevens/"),
    ],
    "my_intentions": [Case("newcomer", "/mijn-leren/voornemens/"), Case("learner", "/mijn-leren/voornemens/")],
    "intention": [
        Case("learner", "/mijn-leren/voornemens/{module}/"),
        Refused("learner", "/mijn-leren/voornemens/{module}/", {"text": TOO_LONG}),
    ],
    "intention_report": [
        Case("learner", "/mijn-leren/voornemens/{intention}/hoe-ging-het/"),
        Refused("learner", "/mijn-leren/voornemens/{intention}/hoe-ging-het/", {"remark": "Het ging."}),
    ],
    "self_scan": [
        Case("newcomer", "/mijn-leren/zelfscan/{course}/"),
        Case("graduate", "/mijn-leren/zelfscan/{course}/"),
    ],
    "self_scan_before": [
        Case("newcomer", "/mijn-leren/zelfscan/{course}/vooraf/"),
        Refused("newcomer", "/mijn-leren/zelfscan/{course}/vooraf/"),
    ],
    "self_scan_after": [
        Case("newcomer", "/mijn-leren/zelfscan/{course}/achteraf/"),
        Case("graduate", "/mijn-leren/zelfscan/{course}/achteraf/"),
    ],
    "practice_scan": [Case("newcomer", "/zelfscan/"), Case("learner", "/zelfscan/"), Case("graduate", "/zelfscan/")],
    "fill_in_practice_scan": [
        Case("newcomer", "/zelfscan/invullen/"),
        Refused("newcomer", "/zelfscan/invullen/"),
        Case("learner", "/zelfscan/invullen/"),
    ],
    "transcript": [Case(role, "/mijn-leren/leeroverzicht/") for role in ("newcomer", "learner", "graduate")],
    "transcript_pdf": [Case("unprintable", "/mijn-leren/leeroverzicht.pdf")],
    "evidence_new": [
        Case("learner", "/mijn-leren/bewijs/nieuw/"),
        Refused("learner", "/mijn-leren/bewijs/nieuw/", {"title": "Studiedag", "hours": "veel"}),
    ],
    "evidence": [Case("learner", "/mijn-leren/bewijs/{evidence}/")],
    "quiz_attempt": [
        Case("learner", "/mijn-leren/toets/{open_attempt}/"),
        Refused("learner", "/mijn-leren/toets/{open_attempt}/", button="Toets inleveren"),
        Case("retrying", "/mijn-leren/toets/{failed_attempt}/"),
        Case("graduate", "/mijn-leren/toets/{passed_attempt}/"),
    ],
    "quiz_question": [
        Case("learner", "/mijn-leren/toets/{open_screens}/{number}/".replace("{number}", str(number)))
        for number in range(1, 10)
    ],
    "quiz_overview": [
        Case("learner", "/mijn-leren/toets/{open_screens}/overzicht/"),
        Refused("learner", "/mijn-leren/toets/{open_screens}/overzicht/", {}),
    ],
    "refresh": [Case("newcomer", "/mijn-leren/opfrissen/"), Case("retrying", "/mijn-leren/opfrissen/")],
    "refresh_answer": [Refused("retrying", "/mijn-leren/opfrissen/")],
    "my_questions": [Case(role, "/vragen/") for role in ("newcomer", "learner", "editor")],
    "step_questions": [
        Case("learner", "/vragen/les/{lesson}/"),
        Refused("learner", "/vragen/les/{lesson}/", {"text": ""}),
    ],
    "question": [
        Case("learner", "/vragen/{answered_question}/"),
        Case("editor", "/vragen/{waiting_question}/"),
        Refused("editor", "/vragen/{waiting_question}/", {"text": ""}),
    ],
    "change_question": [
        Case("learner", "/vragen/{waiting_question}/wijzigen/"),
        Refused("learner", "/vragen/{answered_question}/wijzigen/", {"text": "Anders."}),
    ],
    "change_answer": [Case("editor", "/vragen/antwoord/{answer}/wijzigen/")],
    "hide_question": [
        Case("editor", "/vragen/{waiting_question}/verbergen/"),
        Refused("editor", "/vragen/{waiting_question}/verbergen/", {"reason": ""}),
    ],
    "hide_answer": [Case("editor", "/vragen/antwoord/{answer}/verbergen/")],
}

CERTIFICATES: dict[str, list[Case]] = {
    "certificate_check": [
        Case("visitor", "/certificaat/"),
        Refused("visitor", "/certificaat/", {"code": "BESTAAT-NIET"}),
    ],
    "certificate_file": [
        Case("visitor", "/certificaat/pdf/"),
        Refused("visitor", "/certificaat/pdf/"),
        Case("visitor", "/certificaat/pdf/", {"file": ISSUED_FILE}),
        Case("visitor", "/certificaat/pdf/", {"file": f"{ISSUED_FILE} and more"}),
    ],
    "certificate_verify": [
        Case("visitor", "/certificaat/{certificate}/"),
        Case("graduate", "/certificaat/{certificate}/"),
        Case("visitor", "/certificaat/{path_certificate}/"),
        Case("visitor", "/certificaat/{revoked_certificate}/"),
        Case("visitor", "/certificaat/bestaat-niet/"),
    ],
    "certificate_shared": [
        Case("visitor", "/certificaat/gedeeld/{shared}/"),
        Case("visitor", "/certificaat/gedeeld/bestaat-niet/"),
    ],
    "certificate": [
        Case("graduate", "/mijn-leren/certificaat/{certificate}/"),
        Case("graduate", "/mijn-leren/certificaat/{certificate_not_drawn}/"),
    ],
    "certificate_pdf": [Case("graduate", "/mijn-leren/certificaat/{certificate_not_drawn}/pdf/")],
}

STUDIO: dict[str, list[Case]] = {
    "studio": [Case("entrepreneur", "/studio/"), Case("new entrepreneur", "/studio/")],
    "studio_new_case": [
        Case("entrepreneur", "/studio/casus/nieuw/"),
        Refused("entrepreneur", "/studio/casus/nieuw/", {"title": "!!!"}),
    ],
    "studio_case": [
        Case("entrepreneur", "/studio/casus/{draft_case}/"),
        Refused("entrepreneur", "/studio/casus/{draft_case}/", {"title": ""}),
        Case("entrepreneur", "/studio/casus/{submitted_case}/"),
        Case("entrepreneur", "/studio/casus/{published_case}/"),
        Case("entrepreneur", "/studio/casus/{approved_case}/"),
    ],
    "studio_pictures": [
        Case("entrepreneur", "/studio/casus/{draft_case}/fotos/"),
        Refused("entrepreneur", "/studio/casus/{draft_case}/fotos/", {"alt": ""}),
        Case("entrepreneur", "/studio/casus/{submitted_case}/fotos/"),
    ],
    "studio_final_wording": [
        Case("entrepreneur", "/studio/casus/{approved_case}/slottekst/"),
        Refused("entrepreneur", "/studio/casus/{approved_case}/slottekst/", {"remark": ""}, button="Terugsturen"),
    ],
    "final_wording": [
        Case("visitor", "/studio/slottekst/{final_wording}/"),
        Case("visitor", "/studio/slottekst/{expired_final_wording}/"),
        Case("visitor", "/studio/slottekst/bestaat-niet/"),
    ],
    "studio_preview": [
        Case("entrepreneur", "/studio/casus/{draft_case}/voorbeeld/"),
        Case("entrepreneur", "/studio/casus/{submitted_case}/voorbeeld/"),
    ],
    "studio_use": [
        Case("entrepreneur", "/studio/casus/{draft_case}/gebruik/"),
        Case("entrepreneur", "/studio/casus/{published_case}/gebruik/"),
    ],
    "studio_answers": [
        Case("entrepreneur", "/studio/casus/{draft_case}/antwoorden/"),
        Case("entrepreneur", "/studio/casus/{published_case}/antwoorden/"),
    ],
    "studio_answer": [
        Case("entrepreneur", "/studio/casus/{published_case}/antwoorden/{open_answer}/"),
        Refused("entrepreneur", "/studio/casus/{published_case}/antwoorden/{open_answer}/", {"text": TOO_LONG}),
        Case("entrepreneur", "/studio/casus/{published_case}/antwoorden/{chosen_answer}/"),
    ],
    "hide_table_answer": [
        Case("editor", "/casus-stap/antwoord/{chosen_answer}/verbergen/"),
        Refused("editor", "/casus-stap/antwoord/{chosen_answer}/verbergen/"),
        Case("editor", "/casus-stap/antwoord/{hidden_answer}/verbergen/"),
    ],
    "case_answer": [
        Case("learner", "/casus-stap/{case_step}/antwoord/"),
        Refused("learner", "/casus-stap/{case_step}/antwoord/", {"text": TOO_LONG}),
    ],
}

ENTREPRENEURS: dict[str, list[Case]] = {
    "guest_application": [
        Case("visitor", "/ondernemers/aanmelden/"),
        Refused("visitor", "/ondernemers/aanmelden/", {"email": "geen adres", "mission": "Werk voor iedereen."}),
    ],
    "guest_application_sent": [Case("visitor", "/ondernemers/aanmelden/verzonden/")],
    "guest_application_proof": [
        Case("visitor", "/ondernemers/aanmelden/bevestigen/{application}/"),
        Case("visitor", "/ondernemers/aanmelden/bevestigen/bestaat-niet/"),
    ],
    "guest_application_proven": [Case("visitor", "/ondernemers/aanmelden/bevestigd/")],
    "guest_invitation": [
        Case("visitor", "/ondernemers/uitnodiging/{guest_invitation}/"),
        Case("learner", "/ondernemers/uitnodiging/{guest_invitation}/"),
        Case("visitor", "/ondernemers/uitnodiging/bestaat-niet/"),
    ],
    "studio_profile": [
        Case("entrepreneur", "/studio/onderneming/{enterprise}/"),
        Case("new entrepreneur", "/studio/onderneming/{new_enterprise}/"),
        Refused("entrepreneur", "/studio/onderneming/{enterprise}/", {"mission": "", "website": "groen"}),
    ],
    "enterprises": [
        Case("visitor", "/ondernemingen/"),
        Case("visitor", "/ondernemingen/?q=zzzzzz"),
    ],
    "enterprise": [
        Case("visitor", "/ondernemingen/groenwerkers-rivierdam/"),
        Case("new entrepreneur", "/ondernemingen/tweede-kans/"),
    ],
    "hr_contact_moments": [
        Case("hr", "/hr/contacten/"),
        Case("hr of nobody", "/hr/contacten/"),
        Refused("hr", "/hr/contacten/", {"happened_on": "", "subject": "Kennismaking"}),
    ],
    "hr_entrepreneurs": [
        Case("hr", "/hr/ondernemers/"),
        Case("hr of nobody", "/hr/ondernemers/"),
        Refused("hr", "/hr/ondernemers/", {"email": "geen adres", "name": "Hanneke"}),
    ],
}

HR: dict[str, list[Case]] = {
    "hr_overview": [
        Case("hr", "/hr/"),
        Case("hr", "/hr/?status=bestaat-niet", refused=True),
        Case("lead", "/hr/"),
        Case("hr of nobody", "/hr/"),
    ],
    "hr_dashboard": [
        Case("hr", "/hr/dashboard/"),
        Case("hr", "/hr/dashboard/?department=bestaat-niet", refused=True),
        Case("lead", "/hr/dashboard/"),
        Case("hr of nobody", "/hr/dashboard/"),
    ],
    "hr_matrix": [Case("hr", "/hr/matrix/"), Case("lead", "/hr/matrix/"), Case("hr of nobody", "/hr/matrix/")],
    "hr_exports": [
        Case("hr", "/hr/bestanden/"),
        Case("lead", "/hr/bestanden/"),
    ],
    "hr_saved_views": [Case("hr", "/hr/weergaven/"), Case("lead", "/hr/weergaven/")],
    "hr_saved_view_new": [
        Case("hr", "/hr/weergaven/nieuw/?scherm=hr_dashboard"),
        Refused("hr", "/hr/weergaven/nieuw/", {"name": ""}),
    ],
    "hr_saved_view": [
        Case("hr", "/hr/weergaven/{saved_view}/"),
        Refused("hr", "/hr/weergaven/{saved_view}/", {"name": ""}),
    ],
    "hr_invite": [
        Case("hr", "/hr/uitnodigen/"),
        Case("hr of nobody", "/hr/uitnodigen/"),
        Refused("hr", "/hr/uitnodigen/", {"emails": "geen adres"}),
    ],
    "hr_award": [
        Case("hr", "/hr/toekennen/"),
        Refused("hr", "/hr/toekennen/", {"emails": "geen adres"}),
        Case(
            "hr",
            "/hr/toekennen/",
            {
                "course": "{course_key}",
                "finished_on": "2026-11-02",
                "emails": "leidinggevende@demo.example",
                "reason": "Presentielijst",
            },
        ),
    ],
    "hr_bundles": [Case("hr", "/hr/certificaten/"), Refused("hr of nobody", "/hr/certificaten/", {})],
    "hr_connections": [
        Case("hr", "/hr/koppelingen/"),
        Case("hr", "/hr/koppelingen/", {"name": "AFAS", "scopes": "people"}),
        Refused("hr", "/hr/koppelingen/", {"name": "AFAS"}),
    ],
    "hr_webhook_add": [Refused("hr", "/hr/koppelingen/", {"url": "geen adres"})],
    "hr_staff": [
        Case("hr", "/hr/personeel/"),
        Case("hr of nobody", "/hr/personeel/"),
        Refused("hr", "/hr/personeel/"),
        Case("hr of nobody", "/hr/personeel/", {"file": "e-mail;naam\na@elders.example;Aad\n"}),
    ],
    "hr_staff_file": [
        Case("hr", "/hr/personeel/{staff_looked_at}/"),
        Refused("hr", "/hr/personeel/{staff_looked_at}/", {"column_email": ""}, button="Kijk opnieuw"),
        Refused("hr", "/hr/personeel/{staff_looked_at}/", {"endings": "veel"}, button="Voer dit uit"),
        Case("hr", "/hr/personeel/{staff_refused}/", refused=True),
        Case("hr", "/hr/personeel/{staff_applied}/"),
        Case("hr of nobody", "/hr/personeel/{staff_waiting}/"),
        Case("hr", "/hr/personeel/{staff_failed}/"),
    ],
    "hr_staff_undo": [Case("hr", "/hr/personeel/{staff_applied}/terugdraaien/")],
    "hr_assignments": [Case("hr", "/hr/opdrachten/"), Case("hr of nobody", "/hr/opdrachten/")],
    "hr_assignment_new": [
        Case("hr", "/hr/opdrachten/nieuw/"),
        Refused("hr", "/hr/opdrachten/nieuw/", {"due_days": "veel"}),
        Case(
            "hr",
            "/hr/opdrachten/nieuw/",
            {"subject": "course-{course_key}", "for_whom": "everyone", "due_kind": "days", "due_days": "60"},
        ),
    ],
    "hr_assignment": [
        Case("hr", "/hr/opdrachten/{assignment}/"),
        Case("hr", "/hr/opdrachten/{assignment}/?status=late"),
        Case("hr", "/hr/opdrachten/{ended_assignment}/"),
    ],
    "hr_exempt": [
        Case("hr", "/hr/opdrachten/{assignment}/vrijstellen/{duty}/"),
        Refused("hr", "/hr/opdrachten/{assignment}/vrijstellen/{duty}/", {"reason": ""}),
    ],
    "hr_assignment_end": [Case("hr", "/hr/opdrachten/{assignment}/beeindigen/")],
    "hr_quiet_days": [
        Case("hr", "/hr/stille-dagen/"),
        Case("hr of nobody", "/hr/stille-dagen/"),
        Refused("hr", "/hr/stille-dagen/", {"day": ""}),
    ],
    "hr_intentions": [Case("hr", "/hr/voornemens/"), Case("hr of nobody", "/hr/voornemens/")],
    "hr_effect": [Case("hr", "/hr/effect/"), Case("hr of nobody", "/hr/effect/")],
    "hr_evidence": [Case("hr", "/hr/bewijs/"), Case("hr of nobody", "/hr/bewijs/")],
    "hr_evidence_one": [
        Case("hr", "/hr/bewijs/{evidence}/"),
        Refused("hr", "/hr/bewijs/{evidence}/", {"remark": ""}, button="Terugsturen"),
    ],
}

TENDERS: dict[str, list[Case]] = {
    "tenders": [
        *[Case(role, "/aanbestedingen/") for role in ("entrepreneur", "hr", "editor")],
        Case("hr of nobody", "/aanbestedingen/"),
    ],
    "tender_new": [
        *[Case(role, "/aanbestedingen/nieuw/") for role in ("entrepreneur", "hr", "editor")],
        Refused("entrepreneur", "/aanbestedingen/nieuw/", {"subject": "", "ends_on": "2027-03-01"}),
    ],
    "tender": [
        Case("entrepreneur", "/aanbestedingen/{running_tender}/"),
        Refused("entrepreneur", "/aanbestedingen/{running_tender}/", {"subject": ""}, button="Bewaar de correctie"),
        Case("hr", "/aanbestedingen/{running_tender}/"),
        Case("editor", "/aanbestedingen/{struck_tender}/"),
        Case("entrepreneur", "/aanbestedingen/{tender_of_municipality}/"),
        Case("new entrepreneur", "/aanbestedingen/{tender_that_hides}/"),
    ],
    "studio_session_limit": [
        Case("entrepreneur", "/studio/onderneming/{enterprise}/aantal-sessies/"),
        Refused("entrepreneur", "/studio/onderneming/{enterprise}/aantal-sessies/", {"sessions_a_year": "veel"}),
    ],
}

SESSIONS: dict[str, list[Case]] = {
    "sessions": [Case(role, "/sessies/") for role in ("newcomer", "learner", "hr")],
    "session": [
        Case("newcomer", "/sessies/{session}/"),
        Case("newcomer", "/sessies/{full_session}/"),
        Case("learner", "/sessies/{full_session}/"),
        Case("graduate", "/sessies/{full_session}/"),
        Case("hr", "/sessies/{session_off}/"),
        Case("hr", "/sessies/{proposed_to_host}/"),
        Case("hr", "/sessies/{session_today}/"),
        Case("learner", "/sessies/{session_over}/"),
        Case("hr", "/sessies/{session_over}/"),
    ],
    "session_evaluation": [
        Case("learner", "/sessies/{session_over}/evaluatie/"),
        Refused("learner", "/sessies/{session_over}/evaluatie/", {"plan": "Bellen."}),
        Case("graduate", "/sessies/{session_over}/evaluatie/"),
    ],
    "session_new": [
        Case("hr", "/sessies/nieuw/"),
        Refused("hr", "/sessies/nieuw/", {"title": "", "day": "2020-01-01"}),
    ],
    "session_change": [
        Case("hr", "/sessies/{proposed_to_host}/wijzigen/"),
        Refused("entrepreneur", "/sessies/{session}/wijzigen/", {"capacity": "veel"}),
    ],
    "session_cancel": [
        Case("hr", "/sessies/{session}/annuleren/"),
        Refused("hr", "/sessies/{session}/annuleren/", {"reason": ""}),
    ],
    "session_participants": [
        Case("hr", "/sessies/{session_today}/deelnemers/"),
        Case("hr", "/sessies/{full_session}/deelnemers/"),
        Case("hr", "/sessies/{session}/deelnemers/"),
        Case("hr", "/sessies/{session_over}/deelnemers/"),
    ],
    "session_door_sign": [Case("hr", "/sessies/{session_today}/deur/")],
    "session_door": [Case("learner", "/sessies/deur/{door}/"), Case("newcomer", "/sessies/deur/{door}/", {})],
    "session_feed": [Case("learner", "/sessies/agenda/"), Case("graduate", "/sessies/agenda/")],
    "studio_sessions": [Case("entrepreneur", "/studio/sessies/"), Case("new entrepreneur", "/studio/sessies/")],
    "studio_new_session": [
        Case("entrepreneur", "/studio/sessies/nieuw/"),
        Refused("entrepreneur", "/studio/sessies/nieuw/", {"title": "", "day": "2020-01-01"}),
    ],
    "studio_session": [
        Case("entrepreneur", "/studio/sessies/{session}/"),
        Case("entrepreneur", "/studio/sessies/{proposed_to_enterprise}/"),
        Case("entrepreneur", "/studio/sessies/{session_off}/"),
        Case("entrepreneur", "/studio/sessies/{session_over}/"),
    ],
}

_SME = {"name": "", "contact": "Bea Bakker", "email": "geen adres", "wish": TOO_LONG}
MEETINGS: dict[str, list[Case]] = {
    "meetings": [Case(role, "/ontmoetingen/") for role in ("newcomer", "graduate", "hr", "hr of nobody")],
    "meeting": [
        Case("newcomer", "/ontmoetingen/{meeting}/"),
        Case("graduate", "/ontmoetingen/{meeting}/"),
        Case("hr", "/ontmoetingen/{meeting}/"),
        Case("hr", "/ontmoetingen/{meeting_off}/"),
        Case("newcomer", "/ontmoetingen/{meeting_over}/"),
    ],
    "meeting_new": [
        Case("hr", "/ontmoetingen/nieuw/"),
        Refused("hr", "/ontmoetingen/nieuw/", {"title": "", "rounds": "veel", "day": "2020-01-01"}),
    ],
    "meeting_change": [
        Case("hr", "/ontmoetingen/{settled_meeting}/wijzigen/"),
        Refused("hr", "/ontmoetingen/{meeting}/wijzigen/", {"tables": "veel"}),
    ],
    "meeting_cancel": [
        Case("hr", "/ontmoetingen/{meeting}/annuleren/"),
        Refused("hr", "/ontmoetingen/{meeting}/annuleren/", {"reason": ""}),
    ],
    "meeting_participants": [
        Case("hr", "/ontmoetingen/{meeting}/deelnemers/"),
        Case("hr", "/ontmoetingen/{meeting_off}/deelnemers/"),
    ],
    "meeting_add_sme": [
        Case("hr", "/ontmoetingen/{meeting}/deelnemers/nieuw/"),
        Refused("hr", "/ontmoetingen/{meeting}/deelnemers/nieuw/", _SME),
    ],
    "meeting_plan": [
        Case("hr", "/ontmoetingen/{meeting}/indeling/"),
        Case("hr", "/ontmoetingen/{settled_meeting}/indeling/"),
        Case("hr", "/ontmoetingen/{meeting_off}/indeling/"),
        Refused("hr", "/ontmoetingen/{meeting}/indeling/", {"enterprise": ""}, button="Bewaar deze wens"),
    ],
    "meeting_plan_print": [
        Case("hr", "/ontmoetingen/{settled_meeting}/indeling/afdrukken/"),
        Case("hr", "/ontmoetingen/{meeting_off}/indeling/afdrukken/"),
    ],
    "meeting_outcomes": [
        Case("hr", "/ontmoetingen/{meeting_over}/uitkomsten/"),
        Case("hr", "/ontmoetingen/{meeting}/uitkomsten/"),
    ],
    "meeting_sign_up": [
        Case("visitor", "/ontmoetingen/{meeting}/aanmelden/"),
        Case("visitor", "/ontmoetingen/{meeting_over}/aanmelden/"),
        Refused("visitor", "/ontmoetingen/{meeting}/aanmelden/", _SME),
    ],
    "meeting_sign_up_sent": [Case("visitor", "/ontmoetingen/{meeting}/aanmelden/verzonden/")],
    "meeting_signed_off": [Case("visitor", "/ontmoetingen/afgemeld/")],
    "meeting_own": [
        Case("visitor", "/ontmoetingen/mijn/{unproven}/"),
        Case("visitor", "/ontmoetingen/mijn/{waits_for_plan}/"),
        Case("visitor", "/ontmoetingen/mijn/{seated}/"),
        Case("visitor", "/ontmoetingen/mijn/{told}/"),
        Case("visitor", "/ontmoetingen/mijn/verlopen/"),
    ],
    "meeting_own_change": [
        Case("visitor", "/ontmoetingen/mijn/{waits_for_plan}/wijzigen/"),
        Refused("visitor", "/ontmoetingen/mijn/{waits_for_plan}/wijzigen/", {"wish": TOO_LONG}),
    ],
    "meeting_outcome": [
        Case("visitor", "/ontmoetingen/mijn/{told}/uitkomst/"),
        Case("visitor", "/ontmoetingen/mijn/{told_by_host}/uitkomst/"),
        Case("visitor", "/ontmoetingen/mijn/{seated}/uitkomst/"),
    ],
    "studio_meetings": [
        Case("entrepreneur", "/studio/ontmoetingen/"),
        Case("new entrepreneur", "/studio/ontmoetingen/"),
    ],
    "studio_meeting": [
        Case("entrepreneur", "/studio/ontmoetingen/{meeting}/{enterprise}/"),
        Case("entrepreneur", "/studio/ontmoetingen/{meeting_over}/{enterprise}/"),
        Refused("entrepreneur", "/studio/ontmoetingen/{meeting}/{enterprise}/", {"wish": TOO_LONG}),
    ],
}

PRESENTING: dict[str, list[Case]] = {
    "session_preparation": [
        Case("hr", "/sessies/{session}/voorbereiding/"),
        Case("hr", "/sessies/{session_over}/voorbereiding/"),
        Refused("hr", "/sessies/{session}/voorbereiding/", {"contact": TOO_LONG}),
    ],
    "session_run_sheet": [
        Case("hr", "/sessies/{session}/draaiboek/"),
        Case("entrepreneur", "/sessies/{full_session}/draaiboek/"),
        Case("hr", "/sessies/{session_over}/draaiboek/"),
        Refused("hr", "/sessies/{session}/draaiboek/", {"minutes_1": "veel"}),
    ],
    "session_thanks": [
        Case("hr", "/sessies/{session_over}/bedanken/"),
        Case("hr", "/sessies/{session}/bedanken/"),
        Refused("hr", "/sessies/{session_over}/bedanken/", {"thanks": ""}),
    ],
    "session_material_add": [
        Case("hr", "/sessies/{session}/materiaal/"),
        Refused("entrepreneur", "/sessies/{session}/materiaal/", {"link": "geen link"}),
    ],
    "session_recording_add": [
        Case("hr", "/sessies/{session}/opname/"),
        Refused("hr", "/sessies/{session}/opname/", {"title": ""}),
    ],
    "session_materials": [Case(role, "/sessies/materiaal/") for role in ("learner", "newcomer")],
    "session_recording": [Case("learner", "/sessies/{session_over}/opname/{recording}/")],
    "presenter_page": [
        Case("visitor", "/sessies/spreker/presenter/"),
        Case("visitor", "/sessies/spreker/presenter-over/"),
        Case("visitor", "/sessies/spreker/presenter-off/"),
        Case("visitor", "/sessies/spreker/presenter-ended/"),
        Case("visitor", "/sessies/spreker/bestaat-niet/"),
        Case("entrepreneur", "/sessies/spreker/presenter/", {}, button="Checklist bewaren"),
    ],
    "presenter_run_sheet": [
        Case("visitor", "/sessies/spreker/presenter/draaiboek/"),
        Refused("visitor", "/sessies/spreker/presenter/draaiboek/", {"minutes_1": "veel"}),
    ],
    "presenter_material_add": [
        Case("visitor", "/sessies/spreker/presenter/materiaal/"),
        Refused("visitor", "/sessies/spreker/presenter/materiaal/", {"link": "geen link"}),
    ],
}

ADDRESSES: dict[str, list[Case]] = {
    **SIGNING_IN,
    **SIGN_ON,
    **PEOPLE,
    **SITE,
    **LEARNING,
    **CERTIFICATES,
    **STUDIO,
    **ENTREPRENEURS,
    **TENDERS,
    **SESSIONS,
    **MEETINGS,
    **PRESENTING,
    **HR,
}

# Not an address: what one sees when something is not there or was refused.
ELSEWHERE: dict[str, list[Case]] = {
    "404": [Case("visitor", "/bestaat-niet/"), Case("learner", "/bestaat-niet/")],
    "in English": [Case("visitor", "/accounts/login/", language="en"), Case("visitor", "/en/", language="en")],
}

_ONLY_POST = "answers POST only and leads to another page"
_FILE = "a file to download"
NO_PAGE: dict[str, str] = {
    "healthz": "for monitoring: plain text",
    "readyz": "for monitoring: plain text",
    "metrics": "for monitoring: figures, for who knows the token",
    "security_txt": "for programs and people: plain text",
    "stylesheet": "a style sheet",
    "badge_issuer": "for software that checks badges: JSON",
    "badge_status_list": "for software that checks badges: a token",
    "own_data_file": _FILE,
    "wagtaildocs_serve": _FILE,
    "hr_saved_view_open": "leads to the list, dashboard or matrix that was saved",
    "wagtail_serve": "each page type is walked, see PAGE_TYPES",
    "mfa_download_recovery_codes": "closed: spare codes are shown once, on their own page",
    "mfa_login_webauthn": "for the script of the page to sign in: JSON, and answers to it",
    "single_sign_on_saml": "takes what the provider of SAML sends; leads to another page",
    "single_sign_on_saml_finish": "shows what single_sign_on_openid_connect shows, or leads to another page",
    "single_sign_on_metadata": "for the provider of SAML: XML",
    "socialaccount_login_error": "what single_sign_on_openid_connect shows; nothing leads to it",
    "socialaccount_signup": "never needed: people/single_sign_on/ makes the account; leads to account_login",
    "wagtailcore_login": "the page of account_login under the name that Wagtail looks up",
    "ModulePage": "has no page of its own; leads to the course",
    **dict.fromkeys(
        (
            "set_language",
            "end_session",
            "enrol",
            "follow_path",
            "stop_following_path",
            "mark_done",
            "left_off",
            "bookmark",
            "delete_note",
            "remove_intention",
            "remove_self_scan",
            "remove_practice_scan",
            "evidence_withdraw",
            "quiz_start",
            "quiz_autosave",
            "studio_autosave",
            "studio_remove_picture",
            "studio_submit",
            "studio_withdraw",
            "case_rating",
            "studio_choose_answer",
            "hr_entrepreneur_withdraw",
            "session_sign_up",
            "session_sign_off",
            "session_confirm",
            "session_interest",
            "session_step_count",
            "meeting_help",
            "meeting_remove",
            "meeting_plan_make",
            "meeting_plan_settle",
            "meeting_plan_repair",
            "meeting_wish_drop",
            "meeting_own_confirm",
            "meeting_own_sign_off",
            "session_checklist",
            "session_link_renew",
            "session_material_remove",
            "session_recording_consent",
            "presenter_checklist",
            "presenter_link_renew",
            "presenter_material_remove",
            "presenter_recording_consent",
            "hr_contact_moment_strike",
            "tender_hide",
            "tender_end",
            "tender_strike",
            "remove_question",
            "show_question",
            "accept_answer",
            "show_answer",
            "share_certificate",
            "stop_sharing_certificate",
            "renew_certificate",
            "hr_bundle_remove",
            "hr_token_revoke",
            "hr_webhook_remove",
            "hr_staff_apply",
            "hr_staff_remove",
            "hr_exempt_undo",
            "hr_assignment_example",
            "hr_holidays",
            "hr_quiet_day_remove",
            "hr_export_remove",
            "hr_saved_view_remove",
            "ask_badge",
        ),
        _ONLY_POST,
    ),
    **dict.fromkeys(
        (
            "session_calendar",
            "session_feed_file",
            "meeting_own_calendar",
            "hr_meeting_outcomes_csv",
            "session_material",
            "session_recording_video",
            "session_captions",
            "session_statement",
            "presenter_material",
            "presenter_statement",
            "transcript_json",
            "certificate_json",
            "certificate_badge",
            "evidence_file",
            "hr_bundle_file",
            "hr_bundle_progress",
            "hr_staff_progress",
            "hr_export_csv",
            "hr_contact_moments_csv",
            "hr_export_file",
            "hr_export_progress",
            "hr_export_xlsx",
            "hr_evidence_file",
            "hr_api_list_people",
            "hr_api_list_assignments",
            "hr_api_get_assignment",
            "hr_api_list_duties",
            "hr_api_list_completions",
            "hr_api_openapi-json",
            "hr_api_nothing",
            "scim_config",
            "scim_schemas",
            "scim_schema",
            "scim_resource_types",
            "scim_resource_type",
            "scim_users",
            "scim_user",
            "scim_groups",
            "scim_group",
            "scim_search",
            "scim_nothing",
        ),
        _FILE,
    ),
}

CASES = {**PAGE_TYPES, **ADDRESSES, **ELSEWHERE}
