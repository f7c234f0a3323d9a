"""Addresses for everybody: coming in, and the enterprises that came."""

from django.urls import path

from . import arrival_views, profile_views

urlpatterns = [
    path("ondernemingen/", profile_views.enterprises, name="enterprises"),
    path("ondernemingen/<slug:slug>/", profile_views.enterprise, name="enterprise"),
    path("ondernemers/uitnodiging/<str:token>/", arrival_views.invitation, name="guest_invitation"),
    path("ondernemers/aanmelden/", arrival_views.apply, name="guest_application"),
    path("ondernemers/aanmelden/verzonden/", arrival_views.application_sent, name="guest_application_sent"),
    path("ondernemers/aanmelden/bevestigd/", arrival_views.application_proven, name="guest_application_proven"),
    path(
        "ondernemers/aanmelden/bevestigen/<str:token>/",
        arrival_views.prove_application,
        name="guest_application_proof",
    ),
]
