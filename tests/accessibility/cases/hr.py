"""HR and team leads."""

from .case import Case, Refused

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
