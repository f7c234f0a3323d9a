"""docs/roles/access.md and the rights in docs/roles/README.md, drawn from the matrix and from what the walk expects.

To draw them anew: `.venv/bin/python -m tests.access.documented`.
"""

import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()

from django.apps import apps
from django.conf import settings
from django.utils.translation import override

from people.roles import MATRIX, PlatformRole, Rights

from .addresses import every_address
from .outcomes import ACTORS, ADMIN, API, INSIDE, PROGRAMS, SITE, Table, readable

FOLDER = Path(settings.BASE_DIR) / "docs" / "roles"
ACCESS, README = FOLDER / "access.md", FOLDER / "README.md"
BEGINS, ENDS = "<!-- drawn from people/roles.py -->", "<!-- until here -->"
NAMES = {
    PlatformRole.EDITOR: "Editor",
    PlatformRole.ENTREPRENEUR: "Social entrepreneur",
    PlatformRole.PRIVACY_OFFICER: "Privacy officer",
}
# Short, so that eleven fit beside each other.
HEADINGS = {
    "visitor": "visitor",
    "learner": "learner",
    "colleague": "colleague",
    "elsewhere": "other town",
    "lead": "team lead",
    "hr": "HR",
    "hr elsewhere": "HR other town",
    "entrepreneur": "entrepreneur",
    "other entrepreneur": "other entrepreneur",
    "editor": "editor",
    "administrator": "administrator",
}
INTRODUCTION = """# Who opens what

Which address answers to whom. A test asks for every address as each of these people and fails when the answer is
another one than stands here, or when an address is not here (`tests/access/`). This page is drawn from what that
test expects.

The rows asked for belong to one municipality, one learner and one enterprise:

| Column | Who |
|---|---|
| visitor | has not signed in |
| learner | the learner whose notes, attempts and certificates they are |
| colleague | another learner of the same department |
| other town | a learner of another municipality |
| team lead | leads the department of the learner |
| HR | HR officer of the municipality |
| HR other town | HR officer of another municipality |
| entrepreneur | wrote the case, presents the session |
| other entrepreneur | of another enterprise |
| editor | in the group *Redactie* |
| administrator | superuser |

| Cell | Meaning |
|---|---|
| reads | gets the page or file, or is led on to where it is |
| sends | may send the form, or press the button |
| both | reads and sends |
| signs in | is asked to sign in |
| – | there is nothing, or it is refused; nothing is written |
"""
PROGRAM_NOTE = """## Programs

For the [API of HR](../hr-api.md) and SCIM. Who is signed in has no key and gets nothing.

"""
ADMIN_NOTE = """## The administration

Below `/admin/` a visitor is asked to sign in, and for everybody but editors and administrators there is nothing.

"""


def access() -> str:
    return "\n".join([INTRODUCTION, *_site(), PROGRAM_NOTE + _rows(API, PROGRAMS), ADMIN_NOTE + _rows(ADMIN, INSIDE)])


def cell(reading: str, sending: str) -> str:
    """In words, of the letters for GET and POST."""
    reads, sends = reading in "pr", sending in "prw"
    if reads or sends:
        return "both" if reads and sends else "reads" if reads else "sends"
    return "signs in" if "s" in (reading, sending) else "–"


def _site() -> Iterator[str]:
    """A table for each part of the site, by the beginning of the path; pages first."""
    expected, paths = SITE.read(), _paths()
    ordered = sorted(expected, key=lambda name: _part(paths.get(name, "")))
    for part, names in groupby(ordered, key=lambda name: _part(paths.get(name, ""))):
        yield f"## {part or 'Pages of the site, by type'}\n\n" + _rows(SITE, ACTORS, list(names), paths)


def _rows(
    table: Table, columns: tuple[str, ...], names: list[str] | None = None, paths: dict[str, str] | None = None
) -> str:
    expected, known = table.read(), paths or _paths()
    lines = ["| Address | " + " | ".join(HEADINGS.get(who, who) for who in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for name in names or list(expected):
        found = expected[name]
        cells = [cell(found[who, "get"], found[who, "post"]) for who in columns]
        shown = known.get(name, name)
        lines.append(f"| {f'`{shown}`' if '/' in shown else shown} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _paths() -> dict[str, str]:
    return {one.name: readable(one.path) for one in every_address() if one.name and not one.is_of_the_admin}


def _part(path: str) -> str:
    return f"/{path.split('/')[1]}/" if path.count("/") > 1 else "Others" if path else ""


def rights() -> str:
    lines = [BEGINS, "", "| Group | On what | What they may do |", "|---|---|---|"]
    with override("en"):
        for role, given in MATRIX.items():
            told = list(_told(given)) or [("nothing of the administration", "they write in the studio")]
            lines += [f"| {NAMES[role]} (*{role.value}*) | {what} | {may} |" for what, may in told]
    lines.append(
        "| Administrator | everything | everything; only an administrator adds or changes accounts and groups |"
    )
    return "\n".join([*lines, "", ENDS])


def _told(given: Rights) -> Iterator[tuple[str, str]]:
    """What, and what one may do with it."""
    may: dict[str, list[str]] = {}
    for name in (*given.models, *given.collections):
        app, _dot, codename = name.partition(".")
        action, _line, model = codename.partition("_")
        may.setdefault(_words_for(app, model), []).append(action)
    if given.pages:
        may["all pages"] = [one.removesuffix("_page") for one in given.pages]
    for what, actions in may.items():
        yield what, ", ".join(actions)


def _words_for(app: str, model: str) -> str:
    """The name of the model as people read it; some rights are not about a model."""
    if model == "admin":
        return "the administration"
    try:
        return str(apps.get_model(app, model)._meta.verbose_name_plural)
    except LookupError:
        return f"{model}s"


def readme() -> str:
    """The page of roles, with the rights as they are now."""
    text = README.read_text(encoding="utf-8")
    return re.sub(f"{BEGINS}.*{ENDS}", lambda _found: rights(), text, flags=re.DOTALL)


if __name__ == "__main__":
    ACCESS.write_text(access(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
