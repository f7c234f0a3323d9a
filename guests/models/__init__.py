"""What people from outside bring: their enterprises and their cases."""

from .arrivals import GuestApplication, GuestInvitation
from .cases import (
    LONGEST_FIGURE,
    LONGEST_INDICATOR,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    CaseIndexPage,
    CasePage,
    CaseStepPage,
    Section,
)
from .enterprises import Enterprise
from .review import LONGEST_REMARK, CaseRemark, CaseReviewTask, FinalWording, FinalWordingTask

__all__ = [
    "LONGEST_FIGURE",
    "LONGEST_INDICATOR",
    "LONGEST_REMARK",
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "CaseIndexPage",
    "CasePage",
    "CaseRemark",
    "CaseReviewTask",
    "CaseStepPage",
    "Enterprise",
    "FinalWording",
    "FinalWordingTask",
    "GuestApplication",
    "GuestInvitation",
    "Section",
]
