"""The pictures of a case: a few, each with words for who cannot see it, and only what its authors sent themselves."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _

from cms.pictures import picture_from
from people.models import User

from . import cases
from .models import MOST_PICTURES, CasePage, CasePicture


def add_picture(case: CasePage, upload: UploadedFile, alt: str, user: User, version: str) -> None:
    """Raises PictureRefusedError or cases.Refused with what to do, and cases.NewerVersion."""
    with cases.changed_draft(case, user, version) as draft:
        if draft.pictures.count() >= MOST_PICTURES:
            raise cases.Refused(_("A case has at most %(most)s pictures. Remove one first.") % {"most": MOST_PICTURES})
        image = picture_from(upload, draft.title, alt, user)
        draft.pictures.add(CasePicture(image=image, alt=image.description))


def remove_picture(case: CasePage, image_pk: int, user: User, version: str) -> None:
    """Out of the draft; what is published and what was reviewed keep it. 404 when the draft has no such picture."""
    with cases.changed_draft(case, user, version) as draft:
        picture = next((one for one in draft.pictures.all() if one.image_id == image_pk), None)
        if picture is None:
            raise Http404
        draft.pictures.remove(picture)
