"""Tenders are declared by either side, and a case can be out of sight as long as one runs.

What has to do with a tender is said to who decides on a meeting or a case; it forbids nothing. What a municipality
declares an enterprise reads from the day on which the tender runs: before that it would know what others do not.
What is hidden by that stands in guests/hidden_cases.py.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, PageQuerySet

from cms.refused import Refused
from people.models import Membership, Organisation, User
from people.perms import has_platform_role, organisations_with_role
from people.roles import PlatformRole

from .cases import enterprises_of
from .fair_play import forgotten_before
from .models import CaseHiding, CasePage, Enterprise, Tender, TenderQuerySet
from .profiles import admitted

# --- Who ---------------------------------------------------------------------


@dataclass(frozen=True)
class Sides:
    """For whom someone declares: as which enterprises and which municipalities; an editor for everybody."""

    enterprises: QuerySet[Enterprise]
    organisations: QuerySet[Organisation]
    is_editor: bool
    writes: bool

    def __bool__(self) -> bool:
        return self.is_editor or self.writes or self.organisations.exists()


def sides_of(user: User | AnonymousUser) -> Sides:
    """Members of an enterprise, HR officers and editors; nobody else has one."""
    own = enterprises_of(user)
    officer_of = organisations_with_role(user, Membership.Role.HR)
    is_editor = has_platform_role(user, PlatformRole.EDITOR)
    return Sides(own, officer_of, is_editor, own.exists())


def sides_for(user: User) -> Sides:
    """The same; 404 for who has none."""
    sides = sides_of(user)
    if not sides:
        raise Http404
    return sides


def known_to_enterprise() -> Q:
    """What its members may know: their own, and of the municipality what runs or ran, which is public then."""
    return Q(by_enterprise=True) | Q(starts_on__lte=timezone.localdate())


def tenders_of(user: User | AnonymousUser) -> TenderQuerySet:
    """What `user` may read: of the own enterprise, of the own municipality, and all of them as an editor."""
    sides = sides_of(user)
    found = Tender.objects.select_related("enterprise", "organisation")
    if sides.is_editor:
        return found
    own = Q(enterprise__in=sides.enterprises) & known_to_enterprise()
    return found.filter(own | Q(organisation__in=sides.organisations))


def latest_first(tenders: TenderQuerySet) -> TenderQuerySet:
    """What stands before what was struck out; an unknown beginning is still to come."""
    return tenders.order_by(F("struck_at").asc(nulls_first=True), F("starts_on").desc(nulls_first=True), "-pk")


def tender_for(user: User, pk: int) -> Tender:
    """One that `user` may read; 404 for any other."""
    return get_object_or_404(tenders_of(user), id=pk)


def may_change(user: User, tender: Tender) -> bool:
    """Correct, end or strike out a line that stands: of what a municipality declared the enterprise only reads."""
    sides = sides_of(user)
    if sides.is_editor or tender.organisation in sides.organisations:
        return True
    return tender.by_enterprise and sides.enterprises.filter(pk=tender.enterprise_id).exists()


def may_hide(user: User, tender: Tender) -> bool:
    """Its cases: the enterprise and the editors; a municipality asks one of them, as others read them too."""
    if tender.struck_at is not None or tender.state == Tender.State.OVER:
        return False
    sides = sides_of(user)
    return sides.is_editor or sides.enterprises.filter(pk=tender.enterprise_id).exists()


def enterprises_to_declare(sides: Sides) -> QuerySet[Enterprise]:
    """A municipality chooses among those that everybody sees."""
    if sides.is_editor:
        return Enterprise.objects.order_by("name", "pk")
    return admitted() if sides.organisations.exists() else sides.enterprises.order_by("name", "pk")


def organisations_to_declare(sides: Sides) -> QuerySet[Organisation]:
    """An officer declares for the own municipality only."""
    every = Organisation.objects.order_by("name")
    if sides.is_editor or not sides.organisations.exists():
        return every
    return every.filter(pk__in=sides.organisations)


# --- Declaring -----------------------------------------------------------------


@transaction.atomic
def declare(user: User, enterprise: Enterprise, told: dict[str, Any]) -> Tender:
    """A new line; the same once more, as a double click sends it, gives the first."""
    # Whoever declares for this enterprise at the same time waits here.
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)
    known = Tender.objects.standing().filter(enterprise=enterprise, **told).first()
    if known is not None:
        return known
    by_enterprise = enterprises_of(user).filter(pk=enterprise.pk).exists()
    return Tender.objects.create(enterprise=enterprise, by_enterprise=by_enterprise, declared_by=user, **told)


@transaction.atomic
def correct(tender: Tender, user: User, subject: str, starts_on: date | None, ends_on: date | None) -> Tender:
    """A new line in place of this one, which stays, struck out; the cases it hides go along. Raises Refused."""
    held = _standing(tender)
    if (held.subject, held.starts_on, held.ends_on) == (subject, starts_on, ends_on):
        return held
    held.struck_at = timezone.now()
    held.save(update_fields=["struck_at"])
    new = Tender.objects.create(
        enterprise_id=held.enterprise_id,
        organisation_id=held.organisation_id,
        municipality=held.municipality,
        subject=subject,
        starts_on=starts_on,
        ends_on=ends_on,
        by_enterprise=held.by_enterprise,
        declared_by=user,
    )
    CaseHiding.objects.chosen().filter(tender=held).update(tender=new)
    return new


def end(tender: Tender, user: User) -> Tender:
    """Today is its last day. Raises Refused for one that does not run."""
    if tender.state != Tender.State.RUNNING:
        raise Refused(_("This tender does not run now. Correct its days, or strike it out."))
    return correct(tender, user, tender.subject, tender.starts_on, timezone.localdate())


@transaction.atomic
def strike_out(tender: Tender) -> None:
    """Declared by mistake: it stays readable and counts no more, nor does what it hides. Raises Refused."""
    held = _standing(tender)
    held.struck_at = timezone.now()
    held.save(update_fields=["struck_at"])


def _standing(tender: Tender) -> Tender:
    held = Tender.objects.select_for_update().get(pk=tender.pk)
    if held.struck_at is not None:
        raise Refused(_("Somebody has just corrected this tender or struck it out. Read the newest line."))
    return held


def old_tenders() -> TenderQuerySet:
    """As long after its end, or after it was struck out, as contact moments are kept."""
    last = forgotten_before(timezone.localdate())
    return Tender.objects.filter(Q(ends_on__lt=last) | Q(struck_at__date__lt=last))


def forget_old_tenders() -> int:
    """Returns how many lines."""
    old = old_tenders()
    count = old.count()
    old.delete()
    return count


# --- Minding -------------------------------------------------------------------


def to_mind(enterprise: Enterprise, organisation: Organisation, for_enterprise: bool) -> list[Tender]:
    """What is expected or runs between these two, as far as this side may know."""
    found = of_interest(enterprise).filter(organisation=organisation)
    return list(found.filter(known_to_enterprise()) if for_enterprise else found)


def of_interest(enterprise: Enterprise) -> TenderQuerySet:
    """What is expected or runs for an enterprise, for who reviews its cases."""
    return Tender.objects.not_over().filter(enterprise=enterprise).select_related("enterprise", "organisation")


def of_municipalities(organisations: Collection[int] | QuerySet[Organisation]) -> TenderQuerySet:
    """What is expected or runs there, for who keeps the register of contact moments."""
    found = Tender.objects.not_over().filter(organisation__in=organisations)
    return found.select_related("enterprise", "organisation").order_by("enterprise__name", "pk")


# --- Hiding --------------------------------------------------------------------


def cases_to_hide(enterprise: Enterprise) -> PageQuerySet:
    """What it has on the site, each once."""
    return CasePage.objects.live().filter(enterprise=enterprise, locale=Locale.get_default()).order_by("title", "pk")


@dataclass(frozen=True)
class Hidden:
    """What somebody chose to hide during one tender."""

    everything: bool
    cases: frozenset[int]


def hidden_by(tender: Tender) -> Hidden:
    chosen = list(CaseHiding.objects.chosen().filter(tender=tender).values_list("case", flat=True))
    return Hidden(None in chosen, frozenset(pk for pk in chosen if pk is not None))


@transaction.atomic
def hide(tender: Tender, user: User, everything: bool, cases: Collection[CasePage]) -> None:
    """From now on these, and no others, are out of sight as long as this tender runs. Raises Refused."""
    held = _standing(tender)
    wanted: set[int | None] = {None} if everything else {case.pk for case in cases}
    chosen = {hiding.case_id: hiding for hiding in CaseHiding.objects.chosen().filter(tender=held)}
    shown_again = [hiding.pk for case, hiding in chosen.items() if case not in wanted]
    CaseHiding.objects.filter(pk__in=shown_again).update(ended_at=timezone.now())
    CaseHiding.objects.bulk_create(
        CaseHiding(tender=held, case_id=case, hidden_by=user) for case in wanted if case not in chosen
    )
