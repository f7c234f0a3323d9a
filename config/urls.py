"""Root addresses. Everything asks for sign-in (config/kept_words.py) unless it says otherwise."""

from allauth.account.views import login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_POST
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView

from cms.routing import ContentLanguagePrefix, serve
from courses.documents import document
from hr.api.service import addresses as hr_api_addresses
from hr.scim.addresses import addresses as scim_addresses

from . import health, statements
from .figures_page import figures
from .kept_words import kept_words
from .security_txt import security_txt


@login_not_required
def admin_door(request: HttpRequest) -> HttpResponse:
    """Where Wagtail sends whoever may not enter its admin.

    The one door is allauth; Wagtail's own sign-in has no second factor and no rate limit. Who has
    signed in and still may not enter would be sent to and fro for ever: for them there is no admin.
    """
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return redirect_to_login(request.GET.get("next", "/admin/"))


@login_not_required
def not_there(request: HttpRequest) -> HttpResponse:
    """In place of an address of a package that we do not offer."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("privacy/", statements.privacy, name="privacy"),
    path("cookies/", statements.cookie_list, name="cookies"),
    path("toegankelijkheid/", statements.accessibility, name="accessibility"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", figures, name="metrics"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("bewaard/", kept_words, name="kept_words"),
    path("admin/login/", admin_door),
    # Wagtail's own view takes the session away before it says that it answers POST only.
    path("admin/logout/", require_POST(LogoutView.as_view())),
    path("admin/", include(wagtailadmin_urls)),
    # Without Wagtail's other address, a form for a password that no collection of documents can have.
    re_path(r"^documenten/(\d+)/(.*)$", document, name="wagtaildocs_serve"),
    # Spare codes are shown once, on their own page; a file of them would be left behind.
    path("accounts/2fa/recovery-codes/download/", not_there),
    path("accounts/", include("allauth.urls")),
    # The same page under the name that Wagtail looks up before it protects a page.
    path("accounts/login/", login, name="wagtailcore_login"),
    path("", include("people.urls")),
    path("", include("cms.urls")),
    path("mijn-leren/", include("courses.urls")),
    path("", include("discussions.urls")),
    path("", include("commitments.urls")),
    path("", include("transcript.urls")),
    path("", include("quizzes.urls")),
    path("", include("certificates.urls")),
    path("studio/", include("guests.urls")),
    path("", include("guests.public_urls")),
    path("casus-stap/", include("guests.case_step_urls")),
    path("sessies/", include("guests.session_urls")),
    path("aanbestedingen/", include("guests.tender_urls")),
    path("ontmoetingen/", include("guests.meeting_urls")),
    path("hr/", include("hr.urls")),
    path("api/hr/v1/", include(hr_api_addresses())),
    path("api/scim/v2/", include(scim_addresses())),
    path("", include("hr.privacy_urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns += [
        # As the web server in front does (docs/operations.md): documents and uploaded pictures are in no folder.
        re_path(
            r"^media/(?P<path>(?!documents/|original_images/).+)$",
            login_not_required(serve_file),
            {"document_root": settings.MEDIA_ROOT},
        ),
    ]
elif settings.FILES_ARE_IN_BUCKETS:
    # Only here, for the library of buckets takes a tenth of the memory of a process.
    from .public_objects import public_object

    urlpatterns += [path("media/<path:path>", public_object)]
urlpatterns += [
    # Only the pages: Wagtail's other two addresses are sign-in forms of their own.
    URLResolver(ContentLanguagePrefix(), [re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve")]),
]
handler400 = "config.errors.bad_request"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
