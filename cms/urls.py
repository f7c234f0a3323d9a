from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path
from django.views.i18n import set_language

from . import views
from .stylesheet import stylesheet

urlpatterns: list[URLPattern] = [
    path("huisstijl.css", stylesheet, name="stylesheet"),
    path("zoeken/", views.search, name="search"),
    path("stijlgids/", views.styleguide, name="styleguide"),
    path("taal/", login_not_required(set_language), name="set_language"),
]
