"""The net under all tests that render a page: a misspelt variable is an error."""

from pathlib import Path

import pytest
from django.template import Context, Engine, engines

from tests.undefined_variables import RaiseIfInvalid, UndefinedVariableError


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    folders = [str(tmp_path / "ours"), str(tmp_path / "theirs")]
    return Engine(dirs=folders, string_if_invalid=RaiseIfInvalid(tmp_path / "ours"))


def plant(engine: Engine, number: int, name: str, source: str) -> None:
    (Path(engine.dirs[number]) / name).write_text(source)


@pytest.mark.parametrize(
    "source",
    [
        "<h1>{{ titel }}</h1>",
        "{{ course.titel }}",
        "{{ titel|default:'' }}",
        "{% for word in titels %}{{ word }}{% endfor %}{{ titel|upper }}",
        "{% if course %}{{ titel }}{% endif %}",
        "{% with t=titel %}{{ t }}{% endwith %}",
    ],
)
def test_a_typo_in_one_of_our_templates_fails(engine: Engine, source: str):
    plant(engine, 0, "page.html", source)
    with pytest.raises(UndefinedVariableError, match=r"page\.html uses"):
        engine.get_template("page.html").render(Context({"course": {"title": "Artikel 2.82"}}))


def test_a_typo_in_an_included_template_names_that_template(engine: Engine):
    plant(engine, 0, "page.html", "{% include 'part.html' %}")
    plant(engine, 0, "part.html", "{{ titel }}")
    with pytest.raises(UndefinedVariableError, match=r"part\.html uses titel"):
        engine.get_template("page.html").render(Context({}))


def test_what_is_defined_passes_also_when_empty(engine: Engine):
    plant(engine, 0, "page.html", "{{ title }}{{ none }}{% if maybe %}x{% endif %}")
    assert engine.get_template("page.html").render(Context({"title": "", "none": None})) == "None"


def test_templates_of_packages_keep_their_silence(engine: Engine):
    plant(engine, 1, "package.html", "[{{ titel }}{{ titel|default:'x' }}]")
    assert engine.get_template("package.html").render(Context({})) == "[x]"


@pytest.mark.parametrize("debug", [False, True])
def test_the_suite_renders_with_this_net(settings, debug: bool):
    """Django makes its engine anew when DEBUG changes, also back again after the test that changed it."""
    settings.DEBUG = debug
    net = engines["django"].engine.string_if_invalid
    assert isinstance(net, RaiseIfInvalid)
    assert net.folder == settings.BASE_DIR
