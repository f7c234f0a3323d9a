from django.urls import path

from . import views

urlpatterns = [
    path("", views.overview, name="hr_overview"),
    path("export.csv", views.export_csv, name="hr_export_csv"),
    path("export.xlsx", views.export_xlsx, name="hr_export_xlsx"),
    path("uitnodigen/", views.invite, name="hr_invite"),
]
