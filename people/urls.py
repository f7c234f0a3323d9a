from django.urls import path

from . import views

urlpatterns = [
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
]
