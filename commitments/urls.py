from django.urls import path

from . import views

urlpatterns = [
    path("mijn-leren/voornemens/", views.my_intentions, name="my_intentions"),
    path("mijn-leren/voornemens/<int:module_id>/", views.intention, name="intention"),
    path("mijn-leren/voornemens/<int:intention_id>/hoe-ging-het/", views.report, name="intention_report"),
    path("mijn-leren/voornemens/<int:intention_id>/verwijderen/", views.remove, name="remove_intention"),
]
