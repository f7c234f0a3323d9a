from django.urls import path

from . import path_views, target_date_views, views

urlpatterns = [
    path("", views.my_learning, name="my_learning"),
    path("inschrijven/<int:course_id>/", views.enrol, name="enrol"),
    path("planning/<int:enrolment_id>/", target_date_views.target_date, name="target_date"),
    path("leerpad-volgen/<int:path_id>/", path_views.follow, name="follow_path"),
    path("leerpad-loslaten/<int:enrolment_id>/", path_views.stop_following, name="stop_following_path"),
    path("gedaan/<int:step_id>/", views.mark_done, name="mark_done"),
    path("hier-gebleven/<int:step_id>/", views.left_off, name="left_off"),
    path("bewaren/<int:step_id>/", views.bookmark, name="bookmark"),
    path("notities/", views.my_notes, name="my_notes"),
    path("notities/<int:step_id>/<str:block_id>/", views.note, name="note"),
    path("notities/verwijderen/<int:note_id>/", views.delete_note, name="delete_note"),
]
