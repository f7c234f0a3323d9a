"""What the source never does: let a request name fields of a query, or fetch a row without asking whose it is.

Names of fields, and keys such as `_connector`, change what a query means (CVE-2025-64459, CVE-2026-1287 and 1312).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

OUR_APPS = (
    *("cms", "people", "courses", "quizzes", "certificates", "guests", "discussions", "commitments", "transcript"),
    *("hr", "curriculum", "config"),
)
# Methods of a query that take names of fields, as the name of an argument or as its value.
BY_NAME = {
    *("filter", "exclude", "get", "annotate", "aggregate", "alias", "order_by", "values", "values_list", "create"),
    *("update", "update_or_create", "get_or_create", "distinct", "only", "defer", "extra", "raw", "dates"),
    *("datetimes", "latest", "earliest", "select_related", "prefetch_related", "in_bulk", "Q", "F", "OrderBy"),
}
# Of these every argument is a name.
ONLY_NAMES = {
    "order_by",
    "values",
    "values_list",
    "only",
    "defer",
    "extra",
    "raw",
    "latest",
    "earliest",
    "F",
    "OrderBy",
}
# What somebody sends.
SENT = {"GET", "POST", "FILES", "COOKIES", "META", "headers", "query_params", "body"}

# Views that fetch a row by its number without a set of rows that is the reader's, and why they may.
FETCHED_BY_ALL = {
    "get_object_or_404(Site, pk=site_pk)": "cms/branding_views.py: one site, and the right to change its branding",
    "get_object_or_404(QuizPage, pk=kwargs['quiz_pk'])": "quizzes/analysis_views.py: then asks the right on the page",
    "get_object_or_404(Question, id=question_id, live=True)": "quizzes/regrade_admin.py: with the right to publish",
    "StepPage.objects.get(pk=pk)": "guests/case_step_views.py: whose lock was just looked at",
    "get_object_or_404(CalendarFeed.objects.select_related('user'), key=key, user__is_active=True)": "a secret",
    "get_object_or_404(everything, id=pk)": "guests/attendance_views.py: everything in the calendar of the reader",
    "get_object_or_404(User, pk=pk)": "people: administrators only, asked just before",
    "get_object_or_404(CmsDocument, id=document_id)": "courses/documents.py: then asks who may have it",
    "get_object_or_404(goes_on.select_related('meeting__organisation'), key=key)": "guests: a secret in a mail",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for app in OUR_APPS:
        for path in sorted((Path(settings.BASE_DIR) / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(settings.BASE_DIR)), ast.parse(path.read_text(encoding="utf-8"))


def names_from_requests(tree: ast.AST) -> list[str]:
    """Calls in which what somebody sent becomes the name of a field."""
    found: list[ast.Call] = []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for scope in [tree, *functions]:
        tainted = _tainted_names(scope)
        calls = [node for node in ast.walk(scope) if isinstance(node, ast.Call) and _method(node) in BY_NAME]
        found += [call for call in calls if any(_is_sent(value, tainted) for value in _names_in(call))]
    return sorted({f"{call.lineno}: {ast.unparse(call)}" for call in found})


def _method(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _names_in(call: ast.Call) -> Iterator[ast.expr]:
    """What is unpacked into names of arguments, and what is a name by its place."""
    for keyword in call.keywords:
        if keyword.arg is None:
            yield keyword.value
    if _method(call) in ONLY_NAMES:
        yield from call.args
    yield from (one.value for one in call.args if isinstance(one, ast.Starred))


def _tainted_names(scope: ast.AST) -> set[str]:
    """Names that hold all that was sent, with the keys that its sender chose."""
    names: set[str] = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and _is_sent(node.value, names):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.For | ast.comprehension) and _is_sent(node.iter, names):
            names |= {name.id for name in ast.walk(node.target) if isinstance(name, ast.Name)}
    return names


def _is_sent(value: ast.expr, tainted: set[str]) -> bool:
    for node in _outside_forms(value):
        if isinstance(node, ast.Name) and node.id in tainted:
            return True
        if isinstance(node, ast.Attribute) and node.attr in SENT and "request" in ast.unparse(node.value):
            return True
        if isinstance(node, ast.Call) and _method(node) == "loads":
            return True
    return False


def _outside_forms(value: ast.expr) -> Iterator[ast.AST]:
    """A form, as any class, keeps the names that it declares and no others."""
    yield value
    if isinstance(value, ast.Call) and _method(value)[:1].isupper() and _method(value) not in BY_NAME:
        return
    for child in ast.iter_child_nodes(value):
        yield from _outside_forms(child)


@pytest.mark.row("B53")
def test_no_request_names_a_field_of_a_query():
    found = {path: calls for path, tree in sources() if (calls := names_from_requests(tree))}

    assert found == {}


@pytest.mark.row("B53")
@pytest.mark.parametrize(
    "source",
    [
        "def view(request): return Person.objects.filter(**request.GET.dict())",
        "def view(request): return Person.objects.filter(Q(**request.POST))",
        "def view(request):\n    asked = request.GET.dict()\n    return Person.objects.exclude(**asked)",
        "def view(request): return people.order_by(request.GET['sort'])",
        "def view(request):\n    sort = request.GET.get('sort')\n    return people.order_by('-' + sort, 'pk')",
        "def view(request): return people.annotate(**{request.POST['name']: Count('pk')})",
        "def view(request): return people.annotate(**{name: Count('pk') for name in request.GET})",
        "def view(request): return people.values(*request.GET.getlist('field'))",
        "def view(request): return Person.objects.create(**json.loads(request.body))",
    ],
)
def test_the_rule_finds_it_in_each_way_to_write_it(source):
    assert names_from_requests(ast.parse(source))


@pytest.mark.row("B53")
def test_a_value_that_was_sent_may_be_looked_for():
    source = "def view(request): return people.filter(name=request.GET['name']).order_by('name')"

    assert names_from_requests(ast.parse(source)) == []


@pytest.mark.row("B53")
def test_no_form_lets_its_sender_say_which_row_it_is():
    """A formset with a field for the primary key takes the row of somebody else (CVE-2026-87975)."""
    made = {"modelformset_factory", "inlineformset_factory", "edit_only", "list_editable"}
    found = [
        f"{path}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in made) or (isinstance(node, ast.keyword) and node.arg in made)
    ]
    assert found == []


def views_that_fetch(tree: ast.Module) -> Iterator[str]:
    """In functions that take a request: lookups of one row in more than the rows of the reader."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and _takes_request(function):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if _fetches_one(call) and not _is_own(call):
                    yield ast.unparse(call)


