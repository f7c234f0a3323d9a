"""An enterprise tells about itself in the studio; everybody reads it once it is admitted."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext
from PIL import Image

from cms.models import CmsImage
from guests import profiles
from guests.models import Enterprise
from tests.factories.guests import make_draft, make_enterprise, make_published_case

from .conftest import signed_in

pytestmark = pytest.mark.django_db
TOLD = {
    "mission": "Werk voor iedereen.\n\nOok voor u.",
    "sector": "Groen",
    "region": "Achterhoek",
    "legal_form": "Stichting",
    "website": "https://groen.example/",
    "sdgs": ["8", "10"],
    "code_proof": "https://code.example/groen",
    "pso_proof": "",
    "bcorp_proof": "",
    "logo_alt": "",
    "portrait_alt": "",
}


def picture(colour="red", kind="PNG") -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(written, kind)
    return SimpleUploadedFile("Jan Jansen.png", written.getvalue())


@pytest.fixture
def enterprise(author) -> Enterprise:
    return author.enterprises.get()


def address(enterprise):
    return reverse("studio_profile", args=[enterprise.pk])


def tell(user, enterprise, **changes):
    seen = {"version": profiles.version_of(fresh(enterprise))}
    return signed_in(user).post(address(enterprise), TOLD | seen | changes)


def fresh(enterprise) -> Enterprise:
    return Enterprise.objects.get(pk=enterprise.pk)


def admit(enterprise):
    Enterprise.objects.filter(pk=enterprise.pk).update(admitted=True)


def public_page(enterprise, client=None):
    return (client or Client()).get(reverse("enterprise", args=[enterprise.slug]))


# --- Writing -----------------------------------------------------------------


def test_a_colleague_of_the_same_enterprise_writes_it_too(author, colleague, enterprise):
    for user in (author, colleague):
        assert tell(user, enterprise, sector=f"Groen {user.pk}").status_code == 302
        assert fresh(enterprise).sector == f"Groen {user.pk}"


def test_nobody_else_does(author, other_author, learner, editor, enterprise):
    for user in (other_author, learner, editor):
        assert signed_in(user).get(address(enterprise)).status_code == 404
        assert tell(user, enterprise).status_code == 404
    assert Client().post(address(enterprise), TOLD).status_code == 302
    assert fresh(enterprise).sector == ""


def test_what_was_told_comes_back_in_the_form_and_on_the_page(author, enterprise):
    tell(author, enterprise)
    admit(enterprise)

    form = signed_in(author).get(address(enterprise)).context["form"]
    page = public_page(enterprise).content.decode()

    for name in ("sector", "region", "legal_form", "website", "code_proof"):
        assert form[name].value() == TOLD[name]
        assert TOLD[name] in page
    assert form["sdgs"].value() == [8, 10]
    assert "ldl-sdg--8" in page
    assert "ldl-sdg--9" not in page
    assert "Ook voor u." in page


def test_who_may_be_admitted_is_not_for_the_entrepreneur_to_say(author, enterprise):
    tell(author, enterprise, admitted="on", name="Andere naam", slug="anders", members=[])

    after = fresh(enterprise)
    assert (after.admitted, after.name, after.slug) == (False, enterprise.name, enterprise.slug)
    assert author in after.members.all()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mission", ""),
        ("mission", "x" * 501),
        ("website", "javascript:alert(1)"),
        ("code_proof", "ftp://code.example"),
        ("pso_proof", "zomaar"),
        ("sdgs", ["18"]),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(author, enterprise, name, value):
    page = tell(author, enterprise, **{name: value})

    assert page.status_code == 200
    assert set(page.context["form"].errors) == {name}
    assert page.context["form"]["sector"].value() == "Groen"
    assert fresh(enterprise).sector == ""


def test_of_two_who_save_at_once_the_last_is_shown_the_first_and_nothing_typed_is_lost(author, colleague, enterprise):
    opened = profiles.version_of(enterprise)
    tell(author, enterprise, sector="Van de eerste")

    page = tell(colleague, enterprise, sector="Van de tweede", version=opened)

    assert page.status_code == 200
    assert page.context["form"]["sector"].value() == "Van de tweede"
    assert "Van de eerste" in page.content.decode()
    assert fresh(enterprise).sector == "Van de eerste"
    again = tell(colleague, enterprise, sector="Van de tweede", version=page.context["version"])
    assert again.status_code == 302
    assert fresh(enterprise).sector == "Van de tweede"


def test_a_form_without_the_version_that_was_seen_changes_nothing(author, enterprise):
    tell(author, enterprise, sector="Groen")

    tell(author, enterprise, sector="Anders", version="")

    assert fresh(enterprise).sector == "Groen"


def test_the_same_sent_twice_is_no_conflict(author, enterprise):
    opened = profiles.version_of(enterprise)
    tell(author, enterprise, version=opened)

    assert tell(author, enterprise, version=opened).status_code == 302


def test_a_new_picture_of_a_colleague_is_a_change_too(author, colleague, enterprise):
    opened = profiles.version_of(enterprise)
    tell(author, enterprise, logo=picture(), logo_alt="Van de eerste")

    page = tell(colleague, enterprise, logo=picture("blue"), logo_alt="Van de tweede", version=opened)

    assert fresh(enterprise).logo.description == "Van de eerste"
    assert gettext("Choose your pictures once more: the browser does not keep them.") in page.content.decode()
    assert CmsImage.objects.count() == 1


# --- Pictures ----------------------------------------------------------------


def test_pictures_are_kept_with_their_words(author, enterprise):
    tell(author, enterprise, logo=picture(), logo_alt="Drie  bladeren", portrait=picture(), portrait_alt="Een boom")
    admit(enterprise)

    after = fresh(enterprise)
    assert after.logo.description == "Drie bladeren"
    assert after.portrait.description == "Een boom"
    page = public_page(enterprise).content.decode()
    assert 'alt="Drie bladeren"' in page
    assert 'alt="Een boom"' in page
    assert "Jansen" not in page


@pytest.mark.parametrize("field", ["logo", "portrait"])
def test_a_picture_without_words_is_refused(author, enterprise, field):
    page = tell(author, enterprise, **{field: picture()})

    assert set(page.context["form"].errors) == {f"{field}_alt"}
    assert not CmsImage.objects.exists()


def test_what_is_no_picture_is_refused_beside_its_field_and_nothing_is_kept(author, enterprise):
    broken = SimpleUploadedFile("portret.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 50)

    page = tell(author, enterprise, logo=picture(), logo_alt="Logo", portrait=broken, portrait_alt="Iemand")

    assert set(page.context["form"].errors) == {"portrait"}
    assert not CmsImage.objects.exists()
    after = fresh(enterprise)
    assert (after.logo, after.sector) == (None, "")


def test_the_words_of_a_picture_can_be_changed_but_not_left_out(author, enterprise):
    tell(author, enterprise, logo=picture(), logo_alt="Oud")

    assert tell(author, enterprise, logo_alt="Nieuw").status_code == 302
    assert fresh(enterprise).logo.description == "Nieuw"
    assert set(tell(author, enterprise, logo_alt="").context["form"].errors) == {"logo_alt"}


@pytest.mark.indexed
def test_a_picture_that_is_replaced_or_taken_away_is_gone(author, enterprise, django_capture_on_commit_callbacks):
    tell(author, enterprise, portrait=picture(), portrait_alt="Een")
    first = fresh(enterprise).portrait
    with django_capture_on_commit_callbacks(execute=True):
        tell(author, enterprise, portrait=picture("blue"), portrait_alt="Twee")

    second = CmsImage.objects.get()
    assert second != first
    assert not first.file.storage.exists(first.file.name)
    tell(author, enterprise, portrait_remove="on", portrait_alt="Twee")
    assert fresh(enterprise).portrait is None
    assert not CmsImage.objects.exists()


@pytest.mark.indexed
def test_a_picture_of_the_editors_stays_theirs(author, editor, enterprise):
    theirs = CmsImage.objects.create(
        title="Van ons", description="x", file=picture(), uploaded_by_user=editor, width=1, height=1
    )
    Enterprise.objects.update(logo=theirs)

    tell(author, enterprise, logo_remove="on", logo_alt="x")

    assert fresh(enterprise).logo is None
    assert CmsImage.objects.get() == theirs


# --- Reading -----------------------------------------------------------------


def test_before_it_is_admitted_only_members_and_editors_see_it(author, colleague, other_author, learner, editor):
    enterprise = author.enterprises.get()

    for user in (author, colleague, editor):
        assert public_page(enterprise, signed_in(user)).status_code == 200
    for client in (Client(), signed_in(other_author), signed_in(learner)):
        assert public_page(enterprise, client).status_code == 404
    assert enterprise.name not in Client().get(reverse("enterprises")).content.decode()

    admit(enterprise)
    assert public_page(enterprise).status_code == 200
    assert enterprise.name in Client().get(reverse("enterprises")).content.decode()


def test_its_published_cases_stand_below_it_and_no_draft(author, enterprise):
    make_published_case(author, "zonnebloem")
    make_draft(author, "paardenbloem")
    admit(enterprise)

    page = public_page(enterprise).content.decode()

    assert "zonnebloem" in page
    assert "paardenbloem" not in page
    assert author.email not in page


def test_markup_in_a_profile_is_shown_as_text(author, enterprise):
    tell(author, enterprise, mission="<script>alert(1)</script>", sector="<b>x</b>")
    admit(enterprise)

    for page in (public_page(enterprise), Client().get(reverse("enterprises"))):
        assert "<script>alert" not in page.content.decode()
        assert "<b>x</b>" not in page.content.decode()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"Groenwerk", "Kantine", "Fietsen"}),
        ({"q": "groen"}, {"Groenwerk", "Kantine"}),
        ({"q": "GROEN twente"}, {"Kantine"}),
        ({"sector": "Horeca"}, {"Kantine"}),
        ({"region": "Achterhoek"}, {"Groenwerk", "Fietsen"}),
        ({"sdg": "8"}, {"Groenwerk", "Fietsen"}),
        ({"sdg": "8", "sector": "Groen"}, {"Groenwerk"}),
        ({"sdg": "1"}, set()),
        ({"sdg": "onzin", "sector": "bestaat niet"}, {"Groenwerk", "Kantine", "Fietsen"}),
        ({"q": "%"}, set()),
    ],
)
def test_readers_find_enterprises_by_what_they_do_and_where(home, asked, expected):
    for name, sector, region, sdgs in (
        ("Groenwerk", "Groen", "Achterhoek", [8, 10]),
        ("Kantine", "Horeca", "Twente", [2]),
        ("Fietsen", "Techniek", "Achterhoek", [8]),
    ):
        make_enterprise(name, sector=sector, region=region, sdgs=sdgs, admitted=True)
    Enterprise.objects.filter(name="Kantine").update(mission="Groente uit de buurt.")

    page = Client().get(reverse("enterprises"), asked)

    assert {one.name for one in page.context["page"].object_list} == expected


def test_a_number_that_no_database_knows_is_not_found(author):
    assert signed_in(author).get("/studio/onderneming/99999999999999999999/").status_code == 404
