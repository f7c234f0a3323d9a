"""Numbers of another municipality in forms, in questions, in documents of programs and in paths of files."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from guests.models import Material
from hr.models import Export, ScimRecord
from people.models import Membership, Organisation
from tests.factories.api import Program
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.guests import make_enterprise, make_entrepreneur
from tests.factories.hr import Municipality, make_municipality, signed_in
from tests.factories.meetings import typed as typed_meeting
from tests.factories.people import make_member
from tests.factories.sessions import typed as typed_session
from tests.factories.staff import csv_of
from transcript.models import Evidence

from .looking import OUR_APPS, undone

pytestmark = [pytest.mark.django_db, pytest.mark.indexed, pytest.mark.row("B20", "B29"), pytest.mark.once]


def forms_about(town: Municipality, course: Any) -> dict[str, dict[str, Any]]:
    """By path, what an officer of this municipality would fill in; each makes a row of it."""
    person = town.organisation.memberships.exclude(role=Membership.Role.HR).first()
    day = timezone.localdate().isoformat()
    enterprise = make_entrepreneur(make_enterprise(admitted=True)).enterprises.get()
    make_certificate(person.user)
    assigned = {"subject": f"course-{course.translation_key}", "due_kind": "days", "due_days": "60"}
    forms = {
        "/hr/uitnodigen/": {"emails": "iemand@elders.example", "department": town.department.pk},
        "/hr/ondernemers/": {"email": "gast@elders.example", "name": "Gast", "enterprise_name": "Bloei"},
        "/hr/koppelingen/": {"name": "AFAS", "scopes": ["people"]},
        "/hr/koppelingen/webhook/": {"url": "https://hr.gemeente.example/nieuw"},
        "/hr/stille-dagen/": {"day": "2027-04-27", "name": "Koningsdag"},
        "/hr/certificaten/": {"department": town.department.pk},
        "/hr/personeel/": {"file": SimpleUploadedFile("personeel.csv", csv_of(("een@elders.example", "Een")))},
        "/hr/contacten/": {
            "enterprise": enterprise.pk,
            "happened_on": day,
            "colleague": "De inkoper",
            "subject": "Groen",
        },
        "/hr/opdrachten/nieuw/": assigned
        | {"repeats": "never", "confirmed": "1", "for_whom": "groups", "departments": [town.department.pk]},
        "/sessies/nieuw/": typed_session(enterprise=enterprise.pk),
        "/ontmoetingen/nieuw/": typed_meeting(),
    }
    return {path: fields | {"organisation": town.organisation.pk} for path, fields in forms.items()}


def rows_of(organisation: Organisation) -> dict[str, int]:
    """How many rows of each kind are of this municipality, or of one of its departments or people."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Organisation:
                found[f"{model._meta.label}.{field.name}"] = _count(model, **{field.name: organisation})
        for field in model._meta.many_to_many:
            if field.related_model._meta.label in ("people.Department", "people.JobTitle"):
                through = {f"{field.name}__organisation": organisation}
                found[f"{model._meta.label}.{field.name}"] = _count(model, **through)
    return found


def _count(model: type[Model], **which: Any) -> int:
    return model._default_manager.filter(**which).count()


def test_no_form_of_hr_makes_anything_for_another_municipality(home):
    course = make_course("De cursus")
    town, other = make_municipality("Gemeente Hier"), make_municipality("Gemeente Daar")
    for one in (town, other):
        make_member(one.organisation, one.department)
    # Of two, so that the forms ask for which.
    make_member(make_municipality().organisation, role=Membership.Role.HR, user=other.officer)
    make_member(make_municipality().organisation, role=Membership.Role.HR, user=town.officer)
    before = rows_of(town.organisation)
    made, foreign = {}, {}
    for path, fields in forms_about(town, course).items():
        for user, found in ((town.officer, made), (other.officer, foreign)):
            for value in fields.values():
                if hasattr(value, "seek"):
                    value.seek(0)
            with undone():
                status = signed_in(user).post(path, fields).status_code
                found[path] = {
                    name: count for name, count in rows_of(town.organisation).items() if count != before[name]
                }
                assert status in (200, 302), path

    assert [path for path, rows in made.items() if not rows] == [], "These forms were not filled in right."
    assert {path: rows for path, rows in foreign.items() if rows} == {}


