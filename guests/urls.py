"""Addresses under /studio/."""

from django.urls import path

from . import limit_views, meeting_guest_views, profile_views, session_views, table_views, use_views, views
from .autosave import studio_autosave
from .final_wording_views import final_wording, studio_final_wording
from .picture_views import studio_pictures, studio_remove_picture

urlpatterns = [
    path("", views.studio, name="studio"),
    path("onderneming/<int:pk>/", profile_views.profile, name="studio_profile"),
    path("onderneming/<int:pk>/aantal-sessies/", limit_views.session_limit, name="studio_session_limit"),
    path("casus/nieuw/", views.new_case, name="studio_new_case"),
    path("casus/<int:pk>/", views.case, name="studio_case"),
    path("casus/<int:pk>/bewaren/", studio_autosave, name="studio_autosave"),
    path("casus/<int:pk>/voorbeeld/", views.preview, name="studio_preview"),
    path("casus/<int:pk>/indienen/", views.submit, name="studio_submit"),
    path("casus/<int:pk>/fotos/", studio_pictures, name="studio_pictures"),
    path("casus/<int:pk>/fotos/<int:image>/weg/", studio_remove_picture, name="studio_remove_picture"),
    path("casus/<int:pk>/slottekst/", studio_final_wording, name="studio_final_wording"),
    path("slottekst/<str:token>/", final_wording, name="final_wording"),
    path("casus/<int:pk>/terugtrekken/", views.withdraw, name="studio_withdraw"),
    path("casus/<int:pk>/gebruik/", use_views.use, name="studio_use"),
    path("casus/<int:pk>/antwoorden/", table_views.studio_answers, name="studio_answers"),
    path("casus/<int:pk>/antwoorden/<int:answer_pk>/", table_views.studio_answer, name="studio_answer"),
    path(
        "casus/<int:pk>/antwoorden/<int:answer_pk>/kiezen/",
        table_views.studio_choose_answer,
        name="studio_choose_answer",
    ),
    path("ontmoetingen/", meeting_guest_views.studio_meetings, name="studio_meetings"),
    path("ontmoetingen/<int:pk>/<int:enterprise_pk>/", meeting_guest_views.studio_meeting, name="studio_meeting"),
    path("sessies/", session_views.studio_sessions, name="studio_sessions"),
    path("sessies/nieuw/", session_views.studio_new_session, name="studio_new_session"),
    path("sessies/<int:pk>/", session_views.studio_session, name="studio_session"),
]
