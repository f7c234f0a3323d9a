from django.urls import path

from . import mail_views, views
from .privacy import views as privacy_views

urlpatterns = [
    path("mijn-gegevens/", views.my_details, name="my_details"),
    path("mijn-gegevens/bewaard/", privacy_views.own_data, name="own_data"),
    path("mijn-gegevens/bewaard/bestand/", privacy_views.own_data_file, name="own_data_file"),
    path("mijn-gegevens/verwijderen/", privacy_views.erase_me, name="erase_me"),
    path("verwijderd/", privacy_views.erased, name="erased"),
    path("beheer/logboek/", privacy_views.audit_log, name="audit_log"),
    path("beheer/personen/<int:pk>/verwijderen/", privacy_views.erase_person, name="erase_person"),
    path("mijn-gegevens/mail/", mail_views.mail_choices, name="mail_choices"),
    path("mail/afmelden/<str:token>/", mail_views.unsubscribe, name="unsubscribe"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
]
