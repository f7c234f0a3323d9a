"""Every icon that our code or a template names for the Wagtail admin exists; a name that does not draws nothing."""

import ast
import re
from collections.abc import Iterator

from wagtail.admin.icons import get_icons

from .test_templates import PYTHON_FILES, TEMPLATES

IN_A_TEMPLATE = re.compile(r"""{%\s*icon\s[^%]*?name=["']([\w-]+)["']""")


def is_about_an_icon(name: str | None) -> bool:
    """Blocks, viewsets, panels and menu items say `icon`, `icon_name`, `menu_icon` or `header_icon`."""
    return name is not None and re.fullmatch(r"(\w+_)?icon(_name)?", name) is not None


def named_values(node: ast.AST) -> Iterator[tuple[str | None, ast.expr | None]]:
    """Pairs of a name and what it is given: an assignment, an argument, an entry of a dictionary."""
    if isinstance(node, ast.Assign):
        yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.keyword):
        yield node.arg, node.value
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield (key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None), value


def icons_in_python() -> dict[str, str]:
    """The name of each icon, and a file that says it."""
    return {
        value.value: str(file)
        for file in PYTHON_FILES
        for node in ast.walk(ast.parse(file.read_text()))
        for name, value in named_values(node)
        if is_about_an_icon(name) and isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def icons_in_templates() -> dict[str, str]:
    return {name: str(file) for file in TEMPLATES.rglob("*.html") for name in IN_A_TEMPLATE.findall(file.read_text())}


def test_every_icon_that_is_named_exists():
    existing = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    named = icons_in_python() | icons_in_templates()
    assert {"openquote", "order", "upload", "warning"} <= named.keys(), "the search finds hardly any icon"
    assert {name: file for name, file in named.items() if name not in existing} == {}