def test_a_program_of_another_municipality_changes_and_reads_nothing_here(world):
    record = ScimRecord.objects.filter(organisation=world.hr.token.organisation).first()
    headers = {"Authorization": f"Bearer {world.programs['program elsewhere']}"}
    document = json.dumps({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "gekaapt"})
    for kind in ("Users", "Groups"):
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            with undone() as writes:
                path = f"/api/scim/v2/{kind}/{record.public_id}"
                response = Client().generic(method, path, document, "application/scim+json", headers=headers)
                assert response.status_code in (400, 404), (method, kind, response.content)
                assert b"zwanenbloem" not in response.content
                assert writes.ours() - {"hr_apitoken"} == set(), (method, kind)


def test_an_identity_provider_finds_nobody_of_another_municipality(world):
    headers = {"Authorization": f"Bearer {world.programs['program elsewhere']}"}
    own = {"Authorization": f"Bearer {world.programs['program']}"}
    for kind in ("Users", "Groups"):
        with undone():
            assert "zwanenbloem" in Client().get(f"/api/scim/v2/{kind}", headers=own).content.decode()
            assert "zwanenbloem" not in Client().get(f"/api/scim/v2/{kind}", headers=headers).content.decode()


@pytest.mark.parametrize("filter_name", ["personId", "cursor"])
def test_a_number_in_the_question_of_a_program_opens_nothing_of_another_municipality(world, filter_name):
    person = world.foreign.learner.memberships.get().pk
    headers = {"Authorization": f"Bearer {world.programs['program elsewhere']}"}
    with undone():
        path = f"/api/hr/v1/completions?{filter_name}={person}"
        assert Client().get(path, headers=headers).json().get("items", []) == []


def test_a_file_of_somebody_is_at_no_address_of_the_public_folder(world):
    """What is private lies outside the folder of public files, whoever guesses its name."""
    names = [one.file.name for one in Material.objects.exclude(file="")]
    names += [one.name for one in _private_files()]
    assert len(names) > 1
    clients = [Client(), *(signed_in(world.people[who]) for who in ("learner", "hr", "administrator"))]
    for name in names:
        for path in (f"/media/{name}", f"/media/../private/{name}", f"/media/%2e%2e/private/{name}"):
            assert {client.get(path).status_code for client in clients} <= {400, 404}, path


def _private_files() -> list[Any]:
    """Of every model: the files that stand in private storage."""
    private = storages["private"]
    return [
        getattr(row, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if getattr(field, "storage", None) is private or getattr(field, "storage", None) == private
        for row in model._default_manager.all()
        if getattr(row, field.name)
    ]


def test_media_of_the_site_hold_nothing_of_a_person():
    """Every field for a file of a model with personal data stands in private storage."""
    public = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("FileField", "ImageField") and field.storage != storages["private"]
        if model._meta.app_label in OUR_APPS
    }
    assert public == {
        *("cms.CmsImage.file", "cms.CmsDocument.file", "cms.CmsMedia.file", "cms.CmsMedia.thumbnail"),
        *("cms.CmsMedia.captions", "cms.CmsRendition.file", "wagtailcore.UploadedFile.file"),
    }


def test_hr_elsewhere_asks_for_each_number_of_hr_here_and_gets_none(world):
    """Also the numbers of one kind at the addresses of another."""
    client = signed_in(world.people["hr elsewhere"])
    names = [name for name in world.hr.numbers if not name.startswith(("hr_exempt", "hr_meeting"))]
    assert len(names) > 8
    for beginning in names:
        for name in ("", "_one", "_file", "_progress", "_open"):
            for number in world.hr.numbers[beginning] if _exists(f"{beginning}{name}") else []:
                with undone():
                    path = reverse(f"{beginning}{name}", args=[number])
                    assert client.get(path).status_code in (404, 405), path
                    assert client.post(path, {"name": "gekaapt"}).status_code in (404, 405), path


def _exists(name: str) -> bool:
    try:
        return bool(reverse(name, args=[1]))
    except NoReverseMatch:
        return False


def test_the_token_of_a_municipality_is_for_that_municipality_only(world):
    here, elsewhere = (Program.__new__(Program) for _number in range(2))
    here.secret, elsewhere.secret = world.programs["program"], world.programs["program elsewhere"]
    with undone():
        assert world.foreign.learner.email in here.get("/people").content.decode()
        assert world.foreign.learner.email not in elsewhere.get("/people").content.decode()


def test_the_world_has_what_these_tests_ask_for(world):
    assert Export.objects.filter(organisation=world.hr.token.organisation).exists()
    assert Evidence.objects.filter(user=world.foreign.learner).exists()
