"""Addresses under /sessies/."""

from django.urls import path

from . import attendance_views, evaluation_views, material_views, presenter_views, session_step_views
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
    path("<int:pk>/deelnemers/", attendance_views.participants, name="session_participants"),
    path("<int:pk>/deur/", attendance_views.door_sign, name="session_door_sign"),
    path("<int:pk>/agenda.ics", attendance_views.calendar_file, name="session_calendar"),
    path("<int:pk>/evaluatie/", evaluation_views.evaluate, name="session_evaluation"),
    path("interesse/<int:course_pk>/", views.interest_in, name="session_interest"),
    path("stap/<int:pk>/meetellen/", session_step_views.count, name="session_step_count"),
    path("deur/<str:key>/", attendance_views.door, name="session_door"),
    path("agenda/", attendance_views.own_feed, name="session_feed"),
    path("agenda/<str:key>.ics", attendance_views.feed_file, name="session_feed_file"),
    path("materiaal/", material_views.session_materials, name="session_materials"),
    path("<int:pk>/voorbereiding/", presenter_views.session_preparation, name="session_preparation"),
    path("<int:pk>/draaiboek/", presenter_views.session_run_sheet, name="session_run_sheet"),
    path("<int:pk>/checklist/", presenter_views.session_checklist, name="session_checklist"),
    path("<int:pk>/bedanken/", presenter_views.session_thanks, name="session_thanks"),
    path("<int:pk>/spreker-link/", presenter_views.session_link_renew, name="session_link_renew"),
    path("<int:pk>/materiaal/", material_views.session_material_add, name="session_material_add"),
    path("<int:pk>/materiaal/<int:material_pk>/", material_views.session_material, name="session_material"),
    path(
        "<int:pk>/materiaal/<int:material_pk>/weg/",
        material_views.session_material_remove,
        name="session_material_remove",
    ),
    path("<int:pk>/opname/", material_views.session_recording_add, name="session_recording_add"),
    path("<int:pk>/opname/toestemming/", presenter_views.session_recording_consent, name="session_recording_consent"),
    path("<int:pk>/opname/<int:material_pk>/", material_views.session_recording, name="session_recording"),
    path(
        "<int:pk>/opname/<int:material_pk>/video/",
        material_views.session_recording_video,
        name="session_recording_video",
    ),
    path(
        "<int:pk>/opname/<int:material_pk>/ondertiteling.vtt", material_views.session_captions, name="session_captions"
    ),
    path("spreker/<str:token>/", presenter_views.presenter_page_by_link, name="presenter_page"),
    path("spreker/<str:token>/draaiboek/", presenter_views.presenter_run_sheet, name="presenter_run_sheet"),
    path("spreker/<str:token>/checklist/", presenter_views.presenter_checklist, name="presenter_checklist"),
    path("spreker/<str:token>/materiaal/", material_views.presenter_material_add, name="presenter_material_add"),
    path(
        "spreker/<str:token>/materiaal/<int:material_pk>/",
        material_views.presenter_material,
        name="presenter_material",
    ),
    path(
        "spreker/<str:token>/materiaal/<int:material_pk>/weg/",
        material_views.presenter_material_remove,
        name="presenter_material_remove",
    ),
    path(
        "spreker/<str:token>/opname/toestemming/",
        presenter_views.presenter_recording_consent,
        name="presenter_recording_consent",
    ),
    path("spreker/<str:token>/nieuwe-link/", presenter_views.presenter_link_renew, name="presenter_link_renew"),
]
