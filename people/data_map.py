"""The words of the data map, and the map of the people themselves (docs/data-protection.md).

Every field of every model is declared once: as personal, with why and how long, or as content.
The maps of all apps come together in config/data_map.py; tests/consistency/test_data_map.py fails
on what is missing. `cms` may not import people, so its map stands in config as well.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Category(StrEnum):
    """What kind of personal data it is."""

    IDENTITY = _("who someone is")
    SIGN_IN = _("how someone signs in")
    WORK = _("where someone works and in which role")
    LEARNING = _("what someone learned")
    AUTHORSHIP = _("who wrote or changed what")
    PREFERENCE = _("how someone likes the screen and the mail")


class Retention(StrEnum):
    """How long it is kept; a municipality may ask for less."""

    SESSION = _("12 hours after signing in")
    ACCOUNT = _("as long as the account exists")
    INVITATION = _("until a year after it was sent")
    CERTIFICATE = _("as long as the certificate may be shown to someone")
    MAIL = _("until 30 days after it was sent or refused, or 90 days after sending was given up")
    CONTENT = _("as long as the page or file exists")
    CONTACT = _("until three years after that day")
    MEETING = _("until half a year after the meeting")
    PRESENTING = _("until ninety days after the session")
    LOOK = _("until a year after that day")
    ANSWERS = _("until two years after the quiz was finished")
    AUDIT = _("until two years after it happened")


class Erasure(StrEnum):
    """What happens when the account is erased (people/privacy/erasure.py does what stands here)."""

    WITH_ACCOUNT = _("the row is deleted with the account")
    REFERENCE_EMPTIED = _("the row stays, without saying whose it was")
    EMPTIED = _("the row stays, without these words and without saying whose they were")
    PSEUDONYMISED = _("the row goes; the register keeps a hash of the code, the course, the day and the status")
    KEPT = _("stays, for the purpose that is named")
    EXPIRES = _("is gone by itself when its time is over")


@dataclass(frozen=True)
class Personal:
    """A field about a person. `exported`: given to whoever asks for their own data (GDPR, article 15).

    about: of whom it tells: names of references that lead to an account ("enrolment__user"), with spaces between;
    a name after an @ is a field with somebody's address ("@email"). Empty: whom the field itself points at, or else
    the owner of the row (people/privacy/subjects.py). NOBODY: the row does not say whose it is.
    """

    category: Category
    purpose: str
    retention: Retention
    erasure: Erasure
    exported: bool = True
    about: str = ""


# The value of `about` for what no account can be found by.
NOBODY = "nobody"


@dataclass(frozen=True)
class Content:
    """A field that is about nobody."""


Declaration = Personal | Content
# Field name to declaration; and model label ("people.User") to fields.
Fields = dict[str, Declaration]
DataMap = dict[str, Fields]


def content(names: str) -> Fields:
    """The fields of these names, with spaces between, hold no personal data."""
    return dict.fromkeys(names.split(), Content())


def personal(
    names: str,
    category: Category,
    purpose: str,
    retention: Retention,
    erasure: Erasure,
    exported: bool = True,
    about: str = "",
) -> Fields:
    """The fields of these names are personal, all in the same way."""
    return dict.fromkeys(names.split(), Personal(category, purpose, retention, erasure, exported, about))


def account_data(names: str, category: Category, purpose: str, exported: bool = True, about: str = "") -> Fields:
    """Personal data that lives and dies with the account."""
    return personal(names, category, purpose, Retention.ACCOUNT, Erasure.WITH_ACCOUNT, exported, about)


def author(names: str, purpose: str = _("to ask whoever made it"), about: str = "") -> Fields:
    """Who made or changed something, forgotten with the account."""
    emptied = Erasure.REFERENCE_EMPTIED
    return personal(names, Category.AUTHORSHIP, purpose, Retention.CONTENT, emptied, about=about)


TO_ACCOUNT = _("to account for what was done to accounts, roles and personal data (BIO2, 8.15)")

DATA_MAP: DataMap = {
    "people.User": content("id")
    | account_data("email", Category.IDENTITY, _("to sign in and to be mailed"))
    | account_data("name", Category.IDENTITY, _("to stand on certificates and in the overview of HR"))
    | account_data("password", Category.SIGN_IN, _("to sign in; a hash, never the password itself"), exported=False)
    | account_data("last_login date_joined is_active", Category.SIGN_IN, _("to find and close unused accounts"))
    | account_data("is_superuser groups user_permissions", Category.WORK, _("to know what someone may do")),
    "people.Organisation": content("id name slug"),
    "people.EmailDomain": content("id organisation domain"),
    "people.Department": content("id organisation parent name code"),
    "people.JobTitle": content("id organisation name"),
    "people.Membership": content("id")
    | account_data(
        "user organisation department role job_title personnel_number started_on ended_on",
        Category.WORK,
        _("so that HR and team leads follow their own people, and nobody else's"),
    )
    | personal(
        "manager",
        Category.WORK,
        _("to know whom to tell that a course is late, where HR asked for that"),
        Retention.ACCOUNT,
        Erasure.REFERENCE_EMPTIED,
    ),
    "people.Invitation": content("id organisation department token_hash")
    | personal(
        "email created_at expires_at accepted_at",
        Category.IDENTITY,
        _("to invite a colleague, and to know whom that was"),
        Retention.INVITATION,
        Erasure.WITH_ACCOUNT,
        about="@email",
    )
    | author("invited_by", _("to tell the invited who asks")),
    "people.MailChoice": content("id")
    | account_data("user kind wanted", Category.PREFERENCE, _("to mail only what someone wants")),
    "people.OutboxMail": content("id attempts next_try_at give_up_at last_error")
    | personal(
        "user address way_out kind subject body calendar state created_at sent_at",
        Category.LEARNING,
        _("so that a mail is sent; its words are emptied as soon as it is"),
        Retention.MAIL,
        Erasure.WITH_ACCOUNT,
        about="user @address",
    )
    | personal(
        "key message_id",
        Category.LEARNING,
        _("so that a mail is sent once"),
        Retention.MAIL,
        Erasure.WITH_ACCOUNT,
        exported=False,
        about="user @address",
    ),
    "people.AuditEntry": content("id")
    | personal(
        "by origin",
        Category.AUTHORSHIP,
        TO_ACCOUNT,
        Retention.AUDIT,
        Erasure.EMPTIED,
        about="by",
    )
    | personal(
        "person",
        Category.SIGN_IN,
        TO_ACCOUNT,
        Retention.AUDIT,
        Erasure.REFERENCE_EMPTIED,
    )
    | personal(
        "at action ok",
        Category.SIGN_IN,
        TO_ACCOUNT,
        Retention.AUDIT,
        Erasure.KEPT,
        about="by person",
    )
    | personal(
        "about detail",
        Category.SIGN_IN,
        TO_ACCOUNT,
        Retention.AUDIT,
        Erasure.EMPTIED,
        about="person",
    ),
    # A hash that says of nobody who it was.
    "people.ErasedAccount": content("id subject how at"),
    "people.RetentionPeriod": content("id organisation kept days"),
}
