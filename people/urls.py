from django.urls import include, path

from . import mail_views, views

urlpatterns = [
    path("", include("people.single_sign_on.urls")),
    path("mijn-gegevens/", views.my_details, name="my_details"),
    path("mijn-gegevens/mail/", mail_views.mail_choices, name="mail_choices"),
    path("mail/afmelden/<str:token>/", mail_views.unsubscribe, name="unsubscribe"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
]
