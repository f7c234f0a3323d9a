"""The pictures of a case: a few, each with words for who cannot see it, and only what its authors sent themselves."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import UploadedFile
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, ReferenceIndex, Revision, TaskState

from cms.models import CmsImage
from cms.pictures import picture_from
from cms.refused import Refused
from people.models import User
from people.perms import in_platform_role
from people.roles import PlatformRole

from . import cases
from .models import MOST_PICTURES, CasePage, CasePicture

# Long enough to put back what was taken out by mistake.
KEPT_FOR = timedelta(days=30)


def add_picture(case: CasePage, upload: UploadedFile, alt: str, user: User, version: str) -> None:
    """Raises PictureRefusedError or Refused with what to do, and cases.NewerVersion."""
    with cases.changed_draft(case, user, version) as draft:
        if draft.pictures.count() >= MOST_PICTURES:
            raise Refused(_("A case has at most %(most)s pictures. Remove one first.") % {"most": MOST_PICTURES})
        image = picture_from(upload, draft.title, alt, user)
        draft.pictures.add(CasePicture(image=image, alt=image.description))


def remove_picture(case: CasePage, image_pk: int, user: User, version: str) -> None:
    """Out of the draft; what is published and what was reviewed keep it. 404 when the draft has no such picture."""
    with cases.changed_draft(case, user, version) as draft:
        picture = next((one for one in draft.pictures.all() if one.image_id == image_pk), None)
        if picture is None:
            raise Http404
        draft.pictures.remove(picture)


def unused_pictures(now: datetime | None = None) -> list[CmsImage]:
    """Pictures of entrepreneurs that no page shows, no draft had in the last 30 days and nobody reviewed or published.

    Editors put their own pictures in the admin, where entrepreneurs do not come: theirs are never among these.
    """
    before = (now or timezone.now()) - KEPT_FOR
    entrepreneurs = User.objects.filter(in_platform_role(PlatformRole.ENTREPRENEUR))
    sent = CmsImage.objects.filter(uploaded_by_user__in=entrepreneurs, created_at__lt=before).in_bulk()
    loose = sent.keys() - _shown(sent)
    # Most of these are in a draft; only for what is not the older revisions are read.
    for revisions in (_drafts(), _kept_revisions(before)):
        if loose:
            loose -= _pictures_in(revisions)
    return [sent[pk] for pk in sorted(loose)]


def _shown(images: Iterable[int]) -> set[int]:
    """Those in published cases and profiles, and on pages on which editors put them."""
    known = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(CmsImage), to_object_id__in=[str(pk) for pk in images]
    )
    return {int(pk) for pk in known.values_list("to_object_id", flat=True)}


def _drafts() -> QuerySet[Revision]:
    return Revision.objects.filter(pk__in=CasePage.objects.values("latest_revision"))


def _kept_revisions(before: datetime) -> QuerySet[Revision]:
    """Of cases: what was reviewed or published, and every text since then, with the one that stood at that moment."""
    older = Revision.objects.filter(object_id=OuterRef("object_id"), content_type=OuterRef("content_type"))
    stood = older.filter(created_at__lt=before).order_by("-created_at", "-pk").values("pk")[:1]
    published = PageLogEntry.objects.filter(action="wagtail.publish", revision__isnull=False)
    kept = (
        Q(created_at__gte=before)
        | Q(pk=Subquery(stood))
        | Q(pk__in=TaskState.objects.values("revision"))
        | Q(pk__in=published.values("revision"))
        | Q(pk__in=CasePage.objects.values("live_revision"))
    )
    return Revision.objects.filter(kept, content_type=ContentType.objects.get_for_model(CasePage))


def _pictures_in(revisions: Iterable[Revision]) -> set[int]:
    contents = (revision.content for revision in revisions)
    return {picture["image"] for content in contents for picture in content.get("pictures", [])}


def forget_unused_pictures() -> int:
    """Remove them with their files; returns how many."""
    unused = unused_pictures()
    for image in unused:
        image.delete()
    return len(unused)