def _takes_request(function: ast.FunctionDef) -> bool:
    arguments = [one.arg for one in function.args.args]
    uses_own = any(ast.unparse(node) == "self.request" for node in ast.walk(function))
    return "request" in arguments or uses_own


def _fetches_one(call: ast.Call) -> bool:
    by_key = any(one.arg in {"pk", "id", "key", "code", "slug", "public_id", "token_hash"} for one in call.keywords)
    from_all = _method(call) == "get" and ".objects" in ast.unparse(call.func)
    return by_key and (from_all or _method(call) == "get_object_or_404")


def _is_own(call: ast.Call) -> bool:
    """`…_of(user)`, `…_for(user)` and the like; or a condition on the reader in the same call."""
    of_reader = {"request.user", "user", "self.request.user", "request.user.pk"}
    if any(ast.unparse(one.value) in of_reader for one in call.keywords):
        return True
    inside = (node for argument in call.args for node in ast.walk(argument))
    return any(isinstance(node, ast.Call) and {ast.unparse(one) for one in node.args} & of_reader for node in inside)


@pytest.mark.row("B20")
def test_a_view_fetches_a_row_from_those_of_its_reader_or_says_here_why_not():
    found = {call for _path, tree in sources() for call in views_that_fetch(tree)}

    assert found - FETCHED_BY_ALL.keys() == set(), "Fetch it with a function …_for(user), or say here why not."
    assert FETCHED_BY_ALL.keys() - found == set(), "These are no more."


@pytest.mark.row("B20")
def test_the_rule_finds_a_view_that_fetches_any_row():
    source = "def view(request, pk): return get_object_or_404(Person, pk=pk)\ndef f(request): Person.objects.get(id=1)"

    assert len(list(views_that_fetch(ast.parse(source)))) == 2


# Draws for a reader of whom it only knows whether they signed in; the name is put in afterwards.
KEPT_FOR_ALL_READERS = {"cms/drawn_once.py _draw"}
# Counts of guesses, and which answers of a provider of SAML have been used.
USE_THE_CACHE = {"certificates/verify.py", "people/single_sign_on/saml.py"}
OF_SOMEBODY = {"user", "organisation", "membership", "department", "enrolment", "request", "officer", "scope"}


@pytest.mark.row("B29")
def test_what_is_kept_between_requests_is_content_and_of_nobody():
    """A key without the municipality in it would show one what is another's; content has no municipality."""
    found = set()
    for path, tree in sources():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            kept = {ast.unparse(one).partition("(")[0] for one in function.decorator_list}
            arguments = {one.arg.lower() for one in function.args.args}
            arguments |= {ast.unparse(one.annotation).lower() for one in function.args.args if one.annotation}
            if kept & {"kept", "cache", "lru_cache"} and arguments & OF_SOMEBODY:
                found.add(f"{path} {function.name}")
    shared = {
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.core.cache"
    }

    assert found == KEPT_FOR_ALL_READERS
    assert shared == USE_THE_CACHE
