"""What who presents a session sees of it, and whether they can show that they did it."""

from typing import Any

from people.models import User

from . import attendance, checklist, materials, presenter_links, run_sheets, sessions
from .models import Material, Preparation, Session
from .sides import Side
from .workplace import Workplace


def preparation_of(session: Session) -> Preparation:
    """What the host wrote; empty while that is nothing."""
    return Preparation.objects.filter(session=session).first() or Preparation(session=session)


def has_presented(session: Session, user: User) -> bool:
    """Whether `user` gave this session: it took place, and it is this user who said yes to presenting it."""
    return session.is_confirmed and session.is_over and session.presenter_id == user.pk


def page_of(work: Workplace) -> dict[str, Any]:
    """For guests/presenter/prepare.html."""
    session = work.session
    own = material_rows(work)
    return {
        "work": work,
        "session": session,
        "places": sessions.places_of(session),
        "who": attendance.who_comes(session),
        "preparation": preparation_of(session),
        "parts": session.timed_parts,
        "minutes_left": run_sheets.minutes_left(session),
        "lines": checklist.lines_of(session, Side.PRESENTER),
        "material": own,
        "has_recording": any(row["material"].kind == Material.Kind.RECORDING for row in own),
        "recording_agreed": materials.recording_is_agreed(session),
        "has_presented": has_presented(session, work.user),
        "works_until": presenter_links.works_until(session),
        "addresses": addresses_of(work),
    }


def addresses_of(work: Workplace) -> dict[str, str]:
    """Of what one can open and press."""
    names = ("run_sheet", "checklist", "material_add", "recording_consent", "link_renew", "statement")
    return {name: work.address(name) for name in names}


def material_rows(work: Workplace) -> list[dict[str, Any]]:
    """All material with where to open it and, for what one may take away, where to do that."""
    return [
        {
            "material": one,
            "address": _address(work, one),
            "remove": work.address("material_remove", one.pk) if may_remove(work, one) else "",
        }
        for one in materials.material_of(work.session)
    ]


def _address(work: Workplace, material: Material) -> str:
    if material.kind == Material.Kind.LINK:
        return material.link
    if material.kind == Material.Kind.RECORDING and not work.token:
        return work.address("recording", material.pk)
    return work.address("material", material.pk)


def may_remove(work: Workplace, material: Material) -> bool:
    """The host answers for what is shown; a presenter takes away what the own side added."""
    return Side.HOST in work.sides or material.by_presenter
