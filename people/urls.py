from django.urls import path

from . import views

urlpatterns = [
    path("mijn-gegevens/", views.my_details, name="my_details"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
]
