from django.urls import include, path

from . import account_views, mail_views, views

urlpatterns = [
    path("accounts/", account_views.my_account, name="my_account"),
    path("accounts/sessions/<int:pk>/", account_views.end_session, name="end_session"),
    path("", include("people.single_sign_on.urls")),
    path("mijn-gegevens/", views.my_details, name="my_details"),
    path("mijn-gegevens/mail/", mail_views.mail_choices, name="mail_choices"),
    path("mail/afmelden/<str:token>/", mail_views.unsubscribe, name="unsubscribe"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
]
