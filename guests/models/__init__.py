"""What people from outside bring: their enterprises and their cases."""

from .cases import (
    LONGEST_FIGURE,
    LONGEST_INDICATOR,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    CaseIndexPage,
    CasePage,
    CaseReviewTask,
    CaseStepPage,
    Section,
)
from .enterprises import Enterprise

__all__ = [
    "LONGEST_FIGURE",
    "LONGEST_INDICATOR",
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "CaseIndexPage",
    "CasePage",
    "CaseReviewTask",
    "CaseStepPage",
    "Enterprise",
    "Section",
]
