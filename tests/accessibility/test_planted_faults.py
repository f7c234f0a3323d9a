"""A check that cannot fail is none: for each there is a fault that it must see, and axe sees its five."""

import pytest
from playwright.sync_api import Page

from tests.browser import WIDE, axe_findings

from .look import SITE_NAME

pytestmark = pytest.mark.accessibility

ABOUT = {"siteName": SITE_NAME, "isRefused": False, "language": "nl", "warning": "Niets over gezondheid."}
FIELD = "<label for=veld>Naam</label><input id=veld aria-invalid=true aria-describedby=veld_error>"
# Check: functions that break the page it is given the <main> of. Styles are set by script: the page's policy
# refuses them in markup.
PLANTED = {
    "sideways": ["main => { main.style.width = '2000px'; }"],
    "clipped": [
        "main => { const p = main.querySelector('p'); p.style.height = '5px'; p.style.overflow = 'hidden'; }",
        """main => { const p = main.querySelector('p'); p.style.width = '30px'; p.style.overflow = 'clip';
                     p.style.whiteSpace = 'nowrap'; }""",
    ],
    "ids": ["main => { main.innerHTML = '<h1>Kop</h1><p id=twee></p><p id=twee></p>'; }"],
    "references": [
        "main => { main.innerHTML = '<h1>Kop</h1><input aria-describedby=nergens>'; }",
        "main => { main.innerHTML = '<h1>Kop</h1><label for=nergens>Naam</label>'; }",
    ],
    "headings": [
        "main => { main.innerHTML = '<h1>Kop</h1><h3>Sprong</h3>'; }",
        "main => { main.innerHTML = '<h1>Kop</h1><h1>Nog een</h1>'; }",
        "main => { main.innerHTML = '<h1>Kop</h1><h2></h2>'; }",
        "main => { main.innerHTML = '<p>Zonder</p>'; }",
    ],
    "title": [
        "() => { document.title = 'Hulp'; }",
        "() => { document.title = ' – Leren doet leven'; }",
        "() => { document.title = 'Fout: Hulp – Leren doet leven'; }",
    ],
    "language": [
        "() => { document.documentElement.lang = ''; }",
        "main => { main.innerHTML = '<p lang=nederlands>Tekst</p>'; }",
    ],
    "help": [
        "() => { document.querySelector('.ldl-account > li').remove(); }",
        "main => { document.querySelector('header').before(main); }",
    ],
    "groups": [
        "main => { main.innerHTML = '<input type=radio name=keuze><input type=radio name=keuze>'; }",
        "main => { main.innerHTML = '<fieldset><legend></legend><input type=radio name=keuze></fieldset>'; }",
        """main => { main.innerHTML = '<fieldset><legend>A</legend><input type=checkbox name=keuze></fieldset>'
                     + '<fieldset><legend>B</legend><input type=checkbox name=keuze></fieldset>'; }""",
    ],
    "choices": [
        "main => { main.innerHTML = '<input type=radio name=keuze>'; }",
        """main => { main.innerHTML = '<input type=checkbox id=klein><label for=klein>x</label>';
                     for (const one of main.children) { one.style.font = '8px/1 serif'; one.style.width = '8px';
                     one.style.height = '8px'; } }""",
    ],
    "errors": [
        "main => { main.innerHTML = '<div class=ldl-error-summary role=alert tabindex=-1>Fout</div>'; }",
        f"main => {{ main.innerHTML = '{FIELD}'; }}",
        f"main => {{ main.innerHTML = '{FIELD}<p id=veld_error></p>'; }}",
    ],
    "warnings": [
        "main => { main.innerHTML = '<form><textarea name=text></textarea></form>'; }",
        """main => { main.innerHTML = '<p id=help>Niets over gezondheid.</p><form aria-describedby=help>'
                     + '<textarea name=text></textarea></form>'; }""",
        """main => { main.innerHTML = '<p id=help>Schrijf kort.</p>'
                     + '<form><textarea name=text aria-describedby=help></textarea></form>'; }""",
    ],
    "messages": [
        "main => { main.innerHTML = '<p role=alert>Opgeslagen</p>'; }",
        "() => { document.querySelector('.ldl-messages').remove(); }",
    ],
    "timers": [
        "() => { document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content=9999>'); }",
        "main => { main.innerHTML = '<p role=timer>20:00</p>'; }",
    ],
    "videos": [
        "main => { main.innerHTML = '<video controls></video>'; }",
        "main => { main.innerHTML = '<video controls autoplay><track kind=captions srclang=nl></video>'; }",
        "main => { main.innerHTML = '<iframe title=Film></iframe>'; }",
    ],
    "motion": [
        "main => { main.style.transition = 'color 2s'; }",
        "main => { main.style.animationName = 'draaien'; }",
        "() => { document.documentElement.style.scrollBehavior = 'smooth'; }",
    ],
    "focus": [
        "main => { main.innerHTML = '<a href=/ tabindex=3>Eerst</a>'; }",
        """main => { main.innerHTML = '<a href=/>Onzichtbaar</a>';
                     main.firstChild.style.cssText = 'outline: none; box-shadow: none'; }""",
        """main => { main.innerHTML = '<p>Balk</p><a href=/>Bedekt</a>';
                     main.firstChild.style.cssText = 'position: fixed; inset: 0; background: white'; }""",
    ],
}
FOR_AXE = """main => { main.innerHTML = `
    <h1></h1><img src="/static/img/logo.svg"><input type="text">
    <a href="/"></a><p id="bleek">slecht leesbaar</p>
    <button id="a"></button><h5>sprong</h5><a href="/x">1</a><a href="/y">2</a>`;
    main.querySelector('#bleek').style.cssText = 'color: #bbb; background: #fff'; }"""


@pytest.fixture
def page(site, page_of) -> Page:
    """A page without faults; nothing in it is kept."""
    page, _overheard = page_of("visitor")
    page.set_viewport_size(WIDE)
    page.goto(f"{site.url}/hulp/")
    return page


def test_every_check_has_a_planted_fault(page):
    assert set(page.evaluate("accessibility.names")) == PLANTED.keys()


@pytest.mark.parametrize(("check", "plant"), [(check, plant) for check, plants in PLANTED.items() for plant in plants])
@pytest.mark.row("A3", "A4", "A5", "A6", "A10", "A11", "A12", "A13", "A14", "A16", "P18")
def test_a_check_sees_its_planted_fault(page, check, plant):
    look = "([check, about]) => accessibility.run([check], about)"
    assert page.evaluate(look, [check, ABOUT]) == []
    page.evaluate(f"({plant})(document.querySelector('main'))")
    assert len(page.evaluate(look, [check, ABOUT])) >= 1


@pytest.mark.row("A1")
def test_axe_sees_planted_faults(page):
    page.evaluate(f"({FOR_AXE})(document.querySelector('main'))")
    rules = {finding.partition(":")[0] for finding in axe_findings(page)}
    assert {"image-alt", "label", "link-name", "button-name", "heading-order", "color-contrast"} <= rules
