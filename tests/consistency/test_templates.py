"""Every template is used, and every template that is named exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from wagtail.models import get_page_models

TEMPLATES = settings.BASE_DIR / "templates"
OUR_APPS = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
PYTHON_FILES = [
    file
    for folder in [*OUR_APPS, settings.BASE_DIR / "config"]
    for file in folder.rglob("*.py")
    if "migrations" not in file.parts
]
NAMES = sorted(str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*") if file.is_file())
# Django looks for these itself.
ASKED_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
# allauth puts these behind the prefix it is given for a message.
MAIL_ENDINGS = ("_subject.txt", "_message.txt", "_message.html")
TEMPLATE_NAME = re.compile(r"^[\w./-]+\.(html|txt|svg|css|xml)$")
QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg|css|xml))["']""")


def patterns_in_python() -> Iterator[str]:
    """Every string in our code as a regular expression; the changing parts of an f-string match anything."""
    for file in PYTHON_FILES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in node.values
                )


def names_in_templates() -> set[str]:
    return {
        name
        for template in NAMES
        for tag in re.findall(r"{%.*?%}", (TEMPLATES / template).read_text(), re.DOTALL)
        for name in QUOTED.findall(tag)
        if "static" not in tag.split()
    }


def overrides_a_package(name: str) -> bool:
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs() if Path(app.path) not in OUR_APPS]
    return any((folder / name).exists() for folder in folders)


def test_no_template_is_unused():
    pages = {model.template for model in get_page_models()}
    known = pages | names_in_templates() | ASKED_BY_DJANGO
    in_python = re.compile("|".join(f"(?:{pattern})" for pattern in set(patterns_in_python()) if len(pattern) > 4))

    def is_used(name: str) -> bool:
        spellings = {name, *(name.removesuffix(ending) for ending in MAIL_ENDINGS)}
        return name in known or overrides_a_package(name) or any(in_python.fullmatch(text) for text in spellings)

    assert [name for name in NAMES if not is_used(name)] == []


# A file in the download of one's own data.
NO_TEMPLATE = {"index.html"}


def named_templates() -> set[str]:
    in_python = {pattern.replace("\\", "") for pattern in patterns_in_python() if "\\w+" not in pattern}
    return {name for name in in_python if name.endswith(".html") and TEMPLATE_NAME.match(name)} | {
        name for name in names_in_templates() if name.endswith(".html")
    }


@pytest.mark.parametrize("name", sorted({*named_templates(), *NAMES} - NO_TEMPLATE))
def test_every_template_that_is_named_exists_and_can_be_read(name: str):
    get_template(name)


def test_every_page_type_has_its_template():
    without_page = {"courses.ModulePage", "courses.StepPage"}
    models = [model for model in get_page_models() if model._meta.label not in {*without_page, "wagtailcore.Page"}]
    for model in models:
        get_template(model.template)
