from django.urls import path

from . import practice_views, scan_views, views
from .models import Moment

urlpatterns = [
    path("mijn-leren/voornemens/", views.my_intentions, name="my_intentions"),
    path("mijn-leren/voornemens/<int:module_id>/", views.intention, name="intention"),
    path("mijn-leren/voornemens/<int:intention_id>/hoe-ging-het/", views.report, name="intention_report"),
    path("mijn-leren/voornemens/<int:intention_id>/verwijderen/", views.remove, name="remove_intention"),
    path("mijn-leren/zelfscan/<int:course_id>/", scan_views.self_scan, name="self_scan"),
    path(
        "mijn-leren/zelfscan/<int:course_id>/vooraf/",
        scan_views.fill_in,
        {"moment": Moment.BEFORE},
        name="self_scan_before",
    ),
    path(
        "mijn-leren/zelfscan/<int:course_id>/achteraf/",
        scan_views.fill_in,
        {"moment": Moment.AFTER},
        name="self_scan_after",
    ),
    path("mijn-leren/zelfscan/<int:course_id>/verwijderen/", scan_views.remove, name="remove_self_scan"),
    path("zelfscan/", practice_views.practice_scan, name="practice_scan"),
    path("zelfscan/invullen/", practice_views.fill_in, name="fill_in_practice_scan"),
    path("zelfscan/verwijderen/", practice_views.remove, name="remove_practice_scan"),
]
