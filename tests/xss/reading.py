"""What a page holds that was meant as words and became markup."""

import re

from lxml import html

from .corpus import MARK

# Browsers leave out these in an address (https://url.spec.whatwg.org/).
_LEFT_OUT = re.compile(r"[\x00-\x20]")
_RUNS = ("javascript:", "vbscript:", "data:text/html", "data:image/svg")
_LEADS = {"href", "src", "action", "formaction", "data", "srcdoc", "poster", "background", "xlink:href"}
_LOADS = {"script", "link", "img", "iframe"}
_NEVER_OURS = {"object", "embed", "applet", "base", "frame", "frameset", "marquee", "portal", "keygen", "math"}
# Answers to a template that counts.
_COUNTED = str(7777 * 7777)


def became_markup(page: bytes, secret: str) -> list[str]:
    """Scripts, handlers, addresses that run, and elements that no template of ours writes; empty when all is well."""
    text = page.decode("utf-8", "replace")
    found = [f"a template was run: {word}" for word in (_COUNTED, secret) if word in text]
    # What XML has no place for, a browser reads as it is; the parser must not stop there.
    document = html.document_fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text).encode())
    for element in document.iter():
        if isinstance(element.tag, str):
            found += _faults(element)
    return found


def _faults(element: html.HtmlElement) -> list[str]:
    tag = element.tag.lower()
    found = [f"<{tag}>"] if tag in _NEVER_OURS else []
    is_script = tag == "script" and "src" not in element.attrib and element.get("type") != "application/json"
    if is_script or (tag == "style" and MARK in (element.text or "")):
        found.append(f"{tag}: {(element.text or '')[:80]}")
    wrong = [name for name, value in element.attrib.items() if _is_wrong(tag, name.lower(), value)]
    return found + [f"<{tag} {name[:60]}={element.get(name)[:60]}>" for name in wrong]


def _is_wrong(tag: str, name: str, value: str) -> bool:
    if name.startswith("on") or MARK in name:
        return True
    address = _LEFT_OUT.sub("", value).lower()
    if name in _LEADS and address.startswith(_RUNS):
        return not (tag == "img" and address.startswith("data:image/svg") and MARK not in address)
    return MARK in value and (name == "style" or (tag in _LOADS and name in {"src", "href"}))
