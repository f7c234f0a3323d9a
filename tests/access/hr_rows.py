"""One of everything that HR of a municipality makes, about one person of it."""

from typing import NamedTuple

from django.utils import timezone

from guests import fair_play, invitations, meetings
from hr import bundles
from hr.api.tokens import make_token
from hr.api.webhooks import make_webhook
from hr.assignments import exempt
from hr.exporting import make_exports
from hr.models import ApiScope, ApiToken, Export, QuietDay, SavedView
from hr.staff_import.files import look_at
from people.models import User
from tests.factories.assignments import assign, duty_of
from tests.factories.courses import make_course
from tests.factories.evidence import make_evidence
from tests.factories.guests import make_enterprise
from tests.factories.hr import Municipality
from tests.factories.meetings import new_meeting
from tests.factories.staff import csv_of, table_in


class HrRows(NamedTuple):
    """numbers: by the beginning of the name of an address, what it is asked for; secret: of the token."""

    numbers: dict[str, tuple[int, ...]]
    token: ApiToken
    secret: str

    def numbers_for(self, name: str) -> tuple[int, ...]:
        """What the longest beginning says. Raises KeyError for an address of which nobody said it."""
        beginnings = [one for one in self.numbers if name.startswith(one)]
        if not beginnings:
            raise KeyError(f"Say in tests/access/hr_rows.py what {name} is asked for.")
        return self.numbers[max(beginnings, key=len)]


def plant_hr_rows(town: Municipality, person: User, meeting: int = 0) -> HrRows:
    """meeting: primary key of a meeting of the municipality, when there is one."""
    officer, organisation = town.officer, town.organisation
    assignment = assign(town, make_course("Opdracht"))
    duty = duty_of(person, assignment)
    other = assign(town, make_course("Vrijgesteld"))
    exempt(other, person, "Geeft deze cursus zelf.", officer)
    export = Export.objects.create(asked_by=officer, organisation=organisation, layout="standard")
    make_exports()
    bundle = bundles.ask(officer, organisation, None)
    bundles.make_bundles()
    view = SavedView.objects.create(user=officer, name="Allen", query="")
    staff_file = look_at(officer, organisation, "personeel.csv", table_in(csv_of(("een@elders.example", "Een"))))
    token, secret = make_token(officer, organisation, "AFAS", ApiScope.values)
    webhook = make_webhook(officer, organisation, "https://hr.gemeente.example/")
    day = QuietDay.objects.create(organisation=organisation, day=timezone.localdate())
    guest = invitations.invite("g@elders.example", "G", officer, enterprise_name="Bloei", organisation=organisation)
    met = {
        "enterprise": make_enterprise(),
        "happened_on": timezone.localdate(),
        "colleague": "De inkoper",
        "subject": "Groen",
    }
    numbers = {
        "hr_assignment": (assignment.pk,),
        "hr_bundle": (bundle.pk,),
        "hr_contact_moment": (fair_play.record(organisation, by=officer, **met).pk,),
        "hr_entrepreneur": (guest.pk,),
        "hr_evidence": (make_evidence(person).pk,),
        "hr_exempt": (assignment.pk, duty.pk),
        "hr_exempt_undo": (other.pk, other.exemptions.get().pk),
        "hr_export": (export.pk,),
        "hr_meeting_outcomes": (meeting or _meeting_with(town, person),),
        "hr_quiet_day": (day.pk,),
        "hr_saved_view": (view.pk,),
        "hr_staff": (staff_file.pk,),
        "hr_token": (token.pk,),
        "hr_webhook": (webhook.pk,),
    }
    return HrRows(numbers, token, secret)


def _meeting_with(town: Municipality, person: User) -> int:
    meeting = meetings.organise(new_meeting(town.organisation), town.officer)
    meetings.help_at(meeting, person)
    return meeting.pk
