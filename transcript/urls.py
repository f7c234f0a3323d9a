from django.urls import URLPattern, path

from . import views

urlpatterns: list[URLPattern] = [
    path("mijn-leren/leeroverzicht/", views.transcript, name="transcript"),
    path("mijn-leren/leeroverzicht.pdf", views.transcript_pdf, name="transcript_pdf"),
    path("mijn-leren/leeroverzicht.json", views.transcript_json, name="transcript_json"),
    path("mijn-leren/bewijs/nieuw/", views.evidence_new, name="evidence_new"),
    path("mijn-leren/bewijs/<int:pk>/", views.evidence, name="evidence"),
    path("mijn-leren/bewijs/<int:pk>/bestand/", views.own_file, name="evidence_file"),
    path("mijn-leren/bewijs/<int:pk>/intrekken/", views.withdraw, name="evidence_withdraw"),
]
