from django.urls import path

from . import autosave, refresh_views, views

urlpatterns = [
    path("mijn-leren/toets/start/<int:quiz_id>/", views.quiz_start, name="quiz_start"),
    path("mijn-leren/toets/<uuid:public_id>/", views.quiz_attempt, name="quiz_attempt"),
    path("mijn-leren/toets/<uuid:public_id>/<int:number>/", views.quiz_question, name="quiz_question"),
    path("mijn-leren/toets/<uuid:public_id>/overzicht/", views.quiz_overview, name="quiz_overview"),
    path("mijn-leren/toets/<uuid:public_id>/bewaren/", autosave.quiz_autosave, name="quiz_autosave"),
    path("mijn-leren/opfrissen/", refresh_views.refresh_question, name="refresh"),
    path("mijn-leren/opfrissen/<int:card_id>/", refresh_views.refresh_answer, name="refresh_answer"),
]
