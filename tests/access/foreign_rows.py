"""Everything that one enterprise, its municipality and its readers have here, with a word of its own in each row.

A word that turns up where it may not tells by itself from which row it came.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import CmsDocument, CmsImage
from commitments import intentions
from courses import private
from courses.enrol import enrol
from courses.models import LessonPage
from discussions import conversation
from guests import cases, meetings, review, sessions, table_answers, table_plan
from guests.case_pictures import add_picture
from guests.fair_play import record
from guests.models import (
    CalendarFeed,
    CasePage,
    CaseRating,
    Enterprise,
    FinalWording,
    GuestApplication,
    GuestInvitation,
    Material,
    PairRule,
    Preparation,
    PresenterLink,
    Session,
    SignUp,
    TableAnswer,
)
from hr.looks import note_looks
from hr.models import Look
from people.hashed_secrets import hash_of
from people.models import Organisation, User
from people.roles import PlatformRole
from tests.factories.courses import make_course, module_of
from tests.factories.evidence import make_evidence
from tests.factories.guests import (
    case_texts,
    make_approved_case,
    make_case_step,
    make_draft,
    make_editor,
    make_enterprise,
    make_entrepreneur,
    make_picture,
    make_published_case,
    make_submitted_case,
    picture_file,
)
from tests.factories.meetings import new_meeting, sme
from tests.factories.people import make_member
from tests.factories.quizzes import make_question, make_quiz, start_attempt
from tests.factories.second_step import give_passkey
from tests.factories.sessions import make_meeting, make_proposal
from tests.factories.tenders import make_tender

# In every word that must not be found; and the one to look for, so that the answer does not repeat the question.
MARK = "zwanenbloem"
LOOKED_FOR = "waterviolier"


def word(row: str) -> str:
    return f"{MARK}{row}"


def _text(row: str) -> str:
    return f"{LOOKED_FOR} {word(row)}"


@dataclass
class Foreign:
    """The rows, and the secrets that stand in no page at all."""

    author: User
    colleague: User
    enterprise: Enterprise
    editor: User
    learner: User
    host: User
    draft: CasePage
    returned: CasePage
    approved: CasePage
    published: CasePage
    picture: CmsImage
    image: CmsImage
    document: CmsDocument
    answer: TableAnswer
    session: Session
    proposal: Session
    sign_up: SignUp
    invitation: GuestInvitation
    application: GuestApplication
    rows: dict[str, Any] = field(default_factory=dict)

    @property
    def cases(self) -> list[CasePage]:
        return [self.draft, self.returned, self.approved, self.published]

    @property
    def words(self) -> list[str]:
        """What stands on no page that an outsider reads: the marks, and addresses that nobody guesses."""
        keys = [self.rows[name].key for name in ("feed", "guest", "business")]
        hashes = [self.rows[name].token_hash for name in ("final wording", "link")]
        return [MARK, self.picture.file.name, self.session.door_key, self.author.email, *keys, *hashes]


def plant() -> Foreign:
    """One of each. No mark in what everybody reads: names of enterprise, municipality and course, a published case."""
    enterprise = make_enterprise(sector=_text("sector"), region=_text("region"))
    Enterprise.objects.filter(pk=enterprise.pk).update(mission=_text("mission"))
    author = make_entrepreneur(enterprise, name=word("author"), email=f"{word('author')}@onderneming.example")
    colleague = make_entrepreneur(enterprise, name=word("colleague"))
    editor = make_editor(name=word("editor"), email=f"{word('editor')}@gemeente.example")
    held = _cases(author, editor) | _sessions(author) | _arrivals(enterprise) | _files(editor)
    learner = make_member(held["session"].organisation, name=word("learner"))
    rows = held.pop("rows") | _learning(learner, held["published"])
    answer = rows.pop("answer")
    table_answers.reply(answer, author, _text("reply"), "1")
    host = held["session"].host
    rows |= _working_on(held["session"], author) | _meeting(held["session"].organisation, author, host)
    rows["contact"] = record(
        held["session"].organisation, enterprise, date(2026, 3, 4), word("contact"), _text("subject"), host
    )
    note_looks(host, Look.Kind.LIST, {held["session"].organisation_id: {learner.pk}})
    return Foreign(author, colleague, enterprise, editor, learner, answer=answer, host=host, rows=rows, **held)


def _cases(author: User, editor: User) -> dict[str, Any]:
    draft = make_draft(author, _text("draft"))
    add_picture(draft, picture_file(), _text("picture"), author, cases.version_of(draft))
    draft.refresh_from_db()
    returned = make_submitted_case(author, _text("returned"))
    remarks = {"summary": _text("remark")}
    review.send_back(returned, editor, cases.version_of(returned), _text("reason"), remarks)
    approved = make_approved_case(author, editor, _text("approved"))
    published = make_published_case(author, "openbaar")
    cases.save_draft(published, case_texts(_text("next")), author, cases.version_of(published))
    published.refresh_from_db()
    return {
        "draft": draft,
        "returned": CasePage.objects.get(pk=returned.pk),
        "approved": approved,
        "published": published,
        "picture": cases.draft_of(draft).pictures.get().image,
        "rows": {"final wording": FinalWording.objects.get(case=approved)},
    }


def _sessions(author: User) -> dict[str, Any]:
    """One that is agreed, with somebody who comes, and one that is proposed; of the same enterprise."""
    words = {"place": _text("place"), "agenda": _text("agenda"), "link": f"https://kamer.example/{word('link')}"}
    held = []
    for make, title in ((make_meeting, "session"), (make_proposal, "proposal")):
        meeting = make(title=_text(title), **words)
        Session.objects.filter(pk=meeting.session.pk).update(enterprise=author.enterprises.get(), presenter=author)
        User.objects.filter(pk=meeting.host.pk).update(name=word(f"host of {title}"))
        held.append(meeting)
    agreed, proposed = held
    agreed.session.refresh_from_db()
    proposed.session.refresh_from_db()
    sign_up = sessions.sign_up(agreed.session, agreed.visitor(word("visitor")), name_shown=True)
    return {"session": agreed.session, "proposal": proposed.session, "sign_up": sign_up}


def _working_on(session: Session, author: User) -> dict[str, Any]:
    """What both sides prepare for a session, and a tender that is between them."""
    session.parts.create(number=1, minutes=30, what=_text("part"))
    Preparation.objects.create(session=session, directions=_text("directions"), contact=_text("host's own"))
    shown = {"session": session, "audience": Material.Audience.PARTICIPANTS, "title": _text("material")}
    return {
        "link": PresenterLink.objects.create(session=session, user=author, token_hash=hash_of("presenter")),
        "material": Material.objects.create(kind="link", link=f"https://film.example/{word('film')}", **shown),
        "tender": make_tender(session.enterprise, session.organisation, subject=_text("tender")),
    }


def _meeting(organisation: Organisation, author: User, officer: User) -> dict[str, Any]:
    """Everybody may read that it is held; not who comes, nor with what."""
    meeting = meetings.organise(new_meeting(organisation), officer)
    told = {"seeks": ["products"], "offers": ["contacts"], "wish": _text("wish")}
    guest = meetings.bring(meeting, author.enterprises.get(), author, told)
    business = meetings.add_sme(meeting, sme(contact=word("contact of an SME"), email=f"{word('sme')}@mkb.example"))
    table_plan.wish(meeting, guest, business, PairRule.Kind.PIN)
    return {"meeting": meeting, "guest": guest, "business": business, "pair": meeting.pair_rules.get()}


def _arrivals(enterprise: Enterprise) -> dict[str, Any]:
    application = GuestApplication.objects.create(
        email=f"{word('applicant')}@elders.example",
        name=word("applicant"),
        enterprise_name=word("application"),
        mission=_text("application"),
        token_hash=hash_of("application"),
    )
    invitation = GuestInvitation.objects.create(
        email=f"{word('invited')}@elders.example",
        name=word("invited"),
        enterprise=enterprise,
        token_hash=hash_of("invitation"),
        expires_at=application.created_at.replace(year=application.created_at.year + 1),
    )
    return {"application": application, "invitation": invitation}


def _files(editor: User) -> dict[str, Any]:
    """An image of the editors, and a document that only they may read."""
    closed = Collection.get_first_root_node().add_child(name=word("collection"))
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    document = CmsDocument.objects.create(
        title=_text("document"),
        collection=closed,
        uploaded_by_user=editor,
        file=ContentFile(word("content").encode(), name=f"{word('file')}.txt"),
    )
    image = make_picture(_text("image"))
    CmsImage.objects.filter(pk=image.pk).update(title=word("title"), uploaded_by_user=editor, collection=closed)
    return {"document": document, "image": image}


def _passkey_of(learner: User) -> Authenticator:
    passkey = give_passkey(learner)
    passkey.data["name"] = word("passkey")
    passkey.save()
    return passkey


def _learning(learner: User, published: CasePage) -> dict[str, Any]:
    """What somebody does in a course that has the case: an answer to its question, and what is only theirs."""
    course = make_course()
    step = make_case_step(course, published)
    enrolment = enrol(learner, course)
    CaseRating.objects.create(case=published, case_key=published.translation_key, user=learner, useful="yes")
    lesson = LessonPage.objects.descendant_of(course).first()
    return {
        "course": course,
        "step": step,
        "enrolment": enrolment,
        "lesson": lesson,
        "answer": table_answers.propose(learner, step, _text("answer"), ["finance"], None),
        "feed": CalendarFeed.objects.create(user=learner),
        "note": private.save_note(enrolment, lesson, lesson.body[0].id, _text("note")),
        "intention": intentions.make(enrolment, module_of(course), _text("intention"), None),
        "question": conversation.ask(learner, lesson, _text("question"), uuid4()),
        "evidence": make_evidence(learner, title=_text("evidence")),
        "attempt": start_attempt(learner, make_quiz(make_question())),
        # A new passkey ends other sessions, so it comes first.
        "passkey": _passkey_of(learner),
        "signed_in": UserSession.objects.create(
            user=learner, ip="192.0.2.1", session_key="foreign", user_agent=word("device")
        ),
    }
