"""Addresses under /sessies/."""

from django.urls import path

from . import attendance_views, evaluation_views, session_step_views
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
]
