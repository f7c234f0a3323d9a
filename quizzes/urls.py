from django.urls import path

from . import views

urlpatterns = [
    path("mijn-leren/toets/start/<int:quiz_id>/", views.quiz_start, name="quiz_start"),
    path("mijn-leren/toets/<uuid:public_id>/", views.quiz_attempt, name="quiz_attempt"),
]
