"""All addresses of the site, from the resolver: what is added later is among them by itself."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize


class Address(NamedTuple):
    """`path` has %(name)s for each argument."""

    name: str
    path: str
    arguments: tuple[str, ...]

    @property
    def is_of_the_admin(self) -> bool:
        return self.path.startswith("/admin/")


def every_address() -> list[Address]:
    return list(_walk(get_resolver(), "", ()))


def _walk(resolver: URLResolver, before: str, known: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        path, arguments = normalize(pattern.pattern.regex.pattern)[0]
        # The arguments of one part are numbered from 0 when they have no name.
        numbered = [f"{name}_{len(known)}" if name.startswith("_") else name for name in arguments]
        here = before + path % {old: f"%({new})s" for old, new in zip(arguments, numbered, strict=True)}
        if isinstance(pattern, URLPattern):
            yield Address(pattern.name or "", f"/{here}".replace("//", "/"), (*known, *numbered))
        else:
            yield from _walk(pattern, here, (*known, *numbered))
