"""What HR asks of people, and what is made for HR in the background. What HR follows are rows of other apps."""

from .api import ApiScope, ApiToken, Webhook, WebhookDelivery
from .assignments import Assignment, Duty, Exemption, QuietDay, Reminder
from .bundles import CertificateBundle
from .exports import Export, SavedView
from .jobs import Job
from .looks import Look, LookAt
from .made_files import MadeFile
from .scim import ScimRecord
from .staff_files import StaffChange, StaffFile
from .works_council import WorksCouncilDecision

__all__ = [
    "ApiScope",
    "ApiToken",
    "Assignment",
    "CertificateBundle",
    "Duty",
    "Exemption",
    "Export",
    "Job",
    "Look",
    "LookAt",
    "MadeFile",
    "QuietDay",
    "Reminder",
    "SavedView",
    "ScimRecord",
    "StaffChange",
    "StaffFile",
    "Webhook",
    "WebhookDelivery",
    "WorksCouncilDecision",
]
