"""What entrepreneurs, sessions and meetings leave behind, and for how long it is kept."""

from django.utils.translation import gettext_lazy as _

from people.privacy.retention import Kept, keep

from . import case_pictures, fair_play, invitations, meetings, presenter_links, tenders


def register() -> None:
    """Once, when the apps are there."""
    arrivals = _("Invitations and applications of entrepreneurs")
    keep(Kept("arrivals", arrivals, invitations.KEPT_FOR.days, _arrivals, invitations.forget_old_arrivals))
    pictures, unused = _("Pictures that entrepreneurs took out again"), case_pictures.unused_pictures
    keep(
        Kept(
            "pictures",
            pictures,
            case_pictures.KEPT_FOR.days,
            lambda: len(unused()),
            case_pictures.forget_unused_pictures,
        )
    )
    years = 365 * fair_play.YEARS_KEPT
    keep(
        Kept(
            "contact_moments",
            _("Contact moments of municipalities with enterprises"),
            years,
            lambda: fair_play.old_contact_moments().count(),
            fair_play.forget_old_contact_moments,
        )
    )
    keep(Kept("tenders", _("Tenders"), years, lambda: tenders.old_tenders().count(), tenders.forget_old_tenders))
    keep(
        Kept(
            "participants",
            _("Who came to a meeting"),
            meetings.KEPT_FOR.days,
            lambda: meetings.old_participants().count(),
            meetings.forget_old_participants,
        )
    )
    presenting, works_for = _("Links and contacts of presenters"), presenter_links.WORKS_FOR.days
    keep(Kept("presenting", presenting, works_for, _presenting, presenter_links.forget_presenting))


def _arrivals() -> int:
    return sum(old.count() for old in invitations.old_arrivals())


def _presenting() -> int:
    return sum(old.count() for old in presenter_links.old_presenting())
