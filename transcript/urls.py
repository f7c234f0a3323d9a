from django.urls import URLPattern, path

from . import contribution_views, views

urlpatterns: list[URLPattern] = [
    path("mijn-leren/leeroverzicht/", views.transcript, name="transcript"),
    path("mijn-leren/leeroverzicht.pdf", views.transcript_pdf, name="transcript_pdf"),
    path("mijn-leren/leeroverzicht.json", views.transcript_json, name="transcript_json"),
    path("mijn-leren/bewijs/nieuw/", views.evidence_new, name="evidence_new"),
    path("mijn-leren/bewijs/<int:pk>/", views.evidence, name="evidence"),
    path("mijn-leren/bewijs/<int:pk>/bestand/", views.own_file, name="evidence_file"),
    path("mijn-leren/bewijs/<int:pk>/intrekken/", views.withdraw, name="evidence_withdraw"),
    path("sessies/<int:pk>/verklaring.pdf", contribution_views.session_statement, name="session_statement"),
    path(
        "sessies/spreker/<str:token>/verklaring.pdf",
        contribution_views.presenter_statement,
        name="presenter_statement",
    ),
]
