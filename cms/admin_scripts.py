"""The admin of Wagtail without inline scripts, so that its Content-Security-Policy can refuse them all.

Its templates are overridden in templates/wagtailadmin, templates/wagtailmedia and templates/wagtail_localize; its
choosers write their script in Python. static/js/admin_start.js does what the scripts did.
"""

import json
import re
from typing import Any

from django.templatetags.static import static
from django.utils.html import escapejs, format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser

# What choosers write: `new PageChooser("id_page", {…});` or `createTaskChooser("id_task");`.
_START = re.compile(r"(?P<new>new )?(?P<name>\w+)\((?P<values>.*)\);", re.DOTALL)


def start_choosers_from_outside() -> None:
    """Wagtail has one method that all choosers share, and no hook for it."""
    BaseChooser.render = _render


def admin_start_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/admin_start.js"))


def _render(
    self: BaseChooser, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
) -> SafeString:
    """As in Wagtail, with an element that starts the chooser in the place of a script."""
    id_ = (attrs or {})["id"]
    value_data = self.get_value_data(value)
    return format_html(
        "{}{}",
        SafeString(self.render_html(name, value_data, attrs)),
        start_element(self.render_js_init(id_, name, value_data)),
    )


def start_element(script: str) -> SafeString:
    """The element for one call. Raises ValueError for a script that does anything else."""
    found = _START.fullmatch(script.strip())
    if found is None:
        raise ValueError(f"This script of a chooser is not one call: {script}")
    id_, *options = json.loads(f"[{found['values']}]")
    return format_html(
        '<ldl-start data-{}="{}" data-id="{}" data-options="{}"></ldl-start>',
        "class" if found["new"] else "function",
        found["name"],
        id_,
        escapejs(json.dumps(options[0])) if options else "",
    )
