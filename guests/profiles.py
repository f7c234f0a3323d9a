"""What an enterprise tells about itself: who may write it, and who reads it.

Its members write; everybody reads once the editors have admitted the enterprise. Labels count as stated: nobody here
checks the proof.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Locale

from cms.models import CmsImage
from cms.pictures import PictureRefusedError, picture_from
from people.models import User
from people.perms import has_platform_role
from people.roles import PlatformRole

from .case_library import readable_for
from .cases import enterprises_of
from .hidden_cases import not_hidden
from .models import CasePage, Enterprise

WRITTEN = (
    "mission",
    "sector",
    "region",
    "legal_form",
    "website",
    "sdgs",
    "code_proof",
    "pso_proof",
    "bcorp_proof",
)
PICTURES = ("logo", "portrait")


class NewerProfile(Exception):  # noqa: N818 - reads as what happened
    """A colleague saved the profile after the form was opened; `enterprise` is how it is now."""

    def __init__(self, enterprise: Enterprise) -> None:
        self.enterprise = enterprise
        super().__init__()


class PictureOfFieldRefusedError(Exception):
    """The picture of `field` is refused; the message says what to do."""

    def __init__(self, field: str, refusal: PictureRefusedError) -> None:
        self.field = field
        super().__init__(str(refusal))


# --- Reading -------------------------------------------------------------------


def admitted() -> QuerySet[Enterprise]:
    """Those that everybody sees, by name."""
    return Enterprise.objects.filter(admitted=True).select_related("logo").order_by("name", "pk")


def found(words: str, sector: str, region: str, goal: int | None) -> QuerySet[Enterprise]:
    """The admitted ones with each of `words` somewhere in their text; empty arguments leave nothing out."""
    chosen = admitted()
    for word in words.split():
        texts = ("name", "mission", "sector", "region")
        chosen = chosen.filter(Q(*[(f"{text}__icontains", word) for text in texts], _connector=Q.OR))
    if sector:
        chosen = chosen.filter(sector=sector)
    if region:
        chosen = chosen.filter(region=region)
    if goal is None:
        return chosen
    # SQLite cannot look inside a list; there are hundreds of enterprises at most.
    with_goal = [pk for pk, sdgs in chosen.values_list("pk", "sdgs") if goal in sdgs]
    return chosen.filter(pk__in=with_goal)


def enterprise_for(user: User | AnonymousUser, slug: str) -> Enterprise:
    """An admitted one; before that for its members and the editors. 404 for any other."""
    enterprise = get_object_or_404(Enterprise.objects.select_related("logo", "portrait"), slug=slug)
    if enterprise.admitted or has_platform_role(user, PlatformRole.EDITOR):
        return enterprise
    if enterprises_of(user).filter(pk=enterprise.pk).exists():
        return enterprise
    raise Http404


def published_cases(enterprise: Enterprise, user: User | AnonymousUser) -> QuerySet[CasePage]:
    """What it tells in the library, as far as `user` may read it now, the newest first."""
    cases = CasePage.objects.live().public().filter(enterprise=enterprise, locale=Locale.get_default())
    return readable_for(user, not_hidden(cases)).order_by("-first_published_at", "path")


# --- Writing -------------------------------------------------------------------


def own_enterprise(user: User, pk: int) -> Enterprise:
    """One that `user` writes for; 404 for any other."""
    return get_object_or_404(enterprises_of(user), id=pk)


def version_of(enterprise: Enterprise) -> str:
    """What a form must bring back to prove that it saw the latest words and pictures."""
    told = [getattr(enterprise, name) for name in WRITTEN]
    pictures = [getattr(enterprise, field) for field in PICTURES]
    seen = told + [(image.pk, image.description) for image in pictures if image] + [bool(image) for image in pictures]
    return sha256(json.dumps(seen).encode()).hexdigest()[:32]


def save(enterprise: Enterprise, told: Mapping[str, Any], by: User, version: str) -> None:
    """Keep what the form says (guests/profile_forms.py).

    Raises NewerProfile when `version` is not the latest and PictureOfFieldRefusedError, and keeps nothing then.
    """
    made: list[CmsImage] = []
    try:
        with transaction.atomic():
            # Of two colleagues who save at once the second waits here, and finds what the first saved.
            enterprise = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
            if version != version_of(enterprise) and not _says_the_same(enterprise, told):
                raise NewerProfile(enterprise)
            replaced = [_keep_picture(enterprise, field, told, by, made) for field in PICTURES]
            for name in WRITTEN:
                setattr(enterprise, name, told[name])
            enterprise.save()
            for image in filter(None, replaced):
                _throw_away(image, enterprise)
    except PictureOfFieldRefusedError:
        for image in made:
            # Its row was never kept.
            image.file.delete(save=False)
        raise


def _says_the_same(enterprise: Enterprise, told: Mapping[str, Any]) -> bool:
    """As a form that is sent twice does."""
    pictures = [told[field] or told[f"{field}_remove"] for field in PICTURES]
    words = [
        told[f"{field}_alt"]
        for field in PICTURES
        if (image := getattr(enterprise, field)) is None or image.description != told[f"{field}_alt"]
    ]
    return not any(pictures) and not any(words) and all(told[name] == getattr(enterprise, name) for name in WRITTEN)


def _keep_picture(
    enterprise: Enterprise, field: str, told: Mapping[str, Any], by: User, made: list[CmsImage]
) -> CmsImage | None:
    """Take over a new picture, new words for it, or that it has to go; returns the one it replaces."""
    present: CmsImage | None = getattr(enterprise, field)
    upload: UploadedFile | None = told[field]
    words = " ".join(told[f"{field}_alt"].split())
    if upload:
        try:
            image = picture_from(upload, f"{enterprise.name} – {field}", words, by)
        except PictureRefusedError as refusal:
            raise PictureOfFieldRefusedError(field, refusal) from refusal
        made.append(image)
        setattr(enterprise, field, image)
        return present
    if present and told[f"{field}_remove"]:
        setattr(enterprise, field, None)
        return present
    if present and present.description != words:
        present.description = words
        present.save(update_fields=["description"])
    return None


def _throw_away(image: CmsImage, enterprise: Enterprise) -> None:
    """A portrait goes with its file, unless editors put it somewhere else too, or it was theirs."""
    is_own = enterprise.members.filter(pk=image.uploaded_by_user_id).exists()
    if is_own and not image.get_usage().count():
        image.delete()
