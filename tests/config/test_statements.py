"""The pages on privacy, cookies and accessibility are made from the code, for everybody, in two languages."""

import pytest
from django.conf import settings
from django.utils import translation

from config.accessibility_issues import OPEN_ISSUES
from config.cookies import cookies
from config.data_map import DATA_MAP
from config.statements import data_lines
from people.data_map import Personal

ADDRESSES = ("/privacy/", "/cookies/", "/toegankelijkheid/")


@pytest.mark.django_db
@pytest.mark.row("A19", "P12")
def test_everybody_reads_them_in_both_languages_and_the_footer_leads_there(client, home):
    for address, dutch, english in zip(ADDRESSES, ("Waarom", "Naam", "Wat"), ("Why", "Name", "What"), strict=True):
        client.cookies.clear()
        page = client.get(address).content.decode()
        assert f">{dutch}</th>" in page
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        assert f">{english}</th>" in client.get(address).content.decode()
    assert 'href="/cookies/"' in client.get("/").content.decode()


@pytest.mark.row("P5")
def test_the_privacy_page_has_every_purpose_with_every_table():
    shown = {(line[1], line[2]) for line, _tables in data_lines()}
    declared = {
        (field.purpose, field.retention.value)
        for fields in DATA_MAP.values()
        for field in fields.values()
        if isinstance(field, Personal)
    }
    assert shown == declared
    assert all(tables for _line, tables in data_lines())


@pytest.mark.django_db
@pytest.mark.row("P12")
def test_the_list_of_cookies_is_all_that_the_site_sets(client, home, learner):
    from django.urls import reverse

    from tests.factories.people import PASSWORD

    client.get("/")
    client.post(reverse("account_login"), {"login": learner.email, "password": PASSWORD})
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    client.post(reverse("my_details"), {"name": "Sanne"})
    listed = {cookie.name for cookie in cookies()}
    assert {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= set(client.cookies) <= listed


@pytest.mark.row("A19")
def test_every_open_issue_says_for_whom_and_by_when():
    assert OPEN_ISSUES
    with translation.override("nl"):
        for issue in OPEN_ISSUES:
            assert str(issue.what).endswith(".")
            assert str(issue.whom)
            assert issue.repaired_by.year >= 2026
