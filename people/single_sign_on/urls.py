from django.urls import path

from . import openid_connect, saml, views

urlpatterns = [
    path("inloggen/", views.choose, name="single_sign_on"),
    path("inloggen/<slug:slug>/", views.start, name="single_sign_on_start"),
    path("inloggen/<slug:slug>/oidc/", openid_connect.callback, name="single_sign_on_openid_connect"),
    path("inloggen/<slug:slug>/saml/", saml.answer, name="single_sign_on_saml"),
    path("inloggen/<slug:slug>/saml/verder/", saml.finish, name="single_sign_on_saml_finish"),
    path("inloggen/<slug:slug>/saml/metadata/", saml.metadata, name="single_sign_on_metadata"),
]
