"""What people from outside bring: their enterprises, their cases and their sessions."""

from .cases import (
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    CaseIndexPage,
    CasePage,
    CaseReviewTask,
    CaseStepPage,
    Section,
)
from .enterprises import Enterprise
from .sessions import MOST_PLACES, CalendarFeed, Interest, Session, SessionQuerySet, SignUp

__all__ = [
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "MOST_PLACES",
    "CalendarFeed",
    "CaseIndexPage",
    "CasePage",
    "CaseReviewTask",
    "CaseStepPage",
    "Enterprise",
    "Interest",
    "Section",
    "Session",
    "SessionQuerySet",
    "SignUp",
]
