"""Addresses under /sessies/."""

from django.urls import path

from . import session_views as views

urlpatterns = [
    path("", views.session_list, name="sessions"),
    path("nieuw/", views.new_session, name="session_new"),
    path("<int:pk>/", views.session, name="session"),
    path("<int:pk>/aanmelden/", views.sign_up, name="session_sign_up"),
    path("<int:pk>/afmelden/", views.sign_off, name="session_sign_off"),
    path("<int:pk>/bevestigen/", views.confirm, name="session_confirm"),
    path("<int:pk>/wijzigen/", views.change, name="session_change"),
    path("<int:pk>/annuleren/", views.cancel, name="session_cancel"),
]
