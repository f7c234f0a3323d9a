"""Addresses under /aanbestedingen/."""

from django.urls import path

from . import tender_views as views

urlpatterns = [
    path("", views.tender_list, name="tenders"),
    path("nieuw/", views.new_tender, name="tender_new"),
    path("<int:pk>/", views.tender, name="tender"),
    path("<int:pk>/verbergen/", views.hide, name="tender_hide"),
    path("<int:pk>/beeindigen/", views.end, name="tender_end"),
    path("<int:pk>/doorhalen/", views.strike_out, name="tender_strike"),
]
