"""Wagtail's admin without inline scripts: which of its templates we replace, and that they are still those we know."""

import hashlib
import re
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
import wagtailmedia
from django import forms
from django.conf import settings
from django.template.loader import get_template
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.widgets import AdminVideoChooser

from cms.admin_scripts import start_element

pytestmark = pytest.mark.row("B40", "B41")

PACKAGES = [Path(package.__file__).parent for package in (wagtail, wagtailmedia, wagtail_localize)]
# Of each template with an inline script: what we looked at when we replaced it. After an upgrade: read the new one,
# change ours in templates/ and static/js/admin_start.js where needed, and put the first half of its SHA-256 here.
REPLACED = {
    "wagtailadmin/panels/inline_panel.html": "195bb0b199edb062dcf41a5a92ecabf5",
    "wagtailadmin/panels/multiple_chooser_panel.html": "673bc9b26ca95c0385e7ac8a5c81d244",
    "wagtailadmin/widgets/date_input.html": "2557f7a4fd543d7cd6f192a97fdd0c12",
    "wagtailadmin/widgets/datetime_input.html": "479d8ddeaa73d2fdd33d584118d51b0c",
    "wagtailadmin/widgets/time_input.html": "536917c544a135631e8683866e8351bd",
    "wagtailmedia/media/add.html": "055cd3b8b104cd96a5cc4afb82b916f4",
    "wagtail_localize/admin/edit_translation.html": "52b849c00b09876c0fb0e7314a762f1e",
    "wagtail_localize/admin/submit_translation.html": "f11cd525d207f37cee4e85ee4cde9a56",
}
# Not on this site: search promotions is not installed, and the project template is for starting one.
NOT_HERE = ("search_promotions", "project_template", "/test/")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")[^>]*>")
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)


def templates_of_packages() -> dict[str, Path]:
    files = [file for package in PACKAGES for file in package.rglob("templates/**/*.html")]
    return {
        str(file).rpartition("/templates/")[2]: file
        for file in files
        if not any(part in str(file) for part in NOT_HERE)
    }


def test_the_replaced_templates_are_still_what_we_looked_at():
    found = templates_of_packages()
    now = {name: hashlib.sha256(found[name].read_bytes()).hexdigest()[:32] for name in REPLACED}
    assert now == REPLACED


def test_no_other_template_has_an_inline_script():
    found = templates_of_packages()
    assert len(found) > 300
    with_script = {
        name
        for name, file in found.items()
        if INLINE_SCRIPT.search(file.read_text()) or HANDLER.search(file.read_text())
    }
    assert with_script == REPLACED.keys()


def test_every_replaced_template_is_ours():
    ours = settings.BASE_DIR / "templates"
    for name in REPLACED:
        assert Path(get_template(name).origin.name).is_relative_to(ours), name
        assert "<script>" not in (ours / name).read_text()


def test_no_python_of_the_packages_writes_a_script_but_that_of_choosers():
    found = {
        str(file).rpartition("site-packages/")[2]
        for package in PACKAGES
        for file in package.rglob("*.py")
        if "/test" not in str(file) and re.search(r"<script(?!>\) would bypass)", file.read_text())
    }
    assert found == {"wagtail/admin/widgets/chooser.py"}


class Everything(forms.Form):
    day = forms.DateField(widget=AdminDateInput)
    moment = forms.DateTimeField(widget=AdminDateTimeInput)
    time = forms.TimeField(widget=AdminTimeInput)
    page = forms.CharField(widget=AdminPageChooser)
    task = forms.CharField(widget=AdminTaskChooser)
    image = forms.CharField(widget=AdminImageChooser)
    document = forms.CharField(widget=AdminDocumentChooser)
    video = forms.CharField(widget=AdminVideoChooser)


def test_widgets_are_started_from_outside(home):
    drawn = str(Everything(prefix="items-__prefix__"))
    assert "<script" not in drawn
    starts = re.findall(r'<ldl-start data-(function|class)="(\w+)" data-id="id_items-__prefix__-(\w+)"', drawn)
    assert starts == [
        ("function", "initDateChooser", "day"),
        ("function", "initDateTimeChooser", "moment"),
        ("function", "initTimeChooser", "time"),
        ("class", "PageChooser", "page"),
        ("function", "createTaskChooser", "task"),
        ("class", "ImageChooser", "image"),
        ("class", "DocumentChooser", "document"),
        ("function", "createMediaChooser", "video"),
    ]


def test_values_stay_values():
    drawn = start_element('new Chooser("id_x", {"modalUrl": "/a/?b=\\"><script>&c"});')
    assert "<script" not in drawn
    assert drawn.count('"') == 6
    assert 'data-class="Chooser" data-id="id_x"' in drawn


def test_a_script_that_is_not_one_call_is_refused():
    for script in ('alert(1); new Chooser("id_x");', "window.x = 1;", 'new Chooser("id_x", run());'):
        with pytest.raises(ValueError, match=r"not one call|Expecting"):
            start_element(script)
