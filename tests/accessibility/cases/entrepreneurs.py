"""Entrepreneurs: cases, enterprises, tenders, sessions, meetings and who presents."""

from .case import TOO_LONG, Case, Refused

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
