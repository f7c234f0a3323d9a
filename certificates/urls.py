from django.urls import path

from . import badge_views, holder_views, views

urlpatterns = [
    path("certificaat/", views.check, name="certificate_check"),
    # Before the codes, none of which is three letters.
    path("certificaat/pdf/", views.check_file, name="certificate_file"),
    path("certificaat/<str:code>/", views.verify, name="certificate_verify"),
    path("certificaat/gedeeld/<str:token>/", views.shared, name="certificate_shared"),
    path("certificaat/badges/<int:number>/", badge_views.status_list, name="badge_status_list"),
    # The address that did:web prescribes.
    path(".well-known/did.json", badge_views.issuer, name="badge_issuer"),
    path("mijn-leren/certificaat/<str:code>/", holder_views.certificate, name="certificate"),
    path("mijn-leren/certificaat/<str:code>/json/", holder_views.as_json, name="certificate_json"),
    path("mijn-leren/certificaat/<str:code>/delen/", holder_views.share, name="share_certificate"),
    path("mijn-leren/certificaat/<str:code>/niet-delen/", holder_views.stop_sharing, name="stop_sharing_certificate"),
    path("mijn-leren/certificaat/<str:code>/vernieuwen/", holder_views.renew, name="renew_certificate"),
    path("mijn-leren/certificaat/<str:code>/badge/", badge_views.badge, name="certificate_badge"),
    path("mijn-leren/certificaat/<str:code>/badge-maken/", badge_views.ask_badge, name="ask_badge"),
    path("mijn-leren/certificaat/<str:code>/pdf/", views.pdf, name="certificate_pdf"),
]
