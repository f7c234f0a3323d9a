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
from .meetings import (
    LONGEST_OUTCOME,
    LONGEST_WISH,
    MOST_ROUNDS,
    MOST_TABLES,
    Conversation,
    Meeting,
    MeetingQuerySet,
    Outcome,
    PairRule,
    Participant,
    Subject,
)
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
    "LONGEST_OUTCOME",
    "LONGEST_REASON",
    "LONGEST_REMARK",
    "LONGEST_REMARK_AFTERWARDS",
    "LONGEST_SUMMARY",
    "LONGEST_TENDER",
    "LONGEST_TEXT",
    "LONGEST_WISH",
    "MOST_PICTURES",
    "MOST_PLACES",
    "MOST_ROUNDS",
    "MOST_TABLES",
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
    "Conversation",
    "Enterprise",
    "FinalWording",
    "FinalWordingTask",
    "GuestApplication",
    "GuestInvitation",
    "Interest",
    "Meeting",
    "MeetingQuerySet",
    "Outcome",
    "PairRule",
    "Participant",
    "Section",
    "Session",
    "SessionEvaluation",
    "SessionQuerySet",
    "SessionStepPage",
    "SignUp",
    "Subject",
    "TableAnswer",
    "Tender",
    "TenderQuerySet",
]
