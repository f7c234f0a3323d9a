"""Material and recordings of sessions: who may see which, adding and taking away.

Both sides see everything of their own session. Others see it by its audience, once the session is confirmed, after it
where that was asked, and a recording only as long as the last word of the presenter about recordings is yes.
"""

import logging
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.refused import Refused
from people.models import Membership, User

from .material_files import Accepted
from .models import Material, RecordingConsent, Session, SignUp
from .sessions import sessions_hosted_by, sessions_presented_by

logger = logging.getLogger(__name__)
MOST_PER_SESSION = 20
Audience, Kind = Material.Audience, Material.Kind


# --- Who sees what -----------------------------------------------------------


def material_of(session: Session) -> QuerySet[Material]:
    """All of it, for the two sides."""
    return session.material.all()


def material_seen_by(user: User) -> QuerySet[Material]:
    """What `user` may read as a participant, colleague or anyone who signed in."""
    now = timezone.now()
    works_at = Membership.objects.current().filter(user=user).values("organisation")
    has_a_place = SignUp.objects.filter(session=OuterRef("session"), user=user, state=SignUp.State.SIGNED_UP)
    last_word = RecordingConsent.objects.filter(session=OuterRef("session")).order_by("-said_at", "-pk")
    invited = (
        Q(audience=Audience.EVERYONE)
        | Q(audience=Audience.MEMBERS, session__organisation__in=works_at)
        | Exists(has_a_place)
    )
    found = Material.objects.filter(session__in=Session.objects.confirmed().values("pk")).filter(invited)
    found = found.filter(Q(after_only=False) | Q(session__ends_at__lte=now))
    found = found.annotate(agreed=Subquery(last_word.values("given")[:1]))
    found = found.filter(~Q(kind=Kind.RECORDING) | Q(agreed=True, session__ends_at__lte=now))
    return found.select_related("session__enterprise", "session__organisation").order_by(
        "-session__starts_at", "added_at", "pk"
    )


def material_for(user: User, pk: int) -> Material:
    """One that `user` may read, or that belongs to an own session; 404 for any other."""
    seen = material_seen_by(user).filter(id=pk).first()
    if seen is not None:
        return seen
    own = Q(session__in=sessions_hosted_by(user).values("pk")) | Q(
        session__in=sessions_presented_by(user).values("pk")
    )
    return get_object_or_404(Material.objects.select_related("session__enterprise").filter(own), id=pk)


def recording_for(user: User, pk: int) -> Material:
    """The same, when it is a recording."""
    material = material_for(user, pk)
    if material.kind != Kind.RECORDING:
        raise Http404
    return material


def material_in(session: Session, pk: int) -> Material:
    """One of this session, for a side of it; 404 for any other."""
    return get_object_or_404(material_of(session), id=pk)


# --- Consent -----------------------------------------------------------------


def recording_is_agreed(session: Session) -> bool | None:
    """The last word of the presenter about showing recordings; None while nothing was said."""
    last = session.recording_consents.order_by("-said_at", "-pk").first()
    return last.given if last else None


def say_of_recording(session: Session, given: bool, user: User) -> None:
    """Saying the same twice is saying it once."""
    if recording_is_agreed(session) is not given:
        RecordingConsent.objects.create(session=session, given=given, said_by=user)


# --- Adding and taking away --------------------------------------------------


def add(
    session: Session, fields: dict[str, Any], accepted: Accepted | None, user: User, by_presenter: bool
) -> Material:
    """Keep a link, or what was accepted of a file. Raises Refused with a sentence."""
    _refuse_too_many(session)
    material = Material(session=session, added_by=user, by_presenter=by_presenter, **fields)
    if accepted is not None:
        material.file_name, material.content_type = accepted.file_name, accepted.content_type
        material.size = accepted.content.size
        # Before the transaction: writing a long recording would hold everybody else up.
        material.file.name = _write(material, accepted)
    try:
        with transaction.atomic():
            _refuse_too_many(Session.objects.select_for_update(no_key=True).get(pk=session.pk))
            material.save()
    except BaseException:
        _remove_file(material)
        raise
    return material


def _refuse_too_many(session: Session) -> None:
    if material_of(session).count() >= MOST_PER_SESSION:
        words = _("A session has at most %(most)s pieces of material. Remove one first.")
        raise Refused(words % {"most": MOST_PER_SESSION})


def _write(material: Material, accepted: Accepted) -> str:
    """The file comes first: a row without a file shows nothing, a file without a row is only lost space."""
    name = f"sessions/{uuid4().hex}.{accepted.extension}"
    try:
        return material.file.storage.save(name, accepted.content)
    except OSError as problem:
        logger.exception("Material of a session is not kept: the file cannot be written.")
        raise Refused(_("The file could not be kept; nothing has been added. Please try again later.")) from problem


def remove_file_after(instance: Material, **_signal: Any) -> None:
    """Receiver of post_delete: the file goes with the row, also when that goes with its session."""
    transaction.on_commit(partial(_remove_file, instance))


def _remove_file(material: Material) -> None:
    """When that fails the log says which one is left."""
    if not material.file.name:
        return
    try:
        material.file.storage.delete(material.file.name)
    except OSError:
        logger.exception("The file %s of removed material could not be removed.", material.file.name)
