"""What the site adds to the Wagtail admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .admin_scripts import admin_start_script
from .branding_views import branding_colours, branding_file


@hooks.register("register_admin_urls")
def branding_from_a_file() -> list[URLPattern]:
    return [
        path("branding-file/<int:site_pk>/", branding_file, name="branding_file"),
        path("branding-file/<int:site_pk>/colours/", branding_colours, name="branding_colours"),
    ]


hooks.register("insert_global_admin_js", admin_start_script)
