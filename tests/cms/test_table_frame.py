"""The frame around a table."""

from django.template import Context, Template
from lxml import html


def framed(arguments):
    source = "{% load table_tags %}{% table_frame " + arguments + " %}<tr><td>{{ word }}</td></tr>{% endtable_frame %}"
    return html.fromstring(Template(source).render(Context({"word": "<b>"})))


def test_it_is_a_region_that_scrolls_by_keyboard_and_is_named_by_its_caption():
    region = framed('"rows" "Mensen & cursussen"')
    assert dict(region.attrib) == {
        "class": "utrecht-table-container",
        "role": "region",
        "aria-labelledby": "rows",
        "tabindex": "0",
    }
    (caption,) = region.xpath("table/caption[@id='rows']")
    assert caption.text == "Mensen & cursussen"
    assert caption.get("class") is None
    assert region.xpath("table")[0].attrib == {"class": "utrecht-table"}
    assert region.xpath("table//td")[0].text == "<b>"


def test_a_table_may_hide_its_caption_and_have_a_class_and_role_of_its_own():
    region = framed('"rows" "Mensen" modifier="hr-rows" hide_caption=True role="table"')
    assert region.xpath("table/caption/@class") == ["ldl-visually-hidden"]
    assert region.xpath("table[@role='table']/@class") == ["utrecht-table hr-rows"]
