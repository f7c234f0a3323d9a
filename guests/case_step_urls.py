"""Addresses under /casus-stap/."""

from django.urls import path

from . import case_step_views as views
from . import table_views

urlpatterns = [
    path("<int:pk>/nuttig/", views.rate, name="case_rating"),
    path("<int:pk>/antwoord/", views.answer, name="case_answer"),
    path("antwoord/<int:pk>/verbergen/", table_views.hide_answer, name="hide_table_answer"),
]
