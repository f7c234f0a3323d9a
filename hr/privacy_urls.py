"""Addresses that are not for HR but about it."""

from django.urls import path

from . import privacy_views

urlpatterns = [
    path("mijn-leren/wie-zag-mijn-gegevens/", privacy_views.who_looked, name="who_looked"),
    path("privacy/wie-ziet-wat/", privacy_views.who_sees_what, name="who_sees_what"),
]
