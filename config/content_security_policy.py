"""One policy for the public site and one for the Wagtail admin."""

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

ADMIN_PREFIX = "/admin/"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the public policy everywhere but under /admin/, which has a policy of its own."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN_PREFIX) and not report_only:
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        elif getattr(request, "is_preview", False) and not report_only:
            # Wagtail draws a preview as a page of the public site, and shows it in a frame of its admin.
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        return parts
