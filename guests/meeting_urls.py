"""Addresses under /ontmoetingen/."""

from django.urls import path

from . import meeting_guest_views as guest_views
from . import meeting_plan_views as plan_views
from . import meeting_views as views

urlpatterns = [
    path("", views.meeting_list, name="meetings"),
    path("nieuw/", views.new_meeting, name="meeting_new"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/gastheer/", views.help_at, name="meeting_help"),
    path("<int:pk>/wijzigen/", views.change_meeting, name="meeting_change"),
    path("<int:pk>/annuleren/", views.cancel_meeting, name="meeting_cancel"),
    path("<int:pk>/deelnemers/", views.participants, name="meeting_participants"),
    path("<int:pk>/deelnemers/nieuw/", views.add_sme, name="meeting_add_sme"),
    path("<int:pk>/deelnemers/<int:participant_pk>/weg/", views.remove_participant, name="meeting_remove"),
    path("<int:pk>/indeling/", plan_views.plan, name="meeting_plan"),
    path("<int:pk>/indeling/maken/", plan_views.make, name="meeting_plan_make"),
    path("<int:pk>/indeling/vastleggen/", plan_views.settle, name="meeting_plan_settle"),
    path("<int:pk>/indeling/herstellen/", plan_views.repair, name="meeting_plan_repair"),
    path("<int:pk>/indeling/wens/<int:wish_pk>/weg/", plan_views.drop_wish, name="meeting_wish_drop"),
    path("<int:pk>/indeling/afdrukken/", plan_views.printed, name="meeting_plan_print"),
    path("<int:pk>/uitkomsten/", views.outcomes, name="meeting_outcomes"),
    path("<int:pk>/aanmelden/", guest_views.sign_up, name="meeting_sign_up"),
    path("<int:pk>/aanmelden/verzonden/", guest_views.sign_up_sent, name="meeting_sign_up_sent"),
    path("afgemeld/", guest_views.signed_off, name="meeting_signed_off"),
    path("mijn/<str:key>/", guest_views.own, name="meeting_own"),
    path("mijn/<str:key>/bevestigen/", guest_views.own_confirm, name="meeting_own_confirm"),
    path("mijn/<str:key>/wijzigen/", guest_views.own_change, name="meeting_own_change"),
    path("mijn/<str:key>/afmelden/", guest_views.own_sign_off, name="meeting_own_sign_off"),
    path("mijn/<str:key>/agenda.ics", guest_views.own_calendar, name="meeting_own_calendar"),
    path("mijn/<str:key>/uitkomst/", guest_views.outcome, name="meeting_outcome"),
]
