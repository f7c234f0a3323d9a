"""Every form of a page, filled in with words of the corpus, as somebody could send it."""

from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import html

from .corpus import Words

_TEXTS = {"text", "search", "email", "url", "tel", "number", "password", ""}
# They end the visit.
_LEFT_ALONE = ("/accounts/logout/", "/taal/")


class Filled(NamedTuple):
    """A form with words in each field for words. `key`: the same for the same form on another page."""

    method: str
    path: str
    data: dict[str, Any]
    key: tuple[str, ...]


def forms_of(page: bytes, path: str, words: Words) -> list[Filled]:
    document = html.document_fromstring(page)
    found = [_filled(form, path, words) for form in document.iter("form")]
    return [form for form in found if form.path and not form.path.startswith(_LEFT_ALONE)]


def _filled(form: html.FormElement, path: str, words: Words) -> Filled:
    data: dict[str, Any] = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        value = _value(field, words)
        if value is not None:
            data.setdefault(field.get("name"), value)
    target = urljoin(path, form.get("action") or path)
    method = (form.get("method") or "get").lower()
    place = "".join(part if not part.isdigit() else "#" for part in urlsplit(target).path.split("/"))
    return Filled(method, target if target.startswith("/") else "", data, (method, place, *sorted(data)))


def _value(field: html.HtmlElement, words: Words) -> str | None:
    if field.tag == "textarea":
        return words.fit(2500)
    if field.tag == "select":
        options = [option.get("value", "") for option in field.iter("option")]
        return next(filter(None, options), "")
    kind = field.get("type", "text").lower()
    if kind == "hidden":
        return field.get("value", "")
    if kind in ("checkbox", "radio"):
        return field.get("value", "on")
    return words.fit(int(field.get("maxlength") or 900)) if kind in _TEXTS else None
