"""What somebody finds at an address, in one letter; and the tables of what they should find."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.http import HttpResponse

HERE = Path(__file__).with_name("expected")

MEANING = {
    "p": "the page or file",
    "r": "led on to another page",
    "s": "asked to sign in",
    "d": "the door of the administration, which opens for nobody else",
    "k": "asked for the key of a program",
    "-": "nothing there",
    "x": "may not do this",
    "m": "only reads, or only takes what is sent",
    "w": "what was sent cannot be used",
    "b": "let in; Wagtail breaks on a form with fields of another one",
}
BROKEN = "b"
# The administration for who may not enter it: any way of saying no will do.
DOOR = "sd-"
ANY = "".join(MEANING)
# Nothing may have been written.
REFUSED = set("sdk-xm")
_STATUS = {200: "p", 201: "p", 204: "p", 400: "w", 401: "k", 403: "x", 404: "-", 405: "m", 409: "w", 501: "w"}

ACTORS = (
    *("visitor", "learner", "colleague", "elsewhere", "lead", "hr", "hr elsewhere"),
    *("entrepreneur", "other entrepreneur", "editor", "administrator"),
)
# Who may enter the administration; for all others its door is the same.
INSIDE = ("editor", "administrator")
# For addresses of programs: without a key, whoever asks; and with one.
WITHOUT_KEY = "without a key"
PROGRAMS = (WITHOUT_KEY, "program", "program elsewhere", "program for assignments")
METHODS = ("get", "post")


class Table(NamedTuple):
    """A file of expectations; each line has a letter for each of `columns`, first for GET and then for POST."""

    file: str
    columns: tuple[str, ...]
    groups: tuple[int, ...]

    @cache  # noqa: B019 - three tables, for as long as the tests run
    def read(self) -> dict[str, dict[tuple[str, str], str]]:
        """By address: the letter for each of who asks and how. Raises ValueError for a line of another length."""
        found = {}
        keys = [(who, method) for method in METHODS for who in self.columns]
        for line in self.lines():
            address, _space, letters = line.partition("  ")
            found[address] = dict(zip(keys, letters.replace(" ", ""), strict=True))
        return found

    def line(self, address: str, found: dict[tuple[str, str], str]) -> str:
        """As it should stand in the file."""
        written = []
        for method in METHODS:
            letters = "".join(found[who, method] for who in self.columns)
            starts = [sum(self.groups[:number]) for number in range(len(self.groups))]
            groups = [letters[start : start + size] for start, size in zip(starts, self.groups, strict=True)]
            written.append(" ".join(groups))
        return f"{address:<36}  {'   '.join(written)}"

    def lines(self) -> Iterator[str]:
        for line in (HERE / self.file).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line


SITE = Table("site.txt", ACTORS, (1, 3, 3, 2, 2))
ADMIN = Table("admin.txt", INSIDE, (1, 1))
API = Table("api.txt", PROGRAMS, (1, 3))


def outcome(response: HttpResponse) -> str:
    """Raises KeyError for a status that nobody should ever get."""
    if response.status_code not in (301, 302, 303):
        return _STATUS[response.status_code]
    place = response["Location"].partition("?")[0]
    if place == "/admin/login/":
        return "d"
    if place == "/accounts/login/":
        return "s"
    # Where Wagtail sends who may enter, and may not do this.
    return "x" if place == "/admin/" else "r"


def readable(path: str) -> str:
    """/hr/bewijs/%(pk)s/ with its arguments as people write them."""
    return path.replace("%(", "<").replace(")s", ">")
