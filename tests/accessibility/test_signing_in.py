"""Getting in asks nothing of one's memory: the browser may fill everything in, and one may paste."""

import pytest
from lxml import html

pytestmark = [pytest.mark.accessibility, pytest.mark.row("A9")]

AUTOCOMPLETE = {
    "/accounts/login/": {"login": "username webauthn", "password": "current-password"},
    "/accounts/signup/": {"name": "name", "email": "email", "password1": "new-password"},
    "/accounts/password/reset/": {"email": "email"},
    "/accounts/login/code/": {"email": "email"},
    "/ondernemers/aanmelden/": {
        "name": "name",
        "email": "email",
        "enterprise_name": "organization",
        "website": "url",
    },
    "/accounts/password/reset/key/{reset_key}/": {"password1": "new-password", "password2": "new-password"},
}
SIGNED_IN = {
    "/accounts/reauthenticate/": {"password": "current-password"},
    "/accounts/password/change/": {
        "oldpassword": "current-password",
        "password1": "new-password",
        "password2": "new-password",
    },
    "/accounts/email/": {"email": "email"},
    "/mijn-gegevens/": {"name": "name"},
}


def autocomplete(client, path):
    page = html.fromstring(client.get(path, follow=True).content)
    fields = page.xpath("//main//input[not(@type='hidden') and not(@type='search')]")
    return {field.get("name"): field.get("autocomplete") for field in fields}


@pytest.mark.parametrize(
    ("role", "path", "expected"),
    [
        *(("visitor", path, expected) for path, expected in AUTOCOMPLETE.items()),
        *(("learner", path, expected) for path, expected in SIGNED_IN.items()),
    ],
)
@pytest.mark.row("A9")
def test_the_browser_knows_what_each_field_about_oneself_is(site, client_of, role, path, expected):
    assert autocomplete(client_of(role), site.path(path)) == expected


@pytest.mark.row("A9")
def test_the_code_of_a_mail_can_be_filled_in_by_the_browser(client_of):
    client = client_of("visitor")
    details = {"name": "Iemand", "email": "code@nieuw.example", "password1": "een-zin-die-ik-onthoud"}
    client.post("/accounts/signup/", details)
    assert autocomplete(client, "/accounts/confirm-email/")["code"] == "one-time-code"


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.row("A9")
def test_one_may_paste(site, page_of, field):
    page, _overheard = page_of("visitor")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    page.goto(f"{site.url}/accounts/login/")
    page.evaluate("navigator.clipboard.writeText('uit-mijn-kluis@elders.example')")
    page.locator(f"main [name={field}]").focus()
    page.keyboard.press("Control+V")
    assert page.locator(f"main [name={field}]").input_value() == "uit-mijn-kluis@elders.example"
