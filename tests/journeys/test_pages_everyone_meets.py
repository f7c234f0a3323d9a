"""Pages on nobody's path in particular, held against the same demands."""

from .conftest import sign_in

PUBLIC = [
    "/",
    "/cursussen/",
    "/casussen/",
    "/casussen/groenwerkers-perceel-drie/",
    "/over/",
    "/privacy/",
    "/toegankelijkheid/",
    "/hulp/",
    "/zoeken/?q=artikel",
    "/zoeken/?q=%27%20OR%201%3D1",
    "/certificaat/",
    "/certificaat/bestaat-niet/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/bestaat-niet/",
]


def test_public_pages_are_sound(visit):
    visitor = visit()
    for path in PUBLIC:
        visitor.go(path)


def test_a_lesson_read_along_without_enrolment_is_sound(visit):
    visitor = visit()
    sign_in(visitor, "redactie@demo.example")
    visitor.go("/cursussen/artikel-2-82/de-wet-begrijpen/waarom-artikel-2-82/")
    assert "U leest mee" in visitor.text()


def test_account_pages_are_sound(visit):
    visitor = visit()
    sign_in(visitor, "ambtenaar@demo.example")
    for path in (
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/mijn-leren/",
        "/mijn-gegevens/",
    ):
        visitor.go(path)


def test_the_style_guide_shows_every_component_soundly(visit):
    visitor = visit()
    sign_in(visitor, "redactie@demo.example")
    visitor.go("/stijlgids/")


def test_the_tester_sees_planted_faults(visit):
    """A check that cannot fail is none: five faults, at least five findings."""
    visitor = visit()
    visitor.go("/")
    visitor.page.evaluate(
        """() => { document.querySelector('main').innerHTML = `
            <h1></h1><img src="/static/img/logo.svg"><input type="text">
            <a href="/"></a><p id="x" style="color:#bbb;background:#fff">slecht leesbaar</p>
            <button id="a"></button><h5>sprong</h5>`; }"""
    )
    found = {rule for rule, _html in visitor.faults()}
    assert {"image-alt", "label", "link-name", "button-name", "heading-order"} <= found
