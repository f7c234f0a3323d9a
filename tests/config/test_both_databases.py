"""The whole suite runs on both databases, the same tests on each, and none is left out in silence."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.row("R3")
ROOT = Path(settings.BASE_DIR)
LEAVES_OUT = {"skip", "skipif", "xfail", "importorskip"}


def test_ci_runs_the_tests_on_both_and_fails_when_their_numbers_differ():
    steps = (ROOT / ".ci" / "run").read_text()
    runs = re.findall(r"^(DATABASE_URL=\S+ )?make test ", steps, re.MULTILINE)
    assert runs == ["", 'DATABASE_URL="$postgresql" ']
    compared = steps.index('if [ "$passed_on_sqlite" -ne "$passed_on_postgresql" ]; then')
    assert "exit 1" in steps[compared : steps.index("\nfi", compared)]


def test_every_test_that_may_be_left_out_says_why():
    calls = [
        (str(file.relative_to(ROOT)), call)
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEAVES_OUT
    ]
    assert calls
    silent = [file for file, call in calls if not (call.args or any(word.arg == "reason" for word in call.keywords))]
    unexplained = [
        file
        for file, call in calls
        if call.func.attr in ("skipif", "xfail") and not any(word.arg == "reason" for word in call.keywords)
    ]
    assert silent + unexplained == []
