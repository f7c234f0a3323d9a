from django.urls import path

from . import evidence_views, views

urlpatterns = [
    path("", views.overview, name="hr_overview"),
    path("export.csv", views.export_csv, name="hr_export_csv"),
    path("export.xlsx", views.export_xlsx, name="hr_export_xlsx"),
    path("uitnodigen/", views.invite, name="hr_invite"),
    path("voornemens/", views.intentions, name="hr_intentions"),
    path("bewijs/", evidence_views.evidence_list, name="hr_evidence"),
    path("bewijs/<int:pk>/", evidence_views.evidence, name="hr_evidence_one"),
    path("bewijs/<int:pk>/bestand/", evidence_views.evidence_of_someone, name="hr_evidence_file"),
]
