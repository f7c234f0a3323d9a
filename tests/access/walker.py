"""Somebody who asks for every address, and what came of it."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from people.models import User
from tests.factories.hr import signed_in

from .addresses import Address, every_address
from .arguments import foreign_arguments, in_the_question, sent
from .foreign_rows import MARK
from .looking import changes, looked_at, rows_now, undone
from .outcomes import (
    ADMIN,
    ANY,
    API,
    BROKEN,
    DOOR,
    INSIDE,
    METHODS,
    REFUSED,
    SITE,
    WITHOUT_KEY,
    Table,
    outcome,
    readable,
)
from .world import World

# Pictures, words and the way out of the administration itself, without a row of anybody: the same for all.
FOR_ALL_IN_THE_ADMIN = {"/admin/sprite/": "sp", "/admin/jsi18n/": "spm", "/admin/logout/": "smr"}
# Who holds the link comes in, so what stands there is not secret to them.
OPENED_BY_A_LINK = {
    *("presenter_page", "presenter_run_sheet", "presenter_checklist", "presenter_material_add"),
    *("presenter_recording_consent", "presenter_link_renew", "presenter_statement", "presenter_material"),
    *("presenter_material_remove", "meeting_own", "meeting_own_confirm", "meeting_own_sign_off"),
    *("meeting_own_change", "meeting_own_calendar", "meeting_outcome", "certificate_verify", "certificate_shared"),
    "final_wording",
    *("guest_invitation", "guest_application_proof", "invitation", "unsubscribe"),
    *("account_reset_password_from_key", "session_feed_file", "session_door"),
}
# To these nothing of the rows may be shown, and nothing of them may change by what they send.
OUTSIDERS = {"visitor", "elsewhere", "hr elsewhere", "other entrepreneur"}
_OF_A_PERSON = {"note", "intention", "evidence"}
_OF_THE_STUDIO = {"draft", "returned", "approved", "submitted", "remark", "reason", "next"}
_ARRIVING = {"applicant", "application", "invited", "document", "collection"}
# What the others, who have some part in it, do not read.
NOT_FOR = {
    "learner": _OF_THE_STUDIO | _ARRIVING | {"contact", "tender", "sme"},
    "colleague": _OF_A_PERSON | _OF_THE_STUDIO | _ARRIVING | {"contact", "tender", "sme"},
    "lead": _OF_A_PERSON - {"evidence"} | _OF_THE_STUDIO | _ARRIVING | {"contact", "sme"},
    "hr": _OF_A_PERSON - {"evidence"} | _OF_THE_STUDIO | _ARRIVING,
    # Who of the staff answered, who learns, and who comes in.
    "entrepreneur": _OF_A_PERSON | {"editor", "learner", "applicant", "contact", "question", "document"},
    "editor": _OF_A_PERSON,
}
# Public by what they are: a place in a course is for everybody, the others answer to a secret or say "unknown".
OPEN_TO_ALL = {
    *("enrol", "session_interest", "account_reset_password_from_key"),
    *("meeting_sign_up", "meeting_sign_up_sent"),
}
# An officer proposes a session to any enterprise, also to one that works for another municipality.
MAY_POINT_AT = {("hr elsewhere", "session_new")}
# Reading that writes, and should: that HR looked at somebody, and on which day a key was used.
WRITES_ON_GET = {"hr_look", "hr_lookat", "hr_apitoken"}
# What Wagtail keeps while it shows a page: sizes and small versions of files, and who wants to hear of changes.
KEPT_BY_WAGTAIL = {"cms_cmsrendition", "cms_cmsdocument", "wagtailcore_pagesubscription"}


class Place(NamedTuple):
    """key: how the tables of outcomes call it. guesses: other paths of this address, which only outsiders try."""

    key: str
    address: Address
    path: str
    guesses: list[str]


def places(world: World) -> Iterator[Place]:
    """Every address, and every type of page, filled in so that its owner opens it."""
    known = foreign_arguments(world.foreign)
    for address in every_address():
        if address.name == "wagtail_serve":
            yield from _pages(world, address)
            continue
        if address.is_of_the_admin:
            yield Place(readable(address.path), address, world.admin.filled(address), [])
            continue
        tried = [address.path % dict(zip(address.arguments, one, strict=True)) for one in known.get(_key(address), [])]
        opened = address.path % dict(zip(address.arguments, _arguments(address, world, known), strict=True))
        yield Place(address.name or readable(address.path), address, opened, [one for one in tried if one != opened])


def _key(address: Address) -> str:
    return address.name or address.path


def _arguments(address: Address, world: World, known: dict[str, Any]) -> tuple[Any, ...]:
    if not address.arguments:
        return ()
    if address.name in world.opened:
        return world.opened[address.name]
    if _key(address) in known:
        return known[_key(address)][0]
    if not address.name.startswith("hr_"):
        raise KeyError(f"Say in tests/access/arguments.py what an intruder fills in at {address.name}.")
    return world.hr.numbers_for(address.name)


def _pages(world: World, address: Address) -> Iterator[Place]:
    for page in world.pages:
        kind = "" if page.live else " that is not published"
        yield Place(f"{type(page).__name__}{kind}", address, page.get_url(), [])


def table_of(place: Place) -> Table:
    if place.address.path.startswith("/api/"):
        return API
    return ADMIN if place.address.is_of_the_admin else SITE


def expected_at(place: Place, who: str) -> dict[str, str]:
    """By method, the letters that are right; any, for an address of which nobody said it yet."""
    table = table_of(place)
    if table is ADMIN and who not in INSIDE:
        return dict.fromkeys(METHODS, FOR_ALL_IN_THE_ADMIN.get(place.key, DOOR))
    column = who if who in table.columns else WITHOUT_KEY
    found = table.read().get(place.key)
    return {method: found[column, method] if found else ANY for method in METHODS}


class Walker:
    """One of the actors; `faults` is what should not have happened."""

    def __init__(self, who: str, world: World) -> None:
        self.who, self.world = who, world
        user = world.people.get(who)
        self.user: User | AnonymousUser = user or AnonymousUser()
        self.headers = {"Cookie": signed_in(user).cookies.output(header="", attrs=[], sep=";")} if user else {}
        if who in world.programs:
            self.headers["Authorization"] = f"Bearer {world.programs[who]}"
        self.before = rows_now({model._meta.db_table for model in looked_at()})
        self.question, self.form = in_the_question(world.foreign), sent(world.foreign)
        self.faults: list[str] = []

    def ask(self, method: str, path: str) -> tuple[HttpResponse, set[str], list[str]]:
        """The answer, the tables that were written to, and what was changed in them of somebody else."""
        # What counts requests of one address forgets them.
        cache.clear()
        client = Client(headers=self.headers)
        with undone() as writes:
            if method == "get":
                # The programs' addresses refuse a question with words that they do not know.
                response = client.get(path if path.startswith("/api/") else f"{path}?{self.question}")
            else:
                response = client.post(path, self.form)
            content = response.getvalue()
            response.said = content.decode(errors="replace") + str(dict(response.headers))
            looks = writes.ours() and self.who in OUTSIDERS
            done = changes(self.before, writes.ours(), self.user) if looks else []
        return response, writes.ours(), done

    def walk(self, place: Place) -> None:
        """Ask for it in each way, and for what else may be tried there."""
        expected = expected_at(place, self.who)
        for method in METHODS if self._sends(place) else ("get",):
            letter = self.try_one(place, method, place.path)
            if letter not in expected[method]:
                self.faults.append(f"{method} {place.key} {place.path}: {letter}, not {expected[method]}")
        self.guess(place)

    def _sends(self, place: Place) -> bool:
        """The door of the administration is one function for all addresses; two of who stand before it try to send."""
        return not place.address.is_of_the_admin or self.who in (*INSIDE, "visitor", "other entrepreneur")

    def try_one(self, place: Place, method: str, path: str) -> str:
        try:
            response, written, done = self.ask(method, path)
        except Exception:
            if not (place.address.is_of_the_admin and self.who in INSIDE):
                raise
            return BROKEN
        letter = outcome(response)
        where = f"{method} {place.key} {path}: {letter}"
        if letter in REFUSED or method == "get":
            self.faults += [f"{where} wrote {table}" for table in sorted(written - WRITES_ON_GET - KEPT_BY_WAGTAIL)]
        opened = place.key in OPENED_BY_A_LINK and path == place.path
        if not opened and (self.who, place.key) not in MAY_POINT_AT:
            self.faults += [f"{where} {change}" for change in done]
        if not opened:
            self.faults += [f"{where} has {found}" for found in self.leaks(response, path)]
        return letter

    def guess(self, place: Place) -> None:
        """Other rows and keys at the same address: nothing of them, for outsiders."""
        for path in place.guesses if self.who in OUTSIDERS else []:
            for method in METHODS:
                letter = self.try_one(place, method, path)
                if letter not in REFUSED | set("rw") and place.key not in OPEN_TO_ALL:
                    self.faults.append(f"{method} {place.key} {path}: {letter}")

    def leaks(self, response: HttpResponse, path: str) -> list[str]:
        """Words that stand in the answer, were not in the question, and are not theirs to read."""
        body = response.said.replace(path, "").replace(path.rstrip("/").rpartition("/")[2], "")
        marked = {one.removeprefix(MARK) for one in re.findall(rf"{MARK}\w*", body)}
        if self.who not in OUTSIDERS:
            return sorted(marked & NOT_FOR.get(self.who, set()))
        return sorted(marked | {one for one in self.world.foreign.words[1:] if one in body})
