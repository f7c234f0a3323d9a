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
from .sessions import MOST_PLACES, CalendarFeed, Interest, Session, SessionQuerySet, SignUp
from .use import LONGEST_ANSWER, CaseRating, TableAnswer

__all__ = [
    "GOAL_CHOICES",
    "LONGEST_ANSWER",
    "LONGEST_FIGURE",
    "LONGEST_INDICATOR",
    "LONGEST_OUTCOME",
    "LONGEST_REMARK",
    "LONGEST_SUMMARY",
    "LONGEST_TEXT",
    "LONGEST_WISH",
    "MOST_PICTURES",
    "MOST_PLACES",
    "MOST_ROUNDS",
    "MOST_TABLES",
    "CalendarFeed",
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
    "SessionQuerySet",
    "SignUp",
    "Subject",
    "TableAnswer",
]
