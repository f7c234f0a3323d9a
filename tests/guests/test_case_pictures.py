"""Pictures in a case: with words, a few, only one's own, and part of what is reviewed."""

import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext
from PIL import Image

from cms.models import CmsImage
from guests import cases
from guests.models import MOST_PICTURES, CasePage
from tests.factories.guests import make_draft, make_published_case, make_submitted_case

from .conftest import signed_in


def photograph(**options) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(written, "JPEG", **options)
    return SimpleUploadedFile("IMG_2024 Hanneke.jpg", written.getvalue())


def add(client, case, alt="Twee mensen planten een boom.", upload=None, version=None):
    version = cases.version_of(CasePage.objects.get(pk=case.pk)) if version is None else version
    return client.post(
        reverse("studio_pictures", args=[case.pk]),
        {"file": upload or photograph(), "alt": alt, "version": version},
    )


def remove(client, case, image_pk):
    version = cases.version_of(CasePage.objects.get(pk=case.pk))
    return client.post(reverse("studio_remove_picture", args=[case.pk, image_pk]), {"version": version})


def pictures(case):
    return list(cases.draft_of(CasePage.objects.get(pk=case.pk)).pictures.all())


def test_a_picture_is_in_the_preview_with_its_words(as_author, author):
    case = make_draft(author)

    assert add(as_author, case).status_code == 302

    body = as_author.get(reverse("studio_preview", args=[case.pk])).content.decode()
    assert 'alt="Twee mensen planten een boom."' in body
    assert "Hanneke.jpg" not in body


def test_without_words_it_is_refused_and_with_words_they_are_kept(as_author, author):
    case = make_draft(author)

    assert gettext("Describe what can be seen in the picture, for people who cannot see it.") in (
        add(as_author, case, alt=" ").content.decode()
    )
    heic = SimpleUploadedFile("foto.jpg", b"\x00\x00\x00\x18ftypheic" + b"0" * 50)
    body = add(as_author, case, upload=heic).content.decode()
    assert "HEIC" in body
    assert 'value="Twee mensen planten een boom."' in body
    assert pictures(case) == []
    assert not CmsImage.objects.exists()


def test_a_case_has_a_few_pictures_and_no_more(as_author, author):
    case = make_draft(author)
    for _ in range(MOST_PICTURES + 1):
        answer = add(as_author, case)

    assert gettext("A case has at most %(most)s pictures. Remove one first.") % {"most": MOST_PICTURES} in (
        unescape(answer.content.decode())
    )
    assert len(pictures(case)) == MOST_PICTURES
    assert CmsImage.objects.count() == MOST_PICTURES


def test_what_is_taken_out_of_the_draft_stays_on_the_site_until_the_next_round(as_author, author, client):
    case = make_draft(author)
    add(as_author, case)
    CasePage.objects.get(pk=case.pk).latest_revision.publish()
    published = CasePage.objects.get(pk=case.pk)

    remove(as_author, case, pictures(case)[0].image_id)

    assert pictures(case) == []
    assert "Twee mensen planten een boom." in client.get(published.url).content.decode()


def test_a_picture_added_after_publication_is_not_on_the_site(as_author, author, client):
    case = make_published_case(author)

    add(as_author, case)

    assert "Twee mensen planten een boom." not in client.get(case.url).content.decode()


def test_while_the_editors_have_it_no_picture_comes_or_goes(as_author, author):
    case = make_submitted_case(author)

    add(as_author, case)

    assert pictures(case) == []
    assert not CmsImage.objects.exists()


def test_an_old_page_changes_nothing_and_says_so(as_author, author):
    case = make_draft(author)

    assert add(as_author, case, version="0").status_code == 200
    assert pictures(case) == []


@pytest.mark.parametrize("who", ["other_author", "learner", "editor"])
def test_nobody_else_reaches_the_pictures(request, as_author, author, who):
    case = make_draft(author)
    add(as_author, case)
    [picture] = pictures(case)
    client = signed_in(request.getfixturevalue(who))

    assert client.get(reverse("studio_pictures", args=[case.pk])).status_code == 404
    assert add(client, case).status_code == 404
    assert remove(client, case, picture.image_id).status_code == 404
    assert len(pictures(case)) == 1


def test_a_colleague_may_and_a_picture_of_another_case_is_not_found(as_author, author, colleague):
    mine, other = make_draft(author), make_draft(author)
    add(as_author, other)
    [picture] = pictures(other)

    assert add(signed_in(colleague), mine).status_code == 302
    assert remove(as_author, mine, picture.image_id).status_code == 404
    assert len(pictures(mine)) == len(pictures(other)) == 1


def test_saving_the_texts_keeps_the_pictures(as_author, author):
    case = make_draft(author)
    add(as_author, case)

    cases.save_draft(case, {"summary": "Anders."}, author, cases.version_of(CasePage.objects.get(pk=case.pk)))

    assert len(pictures(case)) == 1
