"""A picture that is in no text that counts does not stay on the disk for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms.models import CmsImage
from guests import cases
from guests.case_pictures import KEPT_FOR, add_picture, forget_unused_pictures, remove_picture, unused_pictures
from guests.models import CasePage, Enterprise
from tests.factories.guests import make_draft, make_editor, make_picture, picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]

LATER = KEPT_FOR + timedelta(minutes=1)


def fresh(case: CasePage) -> CasePage:
    return CasePage.objects.get(pk=case.pk)


def version(case: CasePage) -> str:
    return cases.version_of(fresh(case))


def add(case: CasePage) -> CmsImage:
    add_picture(case, picture_file(), "Een boom.", case.owner, version(case))
    return cases.draft_of(fresh(case)).pictures.get().image


def take_out(case: CasePage, image: CmsImage) -> None:
    remove_picture(fresh(case), image.pk, case.owner, version(case))


def let_pass(time: timedelta = LATER) -> None:
    """As if everything until now was done that much earlier."""
    for model in (CmsImage, Revision):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(created_at=row.created_at - time)


@pytest.fixture
def case(author) -> CasePage:
    return make_draft(author)


def test_what_was_taken_out_of_a_draft_is_gone_after_thirty_days_with_its_file(
    case, django_capture_on_commit_callbacks
):
    image = add(case)
    take_out(case, image)
    let_pass()

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_unused_pictures() == 1

    assert not CmsImage.objects.exists()
    assert not image.file.storage.exists(image.file.name)
    assert forget_unused_pictures() == 0


def test_until_then_it_can_be_put_back(case):
    image = add(case)
    let_pass()
    take_out(case, image)
    let_pass(KEPT_FOR - timedelta(minutes=1))

    assert unused_pictures() == []
    assert unused_pictures(timezone.now() + timedelta(minutes=2)) == [image]


def test_what_is_in_a_draft_stays_however_old(case):
    add(case)
    let_pass()

    assert unused_pictures() == []


def test_what_was_reviewed_stays(case):
    image = add(case)
    cases.submit(fresh(case), case.owner, version(case))
    cases.withdraw(fresh(case), case.owner)
    take_out(case, image)
    let_pass()

    assert unused_pictures() == []


def test_what_is_published_or_was_published_stays(case):
    image = add(case)
    fresh(case).latest_revision.publish()
    take_out(case, image)
    let_pass()
    assert unused_pictures() == []

    fresh(case).latest_revision.publish()
    let_pass()
    assert unused_pictures() == []


def test_the_pictures_of_a_case_that_was_deleted_go_too(case):
    image = add(case)
    let_pass()

    fresh(case).delete()

    assert unused_pictures() == [image]


def test_a_logo_and_the_pictures_of_editors_stay(case):
    logo, of_editor = make_picture("Logo"), make_picture("Van de redactie")
    CmsImage.objects.filter(pk=logo.pk).update(uploaded_by_user=case.owner)
    CmsImage.objects.filter(pk=of_editor.pk).update(uploaded_by_user=make_editor())
    enterprise: Enterprise = case.enterprise
    enterprise.logo = logo
    enterprise.save()
    let_pass()

    assert unused_pictures() == []


def test_the_daily_removal_does_it(case):
    from people.privacy.retention import retain

    take_out(case, add(case))
    let_pass()

    assert retain().counts["pictures"] == 1
