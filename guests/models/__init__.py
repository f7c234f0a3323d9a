"""What people from outside bring: their enterprises and their cases."""

from .arrivals import GuestApplication, GuestInvitation
from .cases import (
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    CaseIndexPage,
    CasePage,
    CaseReviewTask,
    CaseStepPage,
    Section,
)
from .contacts import ContactMoment
from .enterprises import Enterprise

__all__ = [
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "CaseIndexPage",
    "CasePage",
    "CaseReviewTask",
    "CaseStepPage",
    "ContactMoment",
    "Enterprise",
    "GuestApplication",
    "GuestInvitation",
    "Section",
]
