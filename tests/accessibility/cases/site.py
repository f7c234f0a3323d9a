"""The site itself: its pages, signing in, and what people set for themselves."""

from .case import COURSE, LESSON, PATH, QUIZ, STYLEGUIDE, Case, Refused

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
