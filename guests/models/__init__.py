"""What people from outside bring: their enterprises, their cases and their sessions."""

from .arrivals import GuestApplication, GuestInvitation
from .cases import (
    GOAL_CHOICES,
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
from .contacts import ContactMoment
from .enterprises import Enterprise
from .evaluations import LONGEST_REMARK_AFTERWARDS, SessionEvaluation
from .review import LONGEST_REMARK, CaseRemark, CaseReviewTask, FinalWording, FinalWordingTask
from .session_steps import SessionStepPage
from .sessions import MOST_PLACES, CalendarFeed, Interest, Session, SessionQuerySet, SignUp
from .tenders import LONGEST_TENDER, CaseHiding, Tender, TenderQuerySet
from .use import LONGEST_ANSWER, LONGEST_REASON, CaseRating, TableAnswer

__all__ = [
    "GOAL_CHOICES",
    "LONGEST_ANSWER",
    "LONGEST_FIGURE",
    "LONGEST_INDICATOR",
    "LONGEST_REASON",
    "LONGEST_REMARK",
    "LONGEST_REMARK_AFTERWARDS",
    "LONGEST_SUMMARY",
    "LONGEST_TENDER",
    "LONGEST_TEXT",
    "MOST_PICTURES",
    "MOST_PLACES",
    "CalendarFeed",
    "CaseHiding",
    "CaseIndexPage",
    "CasePage",
    "CasePicture",
    "CaseRating",
    "CaseRemark",
    "CaseReviewTask",
    "CaseStepPage",
    "ContactMoment",
    "Enterprise",
    "FinalWording",
    "FinalWordingTask",
    "GuestApplication",
    "GuestInvitation",
    "Interest",
    "Section",
    "Session",
    "SessionEvaluation",
    "SessionQuerySet",
    "SessionStepPage",
    "SignUp",
    "TableAnswer",
    "Tender",
    "TenderQuerySet",
]
