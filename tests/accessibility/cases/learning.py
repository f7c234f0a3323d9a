"""Learning, and certificates of it."""

from .case import ISSUED_FILE, TOO_LONG, Case, Refused

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
