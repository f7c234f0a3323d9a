"""The frame around a table, so that it scrolls in a region of its own and never the page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def table_frame(
    content: SafeString, name: str, caption: str, *, modifier: str = "", hide_caption: bool = False, role: str = ""
) -> SafeString:
    """The rows between this tag and endtable_frame as a table.

    name: id of the caption, once on a page. modifier: another class for the table. hide_caption: only a
    screen reader reads it. role: for a table that is drawn as something else on a phone.
    """
    variables = {"content": content, "name": name, "caption": caption, "modifier": modifier}
    return render_to_string("components/table_frame.html", variables | {"hide_caption": hide_caption, "role": role})
