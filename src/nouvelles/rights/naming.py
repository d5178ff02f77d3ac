"""How pages and lists name a licence: by identifier, address or full name."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import regex

from nouvelles.rights.licences import BY_ADDRESS, BY_IDENTIFIER, CC_HOST

#: An address inside other words ("Licensed under https://…, see there").
_ADDRESS = regex.compile(r"(?:https?:)?//[^\s\"'<>()]+", regex.IGNORECASE)

#: creativecommons.org/licenses/by-sa/3.0/fr/legalcode.de and all between.
_CC_PATH = regex.compile(
    r"/(?P<kind>licenses|publicdomain)/(?P<code>[a-z-]+)/(?P<version>\d\.\d)"
    r"(?:/(?:[a-z]{2}|igo|scotland))?"
    r"(?:/(?:legalcode|deed|rdf)(?:[.-][a-z-]+)*(?:\.txt)?)?/?"
)

#: The name in full: "CC BY-SA 4.0", "Creative Commons Attribution-ShareAlike 3.0 DE",
#: "Attribution-NoDerivatives 4.0 International (CC BY-ND 4.0)". A version is demanded.
_CC_NAME = regex.compile(
    r"(?:(?:the )?(?:cc|creative commons)[ -]+)?"
    r"(?P<code>(?:by|attribution)(?:[ -]+(?:nc|non-?commercial|sa|share-?alike"
    r"|nd|no-?deriv(?:ative)?s?))*)"
    r"[ -]+(?P<version>\d\.\d)(?:[ -]+(?:international|unported|generic|[a-z]{2}|igo))?"
    r"(?: public)?(?: licen[cs]e)?(?: \(cc by[a-z -]* \d\.\d\))?"
)
_ZERO_NAME = regex.compile(
    r"(?:cc ?0|cc zero|creative commons zero)(?:[ -]1\.0)?(?: universal)?"
)
_CC_WORDS: Final = {
    "by": "by",
    "at": "by",
    "nc": "nc",
    "sa": "sa",
    "sh": "sa",
    "nd": "nd",
}


def spdx_of(text_or_url: str) -> str:
    """The SPDX identifier that a text or address names, or "".

    Recognises identifiers, addresses of any form (scheme, `www.`, ports, deeds and
    legal codes in any language), and full names with a version. Free prose counts only
    by an address in it; a text that holds addresses of two different licences names
    none.
    """
    text = " ".join(text_or_url.split())
    lowered = text.lower()
    if lowered in BY_IDENTIFIER:
        return BY_IDENTIFIER[lowered]
    addresses = _ADDRESS.findall(text) or [f"//{text}"]
    found = {spdx for address in addresses if (spdx := _of_address(address))}
    if found:
        return found.pop() if len(found) == 1 else ""
    return _of_name(lowered)


def _of_address(address: str) -> str:
    try:
        parts = urlsplit(address.rstrip(".,;").lower())
    except ValueError:  # an unclosed bracket, as in "//[x"
        return ""
    host = parts.netloc.removeprefix("www.")
    if host == CC_HOST:
        return _of_cc_path(parts.path)
    path = parts.path.rstrip("/")
    return BY_ADDRESS.get(host + path.removesuffix(".htm"), "")


def _of_cc_path(path: str) -> str:
    match = _CC_PATH.fullmatch(path)
    if match is None:
        return ""
    kind, code, version = match["kind"], match["code"], match["version"]
    if kind == "licenses":
        code = _ordered(code.split("-"))
    return BY_ADDRESS.get(f"{CC_HOST}/{kind}/{code}/{version}", "")


def _of_name(lowered: str) -> str:
    if _ZERO_NAME.fullmatch(lowered):
        return "CC0-1.0"
    match = _CC_NAME.fullmatch(lowered)
    if match is None:
        return ""
    words = regex.sub(r"non-?c", "nc", match["code"])
    words = regex.sub(r"no-?d", "nd", words).replace("share-alike", "sa")
    elements = [_CC_WORDS[word[:2]] for word in regex.split(r"[ -]+", words)]
    return BY_IDENTIFIER.get(f"cc-{_ordered(elements)}-{match['version']}", "")


def _ordered(elements: list[str]) -> str:
    """Version 1.0 wrote "by-nd-nc" what is "by-nc-nd" since; SPDX orders so, too."""
    return "-".join(part for part in ("by", "nc", "nd", "sa") if part in elements)
