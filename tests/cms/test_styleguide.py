"""The style guide is for who works in the admin."""

import pytest
from django.contrib.auth.models import Group
from lxml import html

from cms.stream import BODY_BLOCKS
from people.roles import PlatformRole
from tests.factories.people import make_user


@pytest.fixture
def as_editor(client, home):
    editor = make_user()
    editor.groups.add(Group.objects.get(name=PlatformRole.EDITOR.value))
    client.force_login(editor)
    return client


def test_an_editor_sees_every_block_with_its_name_and_description(as_editor):
    page = html.fromstring(as_editor.get("/stijlgids/").content)
    for name, block in BODY_BLOCKS:
        section = page.get_element_by_id(f"blok-{name.replace('_', '-')}").getparent()
        assert str(block.label) in section.text_content()
        assert str(block.get_description()) in section.text_content()
        assert section.xpath(".//*[contains(@class, 'ldl-body')]/*")


def test_the_style_guide_uses_every_id_once(as_editor):
    ids = html.fromstring(as_editor.get("/stijlgids/").content).xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_a_learner_meets_the_same_404_as_for_an_address_that_is_not_there(as_learner):
    assert as_learner.get("/stijlgids/").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, home):
    assert client.get("/stijlgids/").url.startswith("/accounts/login/")
