from django.urls import path

from . import views

urlpatterns = [
    path("", views.my_learning, name="my_learning"),
    path("inschrijven/<int:course_id>/", views.enrol, name="enrol"),
    path("gedaan/<int:step_id>/", views.mark_done, name="mark_done"),
    path("hier-gebleven/<int:step_id>/", views.left_off, name="left_off"),
    path("bewaren/<int:step_id>/", views.bookmark, name="bookmark"),
    path("notities/", views.my_notes, name="my_notes"),
    path("notities/<int:step_id>/<str:block_id>/", views.note, name="note"),
    path("notities/verwijderen/<int:note_id>/", views.delete_note, name="delete_note"),
]
