"""Addresses under /vragen/."""

from django.urls import path

from . import views
from .models import Answer, Question

urlpatterns = [
    path("vragen/", views.my_questions, name="my_questions"),
    path("vragen/les/<int:step_id>/", views.step_questions, name="step_questions"),
    path("vragen/<int:pk>/", views.question, name="question"),
    path("vragen/<int:pk>/wijzigen/", views.change_question, name="change_question"),
    path("vragen/<int:pk>/verwijderen/", views.remove_question, name="remove_question"),
    path("vragen/<int:pk>/verbergen/", views.hide, {"kind": Question}, name="hide_question"),
    path("vragen/<int:pk>/tonen/", views.show_again, {"kind": Question}, name="show_question"),
    path("vragen/antwoord/<int:pk>/wijzigen/", views.change_answer, name="change_answer"),
    path("vragen/antwoord/<int:pk>/accepteren/", views.accept_answer, name="accept_answer"),
    path("vragen/antwoord/<int:pk>/verbergen/", views.hide, {"kind": Answer}, name="hide_answer"),
    path("vragen/antwoord/<int:pk>/tonen/", views.show_again, {"kind": Answer}, name="show_answer"),
]
