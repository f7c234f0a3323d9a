"""THE matrix: which role may do what.

Roles inside an organisation (civil servant, team lead, HR officer) are a property of a
`Membership`; what they may see is decided in hr/scope.py. Roles on the platform itself are
Django groups; this matrix is the only place that says what those groups may do, and
`manage.py sync_roles` writes it to the database. Names of models of higher layers stand here
as strings.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured


class PlatformRole(StrEnum):
    """Names of the groups. An administrator is a superuser and needs no group."""

    EDITOR = "Redactie"
    ENTREPRENEUR = "Sociaal ondernemers"
    PRIVACY_OFFICER = "Functionaris gegevensbescherming"


@dataclass(frozen=True)
class Rights:
    """What one role may do.

    models: permissions as "app_label.codename".
    pages: actions on the whole page tree, from the root down.
    collections: permissions on all images, documents and media.
    """

    models: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


def _all_of(*model_names: str) -> tuple[str, ...]:
    return tuple(
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in model_names)
        for action in ("add", "change", "delete", "view")
    )


MATRIX: dict[PlatformRole, Rights] = {
    PlatformRole.EDITOR: Rights(
        models=(
            "wagtailadmin.access_admin",
            *_all_of("cms.source", "cms.term", "quizzes.question", "guests.enterprise", "discussions.coursehost"),
            *_all_of("certificates.certificatedesign"),
            "quizzes.publish_question",
            "cms.change_branding",
            "wagtail_localize.submit_translation",
        ),
        pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        # Wagtail asks for permissions on its own models, also when images and documents are models of ours.
        collections=(
            *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
            *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
            *(f"wagtailmedia.{action}_media" for action in ("add", "change")),
        ),
    ),
    # Entrepreneurs write in the studio and never enter the admin; belonging to the group opens the studio.
    PlatformRole.ENTREPRENEUR: Rights(),
    # Reads the audit log on a page of its own, and never enters the admin.
    PlatformRole.PRIVACY_OFFICER: Rights(models=("people.view_auditentry",)),
}


# Wagtail's first migration makes these; whoever is put in one would have rights that MATRIX does not give.
GROUPS_OF_WAGTAIL = ("Editors", "Moderators")


def permission(name: str) -> Permission:
    """The permission "app_label.codename". Raises ImproperlyConfigured when no model has it."""
    app_label, codename = name.split(".")
    try:
        return Permission.objects.get(content_type__app_label=app_label, codename=codename)
    except Permission.DoesNotExist:
        raise ImproperlyConfigured(f"people/roles.py names the unknown permission {name}.") from None


def sync_roles() -> None:
    """Make the database say exactly what MATRIX says; running it twice changes nothing."""
    Group.objects.filter(name__in=GROUPS_OF_WAGTAIL).delete()
    for role, rights in MATRIX.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set([permission(name) for name in rights.models])
        _sync_page_permissions(group, rights.pages)
        _sync_collection_permissions(group, rights.collections)


def _sync_page_permissions(group: Group, codenames: tuple[str, ...]) -> None:
    page_model = apps.get_model("wagtailcore", "Page")
    granted = apps.get_model("wagtailcore", "GroupPagePermission").objects
    root = page_model.objects.filter(depth=1).first()
    wanted = [permission(f"wagtailcore.{codename}") for codename in codenames]
    granted.filter(group=group).exclude(page=root, permission__in=wanted).delete()
    for page_permission in wanted:
        granted.get_or_create(group=group, page=root, permission=page_permission)


def _sync_collection_permissions(group: Group, names: tuple[str, ...]) -> None:
    collection_model = apps.get_model("wagtailcore", "Collection")
    granted = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    root = collection_model.objects.filter(depth=1).first()
    wanted = [permission(name) for name in names]
    granted.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for collection_permission in wanted:
        granted.get_or_create(group=group, collection=root, permission=collection_permission)
