"""What is installed and what is switched off: nothing that nobody needs, nothing that is a way in at the side."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.blocks import RawHTMLBlock
from wagtail.models import get_page_models

from people.roles import MATRIX
from tests.factories.guests import make_editor, make_entrepreneur
from tests.factories.hr import make_municipality, signed_in
from tests.factories.people import make_user

# Why each package is here; one that is not may not be installed.
REASONS = {
    "people.wagtail_users.PeopleUsersAppConfig": "users in the administration, with one name",
    "wagtail.sites": "the administration of the site",
    "wagtail.snippets": "sources, terms, questions, enterprises",
    "wagtail.documents": "documents in lessons",
    "wagtail.images": "pictures in lessons",
    "wagtailmedia": "video with captions and a transcript",
    "wagtail.embeds": "wanted by the editor of texts; without a finder it fetches nothing",
    "wagtail.search": "searching",
    "wagtail.admin": "the administration",
    "wagtail.contrib.settings": "branding of a municipality; its only setting is cms.Branding",
    "wagtail.contrib.typed_table_block": "tables of text, without the editor that TableBlock brings",
    "wagtail_localize": "translations of courses",
    "wagtail": "pages",
    "modelcluster": "children of pages",
    "taggit": "tags of images, wanted by Wagtail",
    "django_filters": "filters, wanted by Wagtail",
    "allauth": "signing in",
    "allauth.account": "signing in",
    "allauth.mfa": "a second step",
    "allauth.usersessions": "seeing and ending where one is signed in",
    "allauth.socialaccount": "who comes from the sign-on of an organisation; none of its providers",
    "csp": "the content security policy",
    "django.contrib.auth": "groups and permissions",
    "django.contrib.contenttypes": "wanted by permissions",
    "django.contrib.sessions": "signing in",
    "django.contrib.messages": "what the site says after a form",
    "django.contrib.staticfiles": "style sheets and scripts",
    "django.contrib.postgres": "searching on PostgreSQL",
    "django.forms": "our own templates for forms",
}
# APIs, forms for passwords and blocks that take markup as it comes.
NEVER = ("wagtail.api", "wagtail.contrib.simple_translation", "wagtail.contrib.table_block", "django.contrib.admin")


@pytest.mark.row("B24")
def test_every_app_is_ours_or_says_why_it_is_here():
    ours = {one for one in settings.INSTALLED_APPS if (Path(settings.BASE_DIR) / one / "__init__.py").exists()}

    assert set(settings.INSTALLED_APPS) - ours - REASONS.keys() == set(), "Say in REASONS why it is needed."
    assert REASONS.keys() - set(settings.INSTALLED_APPS) == set(), "These are no more."
    assert [one for one in settings.INSTALLED_APPS if one.startswith(NEVER)] == []


@pytest.mark.row("B24")
@pytest.mark.django_db
def test_there_is_no_api_of_wagtail(home):
    for path in ("/api/v2/", "/api/v2/pages/", "/api/v3/", "/api/v3/pages/", "/api/", "/api/v2/documents/"):
        assert Client().get(path).status_code == 404, path


@pytest.mark.row("B24")
def test_no_page_takes_markup_as_it_comes_and_no_table_of_the_old_kind():
    streams = [
        field.stream_block
        for model in (*get_page_models(), *apps.get_models())
        for field in model._meta.get_fields()
        if hasattr(field, "stream_block")
    ]
    blocks = {type(block) for stream in streams for block in _blocks_in(stream)}

    assert streams
    modules = {base.__module__ for block in blocks for base in block.__mro__}
    assert [one for one in blocks if issubclass(one, RawHTMLBlock)] == []
    assert [one for one in modules if one.startswith("wagtail.contrib.table_block")] == []


def _blocks_in(block):
    yield block
    children = getattr(block, "child_blocks", {}).values()
    for child in (*children, *filter(None, [getattr(block, "child_block", None)])):
        yield from _blocks_in(child)


@pytest.mark.row("B28")
def test_no_page_or_document_is_opened_by_a_shared_password():
    assert settings.WAGTAIL_PRIVATE_PAGE_OPTIONS == {"SHARED_PASSWORD": False}
    assert settings.WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS == {"SHARED_PASSWORD": False}


@pytest.mark.row("B28")
@pytest.mark.django_db
def test_nobody_is_offered_a_shared_password_for_a_page_or_a_collection(home):
    client = signed_in(make_user(is_superuser=True))
    for path in (f"/admin/pages/{home.pk}/privacy/", "/admin/collections/"):
        assert 'type="password"' not in client.get(path).content.decode(), path
    response = client.post(f"/admin/pages/{home.pk}/privacy/", {"restriction_type": "password", "password": "open"})

    assert not home.get_view_restrictions().exists()
    assert response.status_code == 200


@pytest.mark.row("B23")
@pytest.mark.django_db
def test_only_a_superuser_adds_changes_or_removes_users_and_groups(home):
    target = make_user()
    people = [make_editor(), make_entrepreneur(), make_municipality().officer]
    addresses = [
        *("/admin/users/", "/admin/users/new/", "/admin/groups/", "/admin/groups/new/"),
        *(f"/admin/users/{action}/{target.pk}/" for action in ("edit", "delete")),
    ]
    sent = {"email": target.email, "name": "Anders", "is_active": "on", "is_superuser": "on"}
    for person in people:
        client = signed_in(person)
        for address in addresses:
            assert client.get(address).status_code == 302, address
            assert client.post(address, sent).status_code == 302, address

    target.refresh_from_db()
    assert (target.name == "Anders", target.is_superuser) == (False, False)
    assert signed_in(make_user(is_superuser=True)).get(addresses[-2]).status_code == 200


@pytest.mark.row("B23")
@pytest.mark.django_db
def test_no_group_and_no_person_holds_a_right_that_the_matrix_does_not_give(home):
    given = {role.value: set(rights.models) for role, rights in MATRIX.items()}
    found = {
        group.name: {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()}
        for group in Group.objects.prefetch_related("permissions__content_type")
    }

    assert found == given
    assert not Permission.objects.filter(user__isnull=False).exists()
    of_people = {name for rights in given.values() for name in rights if name.startswith(("auth.", "people."))}
    # Whoever minds personal data reads what was done with it, and changes nothing.
    assert of_people == {"people.view_auditentry"}
