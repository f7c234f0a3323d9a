"""The matrix of people/roles.py and the database say the same."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from people.perms import has_platform_role
from people.roles import MATRIX, PlatformRole, permission, sync_roles
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def state() -> dict:
    """What the database says of each role, in the words of the matrix."""
    return {
        role: {
            "models": {_name(one) for one in Group.objects.get(name=role).permissions.select_related("content_type")},
            "pages": {
                (one.permission.codename, one.page_id)
                for one in GroupPagePermission.objects.filter(group__name=role).select_related("permission")
            },
            "collections": {
                (_name(one.permission), one.collection_id)
                for one in GroupCollectionPermission.objects.filter(group__name=role)
            },
        }
        for role in MATRIX
    }


def _name(one: Permission) -> str:
    return f"{one.content_type.app_label}.{one.codename}"


def matrix() -> dict:
    root = Page.objects.get(depth=1).pk
    collection = Collection.objects.get(depth=1).pk
    return {
        role: {
            "models": set(rights.models),
            "pages": {(codename, root) for codename in rights.pages},
            "collections": {(name, collection) for name in rights.collections},
        }
        for role, rights in MATRIX.items()
    }


def test_the_database_says_what_the_matrix_says(home):
    sync_roles()

    assert state() == matrix()


def test_a_second_time_changes_nothing(home):
    sync_roles()
    rows = list(GroupPagePermission.objects.values_list("pk", flat=True).order_by("pk"))
    call_command("sync_roles", verbosity=0)

    assert state() == matrix()
    assert list(GroupPagePermission.objects.values_list("pk", flat=True).order_by("pk")) == rows


def test_what_is_not_in_the_matrix_is_taken_away(home):
    sync_roles()
    for role in MATRIX:
        group = Group.objects.get(name=role)
        group.permissions.add(permission("people.change_user"))
        GroupPagePermission.objects.create(group=group, page=home, permission=permission("wagtailcore.change_page"))
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.objects.get(depth=1), permission=permission("wagtailcore.bulk_delete_page")
        )
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.objects.get(depth=1), permission=permission("cms.delete_cmsimage")
        )
    sync_roles()

    assert state() == matrix()


def test_groups_that_wagtail_brings_give_nobody_a_way_in(home):
    Group.objects.get_or_create(name="Editors")[0].permissions.add(permission("wagtailadmin.access_admin"))
    sync_roles()

    ours = {role.value for role in MATRIX}
    with_rights = Group.objects.filter(permissions__codename="access_admin").values_list("name", flat=True)
    assert set(with_rights) <= ours


def test_only_a_superuser_has_a_say_in_users_and_organisations():
    """The privacy officer reads what others did with them, and changes nothing."""
    given = {name for rights in MATRIX.values() for name in rights.models if name.startswith(("people.", "auth."))}
    assert given == {"people.view_auditentry"}


def test_every_permission_in_the_matrix_exists():
    for rights in MATRIX.values():
        for name in (*rights.models, *rights.collections, *(f"wagtailcore.{one}" for one in rights.pages)):
            assert permission(name)


def test_an_unknown_permission_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"cms\.juggle_source"):
        permission("cms.juggle_source")


def test_belonging_to_a_group_is_having_the_role(home):
    sync_roles()
    editor, learner, administrator = make_user(), make_user(), make_user(is_superuser=True)
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR))

    assert has_platform_role(editor, PlatformRole.EDITOR)
    assert not has_platform_role(editor, PlatformRole.ENTREPRENEUR)
    assert not has_platform_role(learner, PlatformRole.EDITOR)
    assert has_platform_role(administrator, PlatformRole.EDITOR)
    assert not has_platform_role(AnonymousUser(), PlatformRole.EDITOR)
    editor.is_active = False
    assert not has_platform_role(editor, PlatformRole.EDITOR)


def test_every_role_named_in_the_matrix_is_a_platform_role():
    assert set(MATRIX) == set(PlatformRole)
    assert apps.get_model("people", "User")._meta.get_field("groups")
