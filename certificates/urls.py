from django.urls import path

from . import views

urlpatterns = [
    path("certificaat/", views.check, name="certificate_check"),
    path("certificaat/<str:code>/", views.verify, name="certificate_verify"),
    path("mijn-leren/certificaat/<str:code>/pdf/", views.pdf, name="certificate_pdf"),
]
