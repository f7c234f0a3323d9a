"""The walk finds it when a filter is forgotten: each is taken away in turn, and what the walk expects must fail.

A function that says which rows are somebody's gives all rows instead, or a right is given to everybody.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.db.models import Model

from guests.models import CasePage, Enterprise, Meeting, Session, Tender
from hr.models import (
    ApiToken,
    Assignment,
    CertificateBundle,
    Export,
    QuietDay,
    SavedView,
    StaffFile,
    Webhook,
)
from hr.scope import Scope
from people.models import Department, Organisation
from transcript.models import Evidence

from .walker import Place, Walker, places

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.row("B20", "B29"), pytest.mark.once]


class Forgotten(NamedTuple):
    """The function without its filter; who finds by it what is not theirs, at an address that begins so."""

    function: str
    instead: Callable[..., Any]
    who: str
    address: str


def all_rows(model: type[Model]) -> Callable[..., Any]:
    return lambda *_arguments, **_options: model._default_manager.all()


def everybody(_user: Any) -> Scope:
    """As if the reader followed all people of all municipalities."""
    organisations = Organisation.objects.values_list("pk", flat=True)
    return Scope(frozenset(organisations), frozenset(Department.objects.values_list("pk", flat=True)))


FORGOTTEN = [
    Forgotten("hr.scope.scope_of", everybody, "hr elsewhere", "hr_export_csv"),
    Forgotten("hr.scope.scope_of", everybody, "colleague", "hr_overview"),
    Forgotten("hr.scope.organisations_with_role", all_rows(Organisation), "colleague", "hr_award"),
    Forgotten("hr.exporting.exports_of", all_rows(Export), "hr elsewhere", "hr_export_file"),
    Forgotten("hr.saved_views.saved_views_of", all_rows(SavedView), "hr elsewhere", "hr_saved_view"),
    Forgotten("hr.bundles.bundles_of", all_rows(CertificateBundle), "hr elsewhere", "hr_bundle_progress"),
    Forgotten("hr.staff_import.files.staff_files_of", all_rows(StaffFile), "hr elsewhere", "hr_staff_file"),
    Forgotten("hr.quiet_days.quiet_days_of", all_rows(QuietDay), "hr elsewhere", "hr_quiet_day_remove"),
    Forgotten("hr.api.tokens.tokens_of", all_rows(ApiToken), "hr elsewhere", "hr_token_revoke"),
    Forgotten("hr.connection_views.webhooks_of", all_rows(Webhook), "hr elsewhere", "hr_webhook_remove"),
    Forgotten("hr.duty_rows.assignments_of", all_rows(Assignment), "hr elsewhere", "hr_assignment"),
    Forgotten("hr.evidence.evidence_to_judge", all_rows(Evidence), "hr elsewhere", "hr_evidence_one"),
    Forgotten("guests.cases.cases_of", all_rows(CasePage), "other entrepreneur", "studio_preview"),
    Forgotten("guests.profiles.enterprises_of", all_rows(Enterprise), "other entrepreneur", "studio_profile"),
    Forgotten("guests.sessions.sessions_presented_by", all_rows(Session), "other entrepreneur", "studio_session"),
    Forgotten("guests.sessions.organisations_hosted_by", all_rows(Organisation), "hr elsewhere", "session_change"),
    Forgotten("guests.meetings.meetings_organised_by", all_rows(Meeting), "hr elsewhere", "meeting_participants"),
    Forgotten("guests.tenders.tenders_of", all_rows(Tender), "other entrepreneur", "tender"),
]


def addresses(world: Any, beginning: str) -> Iterator[Place]:
    for place in places(world):
        if place.key.startswith(beginning):
            yield place


def faults_of(forgotten: Forgotten, world: Any) -> list[str]:
    walker = Walker(forgotten.who, world)
    for place in addresses(world, forgotten.address):
        walker.walk(place)
    return walker.faults


def test_the_walk_finds_every_filter_that_is_forgotten(world, monkeypatch):
    unseen = []
    for forgotten in FORGOTTEN:
        with monkeypatch.context() as patched:
            patched.setattr(forgotten.function, forgotten.instead)
            if not faults_of(forgotten, world):
                unseen.append(f"{forgotten.function} {forgotten.who} {forgotten.address}")

    assert unseen == [], "\n".join(unseen)


def test_with_every_filter_in_its_place_these_addresses_have_no_fault(world):
    """Otherwise the other test would prove nothing."""
    faults = {(one.who, one.address): faults_of(one, world) for one in FORGOTTEN}

    assert {where: found for where, found in faults.items() if found} == {}
