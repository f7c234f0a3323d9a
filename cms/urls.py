from django.urls import URLPattern, path

from . import views
from .language import choose_language
from .stylesheet import stylesheet

urlpatterns: list[URLPattern] = [
    path("huisstijl.css", stylesheet, name="stylesheet"),
    path("zoeken/", views.search, name="search"),
    path("begrippen/", views.glossary, name="glossary"),
    path("stijlgids/", views.styleguide, name="styleguide"),
    path("taal/", choose_language, name="set_language"),
]
