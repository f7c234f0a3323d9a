"""What people from outside bring: their enterprises and their cases."""

from .cases import (
    LONGEST_FIGURE,
    LONGEST_INDICATOR,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    MOST_PICTURES,
    CaseIndexPage,
    CasePage,
    CasePicture,
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
    "MOST_PICTURES",
    "CaseIndexPage",
    "CasePage",
    "CasePicture",
    "CaseRemark",
    "CaseReviewTask",
    "CaseStepPage",
    "Enterprise",
    "FinalWording",
    "FinalWordingTask",
    "Section",
]
