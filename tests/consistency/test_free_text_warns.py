"""Where people write in their own words, the form asks to leave out what is very personal (GDPR, article 9).

Not of pages and of blocks in them: in Wagtail's editor editors write for everybody, and what they write is published.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet

from cms.written_text import NOTHING_SPECIAL, FreeText, WrittenLine, WrittenText

pytestmark = pytest.mark.row("P18")

PACKAGES = {app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
# Where nobody writes about a person, by name of the field or of its kind, with the reason.
WITHOUT = {
    "AddressesField": "e-mail addresses; anything else is refused",
    "MomentForm.agenda": "the programme of a session or meeting, for everybody who comes",
    "RegradeForm.reason": "an editor on a question",
    "CheckForm.remark": "an editor on what a lawyer says of a text",
    "Enterprise.mission": "an editor on an enterprise, for everybody",
    "Enterprise.sdgs": "a choice of goals",
    "IdentityProvider.metadata": "XML of an identity provider",
    "Question.context": "an editor's question",
    "Question.explanation": "an editor's question",
    "Question.prompt": "an editor's question",
    "Question.source": "an editor's question",
    "Term.meaning": "an editor on a word",
}


def our_modules() -> Iterator[ModuleType]:
    for package in sorted(PACKAGES):
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not {"migrations", "management"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)


def subclasses_of(parent: type) -> Iterator[type]:
    for child in parent.__subclasses__():
        yield child
        yield from subclasses_of(child)


def fields() -> Iterator[tuple[str, forms.Field]]:
    """Of every form that is declared, and of those that Wagtail makes of our models."""
    for form in {*subclasses_of(forms.BaseForm)}:
        if form.__module__.partition(".")[0] in PACKAGES:
            for name, field in form.base_fields.items():
                first = next(one for one in reversed(form.__mro__) if name in getattr(one, "base_fields", {}))
                yield f"{first.__name__}.{name}", field
    # Wagtail learns of them with the addresses.
    assert get_resolver().url_patterns
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ModelViewSet) and viewset.model.__module__.partition(".")[0] in PACKAGES:
            for name, field in viewset.get_form_class().base_fields.items():
                yield f"{viewset.model.__name__}.{name}", field


def text_areas_in(source: str) -> Iterator[str]:
    """The class or call that each text area of a module is made for."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for made in parents:
        if isinstance(made, ast.Call) and ast.unparse(made.func).lower().endswith("textarea"):
            around = [parents[made]]
            while around[-1] in parents:
                around.append(parents[around[-1]])
            within = next((one.name for one in around if isinstance(one, ast.ClassDef)), "")
            call = next((ast.unparse(one.func) for one in around if isinstance(one, ast.Call)), "super().__init__")
            yield within if call == "super().__init__" else call


def is_free_text(module: ModuleType, name: str) -> bool:
    kind = getattr(module, name, None)
    return inspect.isclass(kind) and issubclass(kind, FreeText)


def warnings_in(form: forms.Form) -> list[str]:
    return [field.name for field in form if str(NOTHING_SPECIAL) in str(field.help_text)]


def test_every_field_of_several_lines_warns_or_says_why_not():
    list(our_modules())
    large = [(name, field) for name, field in fields() if isinstance(field.widget, forms.Textarea)]
    silent = {
        kind if (kind := type(field).__name__) in WITHOUT else name
        for name, field in large
        if not getattr(field, "warns", False)
    }
    assert len(large) > 40
    assert silent == WITHOUT.keys()


def test_a_text_area_is_made_for_a_field_of_free_text_only():
    """Of forms that get their fields as they go, too."""
    made = [
        (module, owner) for module in our_modules() for owner in text_areas_in(Path(str(module.__file__)).read_text())
    ]
    assert len(made) > 15
    stray = {
        f"{module.__name__}: {owner}"
        for module, owner in made
        if owner not in WITHOUT and not is_free_text(module, owner)
    }
    assert stray == set()


def test_a_text_area_made_elsewhere_is_seen():
    made = """
class Form(forms.Form):
    story = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

class Own(WrittenText):
    def __init__(self):
        super().__init__(widget=TextArea())
"""
    assert list(text_areas_in(made)) == ["forms.CharField", "Own"]


def test_a_text_area_that_is_drawn_by_hand_warns():
    drawn = {path: path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html")}
    by_hand = {path for path, markup in drawn.items() if "<textarea" in markup}
    warns = {path for path in by_hand if "{% nothing_special %}" in drawn[path] or "help_text" in drawn[path]}
    assert len(by_hand) > 1
    assert by_hand - warns == set()


class TwoTexts(forms.Form):
    name = WrittenLine()
    plan = WrittenText(help_text="What will you do?")
    wish = WrittenText()


def test_a_form_warns_once_at_its_first_field_and_says_so_to_a_screen_reader():
    form = TwoTexts()
    assert warnings_in(form) == ["plan"]
    assert str(form["plan"].help_text).startswith("What will you do? ")
    assert 'aria-describedby="id_plan_helptext"' in str(form["plan"])


class OneText(forms.Form):
    programme = WrittenText(warns=False)
    line = WrittenLine(warns=True)


def test_a_field_in_which_nobody_writes_about_people_leaves_the_warning_to_the_next():
    assert warnings_in(OneText()) == ["line"]
